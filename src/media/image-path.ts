// Where the image store keeps an image.
import { join } from 'node:path';

/** Two letters of the id as a folder: no folder grows beyond what file systems like. */
export const imagePath = (directory: string, id: string): string => join(directory, id.slice(0, 2), id);
