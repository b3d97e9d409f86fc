// The stand-in for the image API checks what it is asked, really draws, and remembers what it
// charged.
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawImage } from '../../playground/vtrix-api/image/draw-image.ts';
import { startVtrixApi, type VtrixApi } from '../../playground/vtrix-api/start.ts';

let api: VtrixApi;
let now = Date.parse('2026-11-23T12:00:00Z');

beforeEach(async () => {
  api = await startVtrixApi({ now: () => now });
});
afterEach(() => api.close());

const create = (params: Record<string, unknown>, key = api.apiKey) =>
  fetch(`${api.baseUrl}/model/v1/generation`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'flux_kontext_max', input: [{ params }] }),
  });
const look = async (id: string) =>
  (
    await fetch(`${api.baseUrl}/model/v1/generation/task/${id}`, { headers: { authorization: `Bearer ${api.apiKey}` } })
  ).json();

describe('the endpoints', () => {
  it('take a task from its start to an image behind a link that expires', async () => {
    const { id } = (await (await create({ prompt: 'a lighthouse', seed: 1 })).json()) as { id: string };
    expect(await look(id)).toMatchObject({ id, status: 'in_progress' });
    expect(api.charges()).toEqual(['0']);
    now += 60_000;
    const done = (await look(id)) as {
      status: string;
      usage: { cost: string };
      output: { content: { url: string }[] }[];
    };
    expect(done).toMatchObject({ status: 'completed', usage: { cost: '0.08' } });
    expect(api.charges()).toEqual(['0.08']);
    const url = done.output[0]?.content[0]?.url ?? '';
    expect((await sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata()).format).toBe('jpeg');
    now += 11 * 60_000;
    expect((await fetch(url)).status).toBe(403);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no prompt', {}],
    ['an unknown parameter', { prompt: 'x', colour: 'red' }],
    ['a ratio too wide', { prompt: 'x', aspect_ratio: '22:9' }],
    ['51 steps', { prompt: 'x', steps: 51 }],
    ['an image that is no Base64', { prompt: 'x', input_image: '<html>' }],
  ])('refuse %s', async (_name, params) => {
    expect((await create(params)).status).toBe(400);
    expect(api.state.tasks.size).toBe(0);
  });

  it('refuse a wrong key', async () => {
    expect((await create({ prompt: 'x' }, 'wrong')).status).toBe(401);
  });
});

describe('what goes wrong on purpose', () => {
  const steer = (action: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${api.baseUrl}/control/${action}`, { method: 'POST', headers, body: JSON.stringify(body) });

  it('is set through the control API, each as often as asked, by this machine’s own programs alone', async () => {
    expect((await steer('faults', { on: 'create', times: 1, kind: { status: 503 } })).status).toBe(200);
    expect((await create({ prompt: 'x' })).status).toBe(503);
    expect((await create({ prompt: 'x' })).status).toBe(200);
    expect((await steer('faults', { on: 'everything' })).status).toBe(400);
    expect((await steer('faults', {}, { origin: 'https://example.com' })).status).toBe(403);
  });

  it('loses the answer to a task that it has accepted and will charge', async () => {
    await steer('faults', { on: 'create', times: 1, kind: 'reset-after' });
    await expect(create({ prompt: 'x' })).rejects.toThrow();
    now += 60_000;
    expect(api.charges()).toEqual(['0.08']);
  });

  it('holds to a rate', async () => {
    await steer('manner', { ratePerMinute: 1 });
    expect((await create({ prompt: 'x' })).status).toBe(200);
    const refused = await create({ prompt: 'x' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
  });

  it('refuses by moderation, without a charge, as lenient as it is asked to be', async () => {
    const outcome = async (safety_tolerance: number) => {
      const { id } = (await (await create({ prompt: 'blood moon', safety_tolerance })).json()) as { id: string };
      now += 60_000;
      return ((await look(id)) as { status: string }).status;
    };
    expect(await outcome(0)).toBe('failed');
    expect(await outcome(2)).toBe('completed');
    expect(api.charges()).toEqual(['0', '0.08']);
  });
});

describe('images', () => {
  it('are the same for the same seed and prompt, and others for others', async () => {
    const draw = async (params: Parameters<typeof drawImage>[0]) => (await drawImage(params)).bytes;
    const first = await draw({ prompt: 'a lighthouse', seed: 7 });
    expect((await draw({ prompt: 'a lighthouse', seed: 7 })).equals(first)).toBe(true);
    expect((await draw({ prompt: 'a lighthouse', seed: 8 })).equals(first)).toBe(false);
    expect((await draw({ prompt: 'a castle', seed: 7 })).equals(first)).toBe(false);
  });

  it.each([
    ['16:9', 1360, 768],
    ['1:1', 1024, 1024],
    ['9:21', 672, 1568],
  ])('in %s measure %i × %i', async (aspect_ratio, width, height) => {
    expect(await sharp((await drawImage({ prompt: 'x', aspect_ratio })).bytes).metadata()).toMatchObject({
      width,
      height,
    });
  });

  it.each(['&<>"\u0000', '漢字 עברית 👩‍👩‍👧', 'x'.repeat(4_000)])('carry any prompt: %j', async (prompt) => {
    await expect(drawImage({ prompt, seed: 1 })).resolves.toBeDefined();
  });

  it('are visibly edited as the prompt asks', async () => {
    const source = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#2060c0' } })
      .png()
      .toBuffer();
    const input_image = source.toString('base64');
    const colour = async (prompt: string) => {
      const { bytes } = await drawImage({ prompt, input_image, output_format: 'png' });
      const { data } = await sharp(bytes)
        .extract({ left: 4, top: 4, width: 1, height: 1 })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return [...data];
    };
    const [r, g, b] = await colour('make it black and white');
    expect(new Set([r, g, b]).size).toBe(1);
    expect(await colour('invert the colours')).toEqual([223, 159, 63]);
    expect((await colour('make it darker'))[2]).toBeLessThan(192);
    expect(await colour('surprise me')).not.toEqual([32, 96, 192]);
    const turned = await drawImage({ prompt: 'rotate it', input_image });
    expect(await sharp(turned.bytes).metadata()).toMatchObject({ width: 100, height: 200 });
    const both = await drawImage({ prompt: 'side by side', input_image, input_image_2: input_image });
    expect((await sharp(both.bytes).metadata()).width).toBeGreaterThan(1_280);
  });
});
