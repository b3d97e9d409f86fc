// Images of one message are made small enough: each for itself, and all of them together.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackContext, packRequest } from '../../src/discord/delivery/message-payload.ts';
import type { ImageStore } from '../../src/media/image-store.ts';
import type { Database } from '../../src/store/schema.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { findRequest } from '../../src/tasks/requests/requests.store.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { media } from '../support/media.ts';
import { addTask } from '../support/rows.ts';

const MIB = 1024 * 1024;
let db: Kysely<Database>;
let view: RequestView;
let context: PackContext;
const files = new Map<string, Buffer>();

/** Noise cannot be packed: three bytes a pixel. */
async function noise(pixels: number): Promise<Buffer> {
  const width = 2_000;
  const height = Math.floor(pixels / width);
  const raw = randomBytes(width * height * 3);
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

beforeAll(async () => {
  db = await openEmptyDatabase();
  await addTask(db, { id: '0-1', member: '1', guild: 'g', at: 1, micros: 80_000 });
  const one = await findRequest(db, 'request-0-1');
  const [task] = one?.tasks ?? [];
  if (!one || !task) throw new Error('the request is there');
  const ids = ['1', '2', '3', '4'];
  for (const id of ids) files.set(id, await noise(2_700_000));
  const options = { model: 'm', parameters: { prompt: 'noise' }, count: 4, spoiler: false, isPrivate: false };
  view = {
    ...one,
    request: { ...one.request, options: JSON.stringify(options) },
    tasks: ids.map((id) => ({ ...task, id: `0-${id}`, state: 'delivered' as const, image_id: id, seed: Number(id) })),
  };
  context = {
    db,
    // Nothing else of it is used here.
    images: { read: async (id: string) => files.get(id) } as ImageStore,
    media,
    durations: createDurationEstimator(),
    languageOf: createText(),
    steadyNow: () => 2,
  };
});
afterAll(() => db.destroy());

describe('four large images', () => {
  it('weigh 25 MiB at most together, and each within its share', async () => {
    expect([...files.values()].every(({ length }) => length > 7 * MIB && length < 10 * MIB)).toBe(true);
    const payload = await packRequest(context, view, { limitBytes: 10 * MIB });
    const sizes = payload.files.map(({ data }) => (data as Buffer).length); // As packed.
    expect(sizes).toHaveLength(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25 * MIB);
    expect(Math.max(...sizes)).toBeLessThan(6.25 * MIB);
  }, 60_000);

  it('are left as they are while they fit', async () => {
    const two = { ...view, tasks: view.tasks.slice(0, 2) };
    const payload = await packRequest(context, two, { limitBytes: 10 * MIB });
    expect(payload.files.map(({ data }) => (data as Buffer).length)).toEqual([
      files.get('1')?.length,
      files.get('2')?.length,
    ]);
  });

  it('are told of where one is no longer kept, and the others keep their names and words', async () => {
    files.delete('2');
    const payload = await packRequest(context, view, { limitBytes: 1 * MIB });
    expect(payload.message.content).toContain('The image is no longer kept here.');
    expect(payload.files.map(({ name }) => name)).toEqual(['kontext-1.jpg', 'kontext-3.jpg', 'kontext-4.jpg']);
    expect(payload.attachments?.map(({ description }) => description)).toEqual([
      'Image 1 of 4: a lighthouse',
      'Image 3 of 4: a lighthouse',
      'Image 4 of 4: a lighthouse',
    ]);
  }, 60_000);
});

describe('images that are hidden', () => {
  it('are marked by their names and by Discord’s flag, and no others are', async () => {
    const one = { ...view, tasks: view.tasks.slice(0, 1) };
    const payload = await packRequest(context, one, { limitBytes: 10 * MIB });
    expect(payload.attachments?.some((attachment) => 'is_spoiler' in attachment)).toBe(false);
    const options = JSON.stringify({ ...JSON.parse(view.request.options), spoiler: true });
    const hidden = { ...one, request: { ...view.request, options } };
    const { files: sent, attachments } = await packRequest(context, hidden, { limitBytes: 10 * MIB });
    expect(sent.map(({ name }) => name)).toEqual(['SPOILER_kontext-1.png']);
    expect(attachments).toMatchObject([{ is_spoiler: true }]);
  });
});

describe('a message of which a backup that was put back knows only a part', () => {
  const partly = (state: 'completed' | 'delivered') => ({
    ...view,
    tasks: view.tasks.map((task) =>
      task.image_id === '1'
        ? { ...task, state }
        : { ...task, state: 'failed' as const, failure: 'restored', image_id: null },
    ),
  });

  it('keeps what it shows beside what is shown anew: images that came meanwhile were paid for', async () => {
    const payload = await packRequest(context, partly('completed'), { limitBytes: 10 * MIB });
    expect(payload.files.map(({ name }) => name)).toEqual(['kontext-1.png']);
    expect(payload.attachments).toBeUndefined();
  });

  it('is shown as it is known from then on', async () => {
    const payload = await packRequest(context, partly('delivered'), { limitBytes: 10 * MIB });
    expect(payload.attachments).toHaveLength(1);
  });

  it('keeps all of it where nothing is known to show', async () => {
    const nothing = { ...view, tasks: partly('delivered').tasks.slice(1) };
    expect(await packRequest(context, nothing, { limitBytes: 10 * MIB })).toMatchObject({
      files: [],
      attachments: undefined,
    });
  });
});
