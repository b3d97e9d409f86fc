// Whatever decodes or draws an image takes its turn at the one gate of this process: where that
// turns it away, nothing is done.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitTogether } from '../../src/media/fit-together.ts';
import { ImagesBusyError, imageGate } from '../../src/media/image-gate.ts';
import { fitForUpload } from '../../src/media/jobs/fit-for-upload.ts';
import { inspectImage } from '../../src/media/jobs/inspect-image.ts';
import { prepareInput } from '../../src/media/jobs/prepare-input.ts';
import { sideBySide } from '../../src/media/jobs/side-by-side.ts';
import { thumbnail } from '../../src/media/jobs/thumbnail.ts';
import { drawUsageChart } from '../../src/media/jobs/usage-chart.ts';
import { plainImage } from '../support/photos.ts';

describe('turned away by the gate', () => {
  beforeEach(() => {
    vi.spyOn(imageGate, 'run').mockRejectedValue(new ImagesBusyError());
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const chart = { title: 'a', unit: 'b', days: ['2026-11-23'], series: [{ name: 'c', micros: [1] }] };
  it.each<[string, (bytes: Buffer) => Promise<unknown>]>([
    ['a comparison', (bytes) => sideBySide(bytes, bytes)],
    ['a small copy', thumbnail],
    ['a chart', () => drawUsageChart({ ...chart, formatDay: String, formatUsd: String })],
    ['a result that is looked at', inspectImage],
    ['an upload that is made smaller', (bytes) => fitForUpload(bytes, bytes.length - 1)],
    ['inputs that are made smaller together', (bytes) => fitTogether([bytes, bytes], bytes.length)],
    ['an input', prepareInput],
  ])('%s does nothing', async (_what, work) => {
    const bytes = await plainImage('png');
    const error: unknown = await work(bytes).catch((failure: unknown) => failure);
    expect(error instanceof Error && error.cause instanceof Error ? error.cause : error).toBeInstanceOf(
      ImagesBusyError,
    );
  });
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

/** What decodes or draws, and the one file that is used by those that take turns. */
const DECODERS = /from '(?:sharp|@resvg\/resvg-js|\.{1,2}\/(?:[\w-]+\/)*decode-image\.ts)'/;
const USED_INSIDE = ['decode-image.ts'];

it('no file decodes without knowing the gate', () => {
  for (const folder of ['src', 'commands']) {
    const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const decoding = files.filter((name) => DECODERS.test(readFileSync(`${root}${name}`, 'utf8')));
    const ungated = decoding.filter(
      (name) =>
        !USED_INSIDE.some((inside) => name.endsWith(inside)) &&
        !/imageGate/.test(readFileSync(`${root}${name}`, 'utf8')),
    );
    expect(ungated).toEqual([]);
    if (folder === 'src') expect(decoding.length).toBeGreaterThan(5);
  }
});
