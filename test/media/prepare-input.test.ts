// Input images are what they are by their bytes, and go to the model upright, bare and no larger
// than it uses.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isBareImage } from '../../src/media/jobs/bare-image.ts';
import { prepareInput } from '../../src/media/jobs/prepare-input.ts';
import { animatedGif, bomb, heic, phonePhoto, plainImage } from '../support/photos.ts';

const averageOf = async (bytes: Buffer) => (await sharp(bytes).stats()).channels.map(({ mean }) => Math.round(mean));

describe('an input image', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('that is a bare %s is left as it is, byte for byte', async (format) => {
    const bytes = await plainImage(format);
    expect(isBareImage(bytes, format)).toBe(true);
    const prepared = await prepareInput(bytes);
    expect(prepared.bytes.equals(bytes)).toBe(true);
    expect(prepared).toMatchObject({ format, width: 600, height: 400 });
  });

  it('is turned upright, and says no more where and by what it was taken', async () => {
    const photo = await phonePhoto();
    expect((await sharp(photo).metadata()).orientation).toBe(6);
    const prepared = await prepareInput(photo);
    expect(prepared).toMatchObject({ format: 'jpeg', width: 600, height: 900 });
    const metadata = await sharp(prepared.bytes).metadata();
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(prepared.bytes.includes('Secretphone')).toBe(false);
  });

  it('is scaled down to 2,048 at its longest side', async () => {
    expect(await prepareInput(await plainImage('jpeg', 4_000, 1_000))).toMatchObject({ width: 2_048, height: 512 });
  });

  it.each(['gif', 'avif'] as const)('that is a %s becomes one the model reads', async (format) => {
    expect(['png', 'jpeg']).toContain((await prepareInput(await plainImage(format, 120, 80))).format);
  });

  it('that moves is its first frame', async () => {
    const [red = 0, , blue = 255] = await averageOf((await prepareInput(await animatedGif())).bytes);
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  });

  it('in the colours of print becomes one in the colours of screens', async () => {
    const print = await sharp(await plainImage('png'))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    expect((await sharp(print).metadata()).space).toBe('cmyk');
    const prepared = await prepareInput(print);
    expect(await sharp(prepared.bytes).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
    const [red = 0, green = 0, blue = 0] = await averageOf(await plainImage('png'));
    const [r = 0, g = 0, b = 0] = await averageOf(prepared.bytes);
    expect(Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue)).toBeLessThan(90);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('lying as EXIF’s orientation %i says stands upright', async (orientation) => {
    const photo = await sharp(await plainImage('jpeg', 120, 80))
      .withMetadata({ orientation })
      .jpeg()
      .toBuffer();
    const isTurned = orientation >= 5;
    const prepared = await prepareInput(photo);
    expect(prepared).toMatchObject(isTurned ? { width: 80, height: 120 } : { width: 120, height: 80 });
    expect((await sharp(prepared.bytes).metadata()).orientation).toBeUndefined();
  });

  it.each(['webp', 'avif'] as const)('that is a %s says no more who made it', async (format) => {
    const named = await sharp(await plainImage('png', 120, 80))
      .withExif({ IFD0: { Make: 'Secretphone' } })
      .toFormat(format)
      .toBuffer();
    expect(named.includes('Secretphone')).toBe(true);
    expect((await prepareInput(named)).bytes.includes('Secretphone')).toBe(false);
  });

  it('that moves as a PNG is its first frame alone', async () => {
    const still = await plainImage('png');
    const chunk = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from('acTL'), Buffer.alloc(8), Buffer.alloc(4)]);
    const afterHead = 8 + 25;
    const moving = Buffer.concat([still.subarray(0, afterHead), chunk, still.subarray(afterHead)]);
    expect(isBareImage(moving, 'png')).toBe(false);
  });

  it.each([
    ['small', 200, 100],
    ['scaled down', 3_000, 1_500],
  ])('that is transparent and %s is flattened onto white', async (_size, width, height) => {
    const half = { r: 255, g: 0, b: 0, alpha: 0.5 };
    const bytes = await sharp({ create: { width, height, channels: 4, background: half } })
      .png()
      .toBuffer();
    const prepared = await prepareInput(bytes);
    expect((await sharp(prepared.bytes).metadata()).hasAlpha).toBe(false);
    const [red = 0, green = 0, blue = 0] = await averageOf(prepared.bytes);
    expect([red, green, blue].every((value, index) => Math.abs(value - (index === 0 ? 255 : 127)) <= 2)).toBe(true);
  });

  it.each(['png', 'jpeg', 'webp'] as const)(
    'that is a %s with a second file behind its end loses that',
    async (format) => {
      const polyglot = Buffer.concat([await plainImage(format), Buffer.from('PK\x03\x04 a whole archive')]);
      const prepared = await prepareInput(polyglot).catch((error: unknown) => error);
      // A WebP whose length does not match is refused by the decoder instead.
      if (prepared instanceof Error) expect(prepared).toMatchObject({ kind: 'broken' });
      else expect((prepared as { bytes: Buffer }).bytes.includes('a whole archive')).toBe(false);
    },
  );

  it('with words hidden in it loses them', async () => {
    const jpeg = await plainImage('jpeg');
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 8]), Buffer.from('secret')]);
    const withComment = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    expect((await prepareInput(withComment)).bytes.includes('secret')).toBe(false);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['empty', () => Buffer.alloc(0), 'not-an-image'],
    ['text', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-an-image'],
    ['HEIC', heic, 'heic'],
    ['a bomb of 30,000 × 30,000', bomb, 'too-many-pixels'],
    ['cut off', async () => (await plainImage('jpeg')).subarray(0, 3_000), 'broken'],
    ['a head without a body', async () => (await plainImage('png')).subarray(0, 40), 'broken'],
  ])('that is %s is refused', async (_what, make, kind) => {
    await expect(prepareInput(await make())).rejects.toMatchObject({ kind });
  });
});
