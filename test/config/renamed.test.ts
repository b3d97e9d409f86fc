// Settings and a folder that had other names before are refused, with what to do about them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findMisspelled } from '../../src/config/misspelled.ts';
import { readConfig } from '../../src/config/read-config.ts';

const KEYS = { DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' };

function newFolder(...folders: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-renamed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of folders) mkdirSync(join(folder, name));
  return folder;
}

describe('a setting by the name that it had before', () => {
  it.each([
    ['PICTURES_DIR', 'IMAGES_DIR'],
    ['PICTURE_RETENTION', 'IMAGE_RETENTION'],
    ['PICTURES_MAX_SIZE', 'IMAGES_MAX_SIZE'],
  ])('%s is refused once, and told to be %s', (old, name) => {
    const read = () => readConfig({ ...KEYS, [old]: '7' });
    expect(read).toThrow(`${old} is called ${name} now`);
    expect(findMisspelled({ [old]: '7' })).toEqual([]);
  });

  it('concerns no program that does not read it, and nobody where it is empty', () => {
    expect(readConfig({ PICTURES_DIR: 'x' }, ['DATABASE_URL'])).toHaveProperty('DATABASE_URL');
    expect(readConfig({ ...KEYS, PICTURES_DIR: '' })).toHaveProperty('IMAGES_DIR');
  });
});

describe('the folder of images as it was called before', () => {
  it('is refused where the images are to be beside it and are not, with both remedies', () => {
    const folder = newFolder('pictures');
    const read = () => readConfig({ ...KEYS, IMAGES_DIR: join(folder, 'images') });
    expect(read).toThrow(`rename that folder, or set IMAGES_DIR=${join(folder, 'pictures')}`);
  });

  it('may be named, and may stand beside the new one', () => {
    const folder = newFolder('pictures', 'images');
    for (const name of ['pictures', 'images'])
      expect(readConfig({ ...KEYS, IMAGES_DIR: join(folder, name) }).IMAGES_DIR).toBe(join(folder, name));
  });
});
