// Before and after in one image, whatever shapes they have.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { sideBySide } from '../../src/media/jobs/side-by-side.ts';

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

const compare = async (before: [number, number], after: [number, number]) =>
  sideBySide(await plain(...before, '#ff0000'), await plain(...after, '#0000ff'));

it('shows both at the same height, the first at the left', async () => {
  const bytes = await compare([300, 200], [600, 400]);
  const { width, height } = await sharp(bytes).metadata();
  expect({ width, height }).toEqual({ width: 600 + 16 + 600, height: 400 });
  const colourAt = async (left: number) => {
    // Statistics are of a whole image, so the part is made one.
    const part = await sharp(bytes).extract({ left, top: 100, width: 50, height: 50 }).png().toBuffer();
    return (await sharp(part).stats()).dominant;
  };
  expect((await colourAt(100)).r).toBeGreaterThan(200);
  expect((await colourAt(1_000)).b).toBeGreaterThan(200);
});

it.each<[string, [number, number]]>([
  ['a strip of one line', [2_048, 1]],
  ['a column of one point', [1, 2_048]],
])('is not blown up by %s', async (_what, before) => {
  const { width, height } = await sharp(await compare(before, [1_024, 1_024])).metadata();
  expect(width).toBeLessThan(6_000);
  expect(height).toBe(1_024);
});
