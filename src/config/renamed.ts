// What had another name before. Whoever still uses it would go by the default, or without the images they have, so it is refused.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SettingName } from './settings.ts';

const RENAMED: Readonly<Record<string, SettingName>> = {
  PICTURES_DIR: 'IMAGES_DIR',
  PICTURE_RETENTION: 'IMAGE_RETENTION',
  PICTURES_MAX_SIZE: 'IMAGES_MAX_SIZE',
};

export const isRenamed = (name: string): boolean => name in RENAMED;

/** @param names the settings that are read. @returns a line for each that is given by its old name */
export const describeRenamed = (
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly SettingName[],
): string[] =>
  Object.entries(RENAMED)
    .filter(([old, name]) => environment[old] && names.includes(name))
    .map(([old, name]) => `${old} is called ${name} now — rename it, its value may stay.`);

/** @param imagesDir absolute. @returns a line where it is missing, but the folder that was the default once is there */
export function describeOldFolder(imagesDir: string): string[] {
  const old = join(dirname(imagesDir), 'pictures');
  if (existsSync(imagesDir) || !existsSync(old)) return [];
  return [
    `IMAGES_DIR: ${imagesDir} is missing, but ${old} is there, where images were kept before — rename that folder, or set IMAGES_DIR=${old}.`,
  ];
}
