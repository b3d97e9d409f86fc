// The languages there are words in, by Discord's names for them; English is whole, and the others
// are held to it by the compiler.
import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { esES } from './es-ES.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ptBR } from './pt-BR.ts';
import { zhCN } from './zh-CN.ts';

export const catalogues: Readonly<Record<string, Catalogue>> = {
  'en-US': en,
  de,
  'es-ES': esES,
  fr,
  ja,
  ko,
  'pt-BR': ptBR,
  'zh-CN': zhCN,
};

/** Discord's names of regional variants, and of the catalogue that serves them. */
const VARIANTS: Readonly<Record<string, string>> = { 'en-GB': 'en-US', 'es-419': 'es-ES' };

export const ENGLISH = 'en-US';

/** Languages that there are words in. */
export const languages: readonly string[] = Object.keys(catalogues);

/** Every Discord locale that a catalogue serves, with that catalogue. */
export const localesServed = (): [locale: string, catalogue: Catalogue][] => [
  ...Object.entries(catalogues),
  ...Object.entries(VARIANTS).flatMap(([variant, language]): [string, Catalogue][] => {
    const catalogue = catalogues[language];
    return catalogue ? [[variant, catalogue]] : [];
  }),
];
