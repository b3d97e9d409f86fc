// Files that are odd: what is harmless is mended at intake so that every later step can read it,
// half an image is refused.
import { readFileSync } from 'node:fs';
import sharp, { type JpegOptions, type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage, isSound } from '../../src/media/jobs/decode-image.ts';
import { inspectImage } from '../../src/media/jobs/inspect-image.ts';
import { prepareInput } from '../../src/media/jobs/prepare-input.ts';
import { sideBySide } from '../../src/media/jobs/side-by-side.ts';
import { thumbnail } from '../../src/media/jobs/thumbnail.ts';
import { media } from '../support/media.ts';

const given = (name: string) => readFileSync(new URL(`cases/${name}`, import.meta.url));
const END = Buffer.from([0xff, 0xd9]);

/** Detailed enough for any lost part to be seen. */
const detail = await sharp({
  create: {
    width: 480,
    height: 360,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 60 },
  },
})
  .blur(2)
  .png()
  .toBuffer();
const photo = (options: JpegOptions = {}): Promise<Buffer> =>
  sharp(detail)
    .jpeg({ quality: 90, ...options })
    .toBuffer();

/** Markers put into the middle of the pixels, where no restart interval announces them. */
async function withStrayRestarts(): Promise<Buffer> {
  const bytes = await photo();
  const middle = Math.floor(bytes.length / 2);
  const restart = Buffer.from([0xff, 0xd3]);
  const at = bytes[middle - 1] === 0xff ? middle + 1 : middle;
  return Buffer.concat([bytes.subarray(0, at), restart, bytes.subarray(at)]);
}

async function withExtraneousBytes(): Promise<Buffer> {
  const bytes = await photo({ progressive: true });
  const secondTables = bytes.indexOf(Buffer.from([0xff, 0xc4]), bytes.indexOf(Buffer.from([0xff, 0xda])));
  return Buffer.concat([bytes.subarray(0, secondTables), Buffer.from('abc'), bytes.subarray(secondTables)]);
}

describe('a harmlessly odd image', () => {
  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['an invalid scan header', () => given('photo-invalid-scan-header.jpg')],
    ['no end marker', () => given('photo-without-end-marker.jpg')],
    // A given one: whether a decoder misses the other half depends on the bits before it.
    ['half an end marker', () => Buffer.concat([given('photo-without-end-marker.jpg'), END.subarray(0, 1)])],
    ['stray restart markers', withStrayRestarts],
    ['extraneous bytes between its scans', withExtraneousBytes],
  ])('with %s is taken, and read by every later step', async (what, make) => {
    const odd = await make();
    // Whether a decoder minds these bytes depends on how far it has read when it comes to them.
    if (what !== 'extraneous bytes between its scans') expect(await isSound(odd)).toBe(false);
    const prepared = await prepareInput(odd);
    const result = await inspectImage(odd);
    for (const bytes of [prepared.bytes, result?.bytes ?? Buffer.alloc(0)]) {
      expect(await isSound(bytes)).toBe(true);
      expect((await sideBySide(bytes, bytes)).length).toBeGreaterThan(0);
      expect((await thumbnail(bytes)).length).toBeGreaterThan(0);
      expect((await media.fitForUpload(bytes, bytes.length - 1)).bytes.length).toBeLessThan(bytes.length);
    }
    // Nothing is grey that was not: the same as a lenient decoder shows.
    const pixelsOf = (image: Sharp) => image.greyscale().resize(16, 16, { fit: 'fill' }).raw().toBuffer();
    if (what === 'stray restart markers') return;
    const shown = await pixelsOf(sharp(odd, { failOn: 'none' }));
    const kept = await pixelsOf(decodeImage(prepared.bytes));
    expect(Math.max(...shown.map((value, index) => Math.abs(value - (kept[index] ?? 0))))).toBeLessThan(8);
  });

  it('with stray restart markers shows all of its pixels', async () => {
    const bytes = await photo();
    const at = Math.floor(bytes.length / 2);
    const safe = bytes[at - 1] === 0xff ? at + 1 : at;
    const odd = Buffer.concat([bytes.subarray(0, safe), Buffer.from([0xff, 0xd3]), bytes.subarray(safe)]);
    expect((await prepareInput(odd)).bytes.equals(bytes)).toBe(true);
  });
});

describe('half an image', () => {
  const cases = [0.5, 0.99].flatMap((part) =>
    [false, true].flatMap((ends) => [false, true].map((progressive) => ({ part, ends, progressive }))),
  );
  it.each(cases)('is refused: $part of it, end marker $ends, progressive $progressive', async (half) => {
    const { part, ends, progressive } = half;
    const whole = await photo({ progressive });
    const cut = whole.subarray(0, Math.floor(whole.length * part));
    const bytes = ends ? Buffer.concat([cut, END]) : cut;
    await expect(prepareInput(bytes)).rejects.toMatchObject({ kind: 'broken' });
    expect(await inspectImage(bytes)).toBeUndefined();
  });

  it.each(['png', 'webp'] as const)('is refused as a %s too', async (format) => {
    const whole = await sharp(await photo())
      .toFormat(format)
      .toBuffer();
    for (const part of [0.5, 0.99]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await expect(prepareInput(cut)).rejects.toMatchObject({ kind: 'broken' });
      expect(await inspectImage(cut)).toBeUndefined();
    }
  });
});

describe('what is kept as it is means the same to every reader', () => {
  it('in 16-bit grey becomes 8-bit sRGB with the same brightness', async () => {
    const { bytes } = await prepareInput(given('grey-16-bit.png'));
    expect(await sharp(bytes).metadata()).toMatchObject({ depth: 'uchar', hasAlpha: false });
    const raw = await sharp(given('grey-16-bit.png')).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer();
    let sum = 0;
    for (let at = 0; at < raw.length; at += 2) sum += raw.readUInt16LE(at) / 257;
    const { channels } = await sharp(bytes).stats();
    expect(Math.abs((channels[0]?.mean ?? 0) - sum / (raw.length / 2))).toBeLessThan(3);
  });

  it('erased by transparency stays erased', async () => {
    const erased = given('erased-by-transparency.png');
    const { bytes } = await prepareInput(erased);
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(false);
    const flat = await sharp(erased).flatten({ background: '#ffffff' }).raw().toBuffer();
    expect((await sharp(bytes).raw().toBuffer()).equals(flat)).toBe(true);
  });
});

describe('a shape', () => {
  const blank = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();

  it.each([
    [1, 1],
    [63, 100],
    [20_000, 3],
    [64, 513],
  ])('of %i × %i is refused', async (width, height) => {
    await expect(prepareInput(await blank(width, height))).rejects.toMatchObject({ kind: 'bad-shape' });
  });

  it.each([
    [64, 64],
    [64, 512],
    [4_096, 512],
  ])('of %i × %i is taken', async (width, height) => {
    expect(await prepareInput(await blank(width, height))).toMatchObject({ format: 'png' });
  });
});
