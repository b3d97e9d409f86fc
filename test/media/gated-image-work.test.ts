// Whatever decodes or draws an image is done by the media process, and takes its turn at the one
// gate: where that turns it away, nothing is done.
import { globSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitTogether } from '../../src/media/fit-together.ts';
import { ImageError } from '../../src/media/image-error.ts';
import { ImagesBusyError, imageGate } from '../../src/media/image-gate.ts';
import { createMedia, type Media } from '../../src/media/media.ts';
import { plainImage } from '../support/photos.ts';

describe('turned away by the gate', () => {
  beforeEach(() => {
    vi.spyOn(imageGate, 'run').mockRejectedValue(new ImagesBusyError());
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const chart = { title: 'a', unit: 'b', days: ['Nov 23'], series: [{ name: 'c', micros: [1] }], locale: 'en' };
  it.each<[string, (media: Media, bytes: Buffer) => Promise<unknown>]>([
    ['a comparison', (media, bytes) => media.sideBySide(bytes, bytes)],
    ['a small copy', (media, bytes) => media.thumbnail(bytes)],
    ['a chart', (media) => media.drawUsageChart(chart)],
    ['a result that is looked at', (media, bytes) => media.inspectImage(bytes)],
    ['an upload that is made smaller', (media, bytes) => media.fitForUpload(bytes, bytes.length - 1)],
    ['inputs that are made smaller together', (media, bytes) => fitTogether(media, [bytes, bytes], bytes.length)],
    ['an input', (media, bytes) => media.prepareInput(bytes)],
  ])('%s does nothing', async (_what, work) => {
    const run = vi.fn();
    await expect(work(createMedia(run), await plainImage('png'))).rejects.toBeInstanceOf(ImagesBusyError);
    expect(run).not.toHaveBeenCalled();
  });
});

it('a result that the media process does not survive is fetched again, since it is paid for', async () => {
  const run = vi.fn().mockRejectedValue(new ImageError('broken', 'the media process ended'));
  await expect(createMedia(run).inspectImage(await plainImage('png'))).rejects.toMatchObject({ kind: 'unavailable' });
});

it('the gate lets two work at once, and 24 people wait', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const work = () => {
    begun += 1;
    return promise;
  };
  const all = Array.from({ length: 26 }, () => imageGate.run(work, 'person'));
  await expect(imageGate.run(work, 'person')).rejects.toBeInstanceOf(ImagesBusyError);
  expect(begun).toBe(2);
  resolve();
  await Promise.all(all);
  expect(begun).toBe(26);
});

describe('decoders', () => {
  const files = globSync('{src,commands}/**/*.ts');
  const importing = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(file, 'utf8')));

  it('are loaded by jobs of the media process alone', () => {
    const decoding = importing(/(?:from |import\()'(?:sharp|echarts|@resvg\/resvg-js)'/);
    expect(decoding.length).toBeGreaterThan(3);
    expect(decoding.filter((file) => !file.startsWith('src/media/jobs/'))).toEqual([]);
  });

  it('are reached through the media process: nobody else imports a job', () => {
    const job = /^import (?!type)[^;]*from '[^']*\/jobs\/(?!chart-font\.ts)[^']*'/m;
    expect(importing(job)).toEqual(['src/media/process/media-jobs.ts']);
  });
});
