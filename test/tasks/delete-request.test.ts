// A deleted result takes its images along, but not those that others show or were given; what was
// made from it before does not bring it back.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/schema.ts';
import { deleteRequest, removeImage } from '../../src/tasks/messages/remove-images.store.ts';
import { setUndone } from '../../src/tasks/requests/requests.store.ts';
import { takenAway } from '../../src/tasks/requests/taken-away.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask, endTask } from '../support/rows.ts';

const NOW = 5_000;
const CLOCK = { now: () => NOW, steadyNow: () => NOW };
let db: Kysely<Database>;

const imageId = (letter: string) => letter.repeat(64);

async function addResult(id: string, letter: string): Promise<void> {
  await addTask(db, { id, member: '1', guild: 'g', at: 1, micros: 1 });
  await endTask(db, id, 'delivered', 1);
  await db
    .updateTable('tasks')
    .set({ image_id: imageId(letter) })
    .where('id', '=', id)
    .execute();
}

const startFrom = (id: string, letter: string) =>
  db
    .insertInto('inputs')
    .values({ request_id: `request-${id}`, position: 1, name: 'x', url: null, image_id: imageId(letter) })
    .execute();

beforeEach(async () => {
  db = await openEmptyDatabase();
  for (const letter of ['a', 'b', 'c']) {
    await db
      .insertInto('images')
      .values({ id: imageId(letter), format: 'png', bytes: 1, width: 1, height: 1, created_at: 1, keep_until: 9_000 })
      .execute();
  }
});
afterEach(() => db.destroy());

const expireImages = async () =>
  (await db.selectFrom('images').select('id').where('keep_until', '<', NOW).orderBy('id').execute()).map(
    ({ id }) => id[0],
  );

it('lets its result and its input go', async () => {
  await addResult('one', 'a');
  await startFrom('one', 'b');
  await deleteRequest(db, 'request-one', CLOCK, { as: 'member' });
  expect(await expireImages()).toEqual(['a', 'b']);
});

it('ends what was drawn and not shown yet: nothing is left to be done for it', async () => {
  await addTask(db, { id: 'one', member: '1', guild: 'g', at: 1, micros: 1 });
  await db
    .updateTable('tasks')
    .set({ state: 'completed', image_id: imageId('a'), cost_micros: 1 })
    .execute();
  await db.updateTable('requests').set({ delivery_due_at: NOW }).execute();
  await deleteRequest(db, 'request-one', CLOCK, { as: 'member' });
  expect(await db.selectFrom('tasks').select('state').execute()).toEqual([{ state: 'delivered' }]);
});

it('leaves what another one shows, and what another one started from', async () => {
  await addResult('one', 'a');
  await startFrom('one', 'b');
  await addResult('twin', 'a');
  await addResult('child', 'c');
  await startFrom('child', 'b');
  await deleteRequest(db, 'request-one', CLOCK, { as: 'member' });
  expect(await expireImages()).toEqual([]);
  await deleteRequest(db, 'request-twin', CLOCK, { as: 'member' });
  expect(await expireImages()).toEqual(['a']);
  await deleteRequest(db, 'request-child', CLOCK, { as: 'member' });
  expect(await expireImages()).toEqual(['a', 'b', 'c']);
});

it('one of several goes alone, with its file; the last of them is left to be deleted with its request', async () => {
  await addResult('x', 'a');
  const { id: _first, key: _too, ...task } = await db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  await db
    .insertInto('tasks')
    .values({ ...task, id: 'x-2', key: 'x:2', image_id: imageId('b') })
    .execute();
  const removed = { id: 'x', request_id: 'request-x', image_id: imageId('a') };
  expect(await removeImage(db, removed, CLOCK, { as: 'member' })).toBe('removed');
  expect(await expireImages()).toEqual(['a']);
  expect(await removeImage(db, { ...removed, id: 'x-2', image_id: imageId('b') }, CLOCK, { as: 'member' })).toBe(
    'last',
  );
  expect(await expireImages()).toEqual(['a']);
  await deleteRequest(db, 'request-x', CLOCK, { as: 'member' });
  expect(await expireImages()).toEqual(['a', 'b']);
});

describe('what an edit was made from', () => {
  const request = (id: string) =>
    db
      .selectFrom('requests')
      .select(['undone_at', 'delivery_due_at', 'delivery_nonce'])
      .where('id', '=', `request-${id}`)
      .executeTakeFirstOrThrow();

  beforeEach(async () => {
    await addResult('before', 'a');
    await addResult('edit', 'b');
    await startFrom('edit', 'a');
    await db.updateTable('requests').set({ acknowledged_at: 1, delivery_nonce: 'old' }).execute();
  });

  it('goes with it, although the edit stays', async () => {
    await deleteRequest(db, 'request-before', CLOCK, { as: 'member' });
    expect(await expireImages()).toEqual(['a']);
  });

  it('is known to be taken away, until something shows the same again; what was only given is not', async () => {
    const ids = ['a', 'b', 'c'].map(imageId);
    await startFrom('before', 'c');
    expect(await takenAway(db, ids)).toEqual([]);
    await deleteRequest(db, 'request-before', CLOCK, { as: 'member' });
    expect(await takenAway(db, ids)).toEqual([imageId('a')]);
    await addResult('twin', 'a');
    expect(await takenAway(db, ids)).toEqual([]);
  });

  it.each(['all of it', 'one of several'])('gives its place back to the edit when %s is taken away', async (what) => {
    await setUndone(db, 'request-edit', true, CLOCK);
    await db.updateTable('requests').set({ delivery_due_at: null }).execute();
    const place = { request_id: 'request-edit', guild_id: 'g', channel_id: 'elsewhere', task_id: null };
    await db
      .insertInto('message_copies')
      .values([
        { ...place, kind: 'posting', message_id: 'posting', created_at: NOW },
        { ...place, kind: 'report', message_id: 'report of the edit', created_at: NOW - 1 },
        { ...place, kind: 'report', message_id: 'report of what was before', created_at: NOW },
      ])
      .execute();
    if (what === 'all of it') await deleteRequest(db, 'request-before', CLOCK, { as: 'member' });
    else {
      await db.updateTable('tasks').set({ request_id: 'request-before' }).where('id', '=', 'edit').execute();
      await addResult('third', 'c');
      await db.updateTable('tasks').set({ request_id: 'request-edit' }).where('id', '=', 'third').execute();
      const one = { id: 'before', request_id: 'request-before', image_id: imageId('a') };
      expect(await removeImage(db, one, CLOCK, { as: 'member' })).toBe('removed');
    }
    expect(await request('edit')).toEqual({ undone_at: null, delivery_due_at: NOW, delivery_nonce: null });
    // Reports stay: what showed the image before is to show the edit.
    expect(await db.selectFrom('message_copies').select('message_id').orderBy('message_id').execute()).toEqual([
      { message_id: 'report of the edit' },
      { message_id: 'report of what was before' },
    ]);
    const ofEdit = db
      .selectFrom('message_removals')
      .where('request_id', '=', 'request-edit')
      .where('message_id', 'is not', null);
    expect(await ofEdit.select(['message_id', 'deletion']).orderBy('message_id').execute()).toEqual([
      { message_id: 'posting', deletion: null },
      { message_id: 'report of what was before', deletion: expect.stringContaining('"undone"') },
    ]);
  });

  it('is not brought back by an Undo that was under way', async () => {
    await deleteRequest(db, 'request-before', CLOCK, { as: 'member' });
    await setUndone(db, 'request-edit', true, CLOCK);
    expect((await request('edit')).undone_at).toBeNull();
  });
});
