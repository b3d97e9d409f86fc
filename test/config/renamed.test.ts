// Settings and a folder that had other names before are refused, with what to do about them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findMisspelled } from '../../src/config/misspelled.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { describeOldFolder } from '../../src/config/renamed.ts';

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

/** As the bot keeps images. */
function keepImage(folder: string): void {
  mkdirSync(join(folder, 'a1'));
  writeFileSync(join(folder, 'a1', `a1${'0'.repeat(62)}`), 'image');
}

describe('the folder of images as it was called before', () => {
  it.each([
    ['photos', (folder: string) => writeFileSync(join(folder, 'wedding.jpg'), 'photo')],
    ['a folder named like one of the bot’s', (folder: string) => mkdirSync(join(folder, 'a1'))],
    [
      'an image of the bot’s, but not where it keeps it',
      (folder: string) => writeFileSync(join(folder, 'f'.repeat(64)), 'image'),
    ],
    [
      'a file of another name in such a folder',
      (folder: string) => {
        mkdirSync(join(folder, 'a1'));
        writeFileSync(join(folder, 'a1', 'wedding.jpg'), 'photo');
      },
    ],
    ['nothing', () => undefined],
  ])('is somebody’s own where it holds %s', (_name, fill) => {
    const folder = newFolder('pictures');
    fill(join(folder, 'pictures'));
    expect(describeOldFolder(join(folder, 'images'))).toEqual([]);
  });

  it('is none where it is a file', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'pictures'), 'list');
    expect(describeOldFolder(join(folder, 'images'))).toEqual([]);
  });

  it('is refused where the images are to be beside it and are not, with both remedies', () => {
    const folder = newFolder('pictures');
    keepImage(join(folder, 'pictures'));
    const read = () => readConfig({ ...KEYS, IMAGES_DIR: join(folder, 'images') });
    expect(read).toThrow(`rename that folder, or set IMAGES_DIR=${join(folder, 'pictures')}`);
  });

  it('may be named, and may stand beside the new one', () => {
    const folder = newFolder('pictures', 'images');
    keepImage(join(folder, 'pictures'));
    for (const name of ['pictures', 'images'])
      expect(readConfig({ ...KEYS, IMAGES_DIR: join(folder, name) }).IMAGES_DIR).toBe(join(folder, name));
  });
});
