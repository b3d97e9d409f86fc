// What had another name before. Whoever still uses it would go by the default, or without the
// images they have, so it is refused.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SettingName } from './settings.ts';

const RENAMED: Readonly<Record<string, SettingName>> = {
  PICTURES_DIR: 'IMAGES_DIR',
  PICTURE_RETENTION: 'IMAGE_RETENTION',
  PICTURES_MAX_SIZE: 'IMAGES_MAX_SIZE',
};

export const isRenamed = (name: string): boolean => name in RENAMED;

/**
 * @param names the settings that are read.
 * @returns a line for each that is given by its old name
 */
export const describeRenamed = (
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly SettingName[],
): string[] =>
  Object.entries(RENAMED)
    .filter(([old, name]) => environment[old] && names.includes(name))
    .map(([old, name]) => `${old} is called ${name} now — rename it, its value may stay.`);

/**
 * @param imagesDir absolute.
 * @returns a line where it is missing, but the folder that was the default once is there, with
 * images in it
 */
export function describeOldFolder(imagesDir: string): string[] {
  const old = join(dirname(imagesDir), 'pictures');
  if (existsSync(imagesDir) || !holdsImages(old)) return [];
  return [
    `IMAGES_DIR: ${imagesDir} is missing, but ${old} is there, where images were kept before — rename that folder, or set IMAGES_DIR=${old}.`,
  ];
}

const FOLDER = /^[0-9a-f]{2}$/;
const FILE = /^[0-9a-f]{64}$/;

/**
 * Whether it holds what this program kept there: other folders are called `pictures` too, in a home
 * directory for one.
 */
const holdsImages = (directory: string): boolean =>
  namesIn(directory)
    .filter((name) => FOLDER.test(name))
    .some((folder) => namesIn(join(directory, folder)).some((name) => FILE.test(name) && name.startsWith(folder)));

/** None where it is no folder, or cannot be read: no image was kept there then. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
