// The fonts images are written with: from a package, so that they look the same on every machine.
import { fileURLToPath } from 'node:url';

const fontFile = (name: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

export const FONT_FILES = [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')];
