// What progress edits show, whatever happens while they are made.
import { REST } from 'discord.js';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDisplay, type DiscordDisplay } from '../../../src/discord/delivery/delivery-loop.ts';
import type { Database } from '../../../src/store/schema.ts';
import { createTaskRecords } from '../../../src/tasks/lifecycle/task-records.ts';
import { createDurationEstimator } from '../../../src/tasks/scheduling/duration-estimator.ts';
import { createText } from '../../../src/text/text.ts';
import { refusal } from '../../support/delivery-stage.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { media } from '../../support/media.ts';
import { addTask } from '../../support/rows.ts';
import { createTaskContext } from '../../support/task-context.ts';

const AT = 1_000;

let db: Kysely<Database>;
let display: DiscordDisplay;
const edits = vi.fn(async () => ({}));
const looks = vi.fn(async () => []);
const sends = vi.fn(async () => ({ id: 'm' }));

beforeEach(async () => {
  db = await openEmptyDatabase();
  await addTask(db, { id: 'a', member: '1', guild: 'g', at: AT, micros: 80_000 });
  const { log, images } = createTaskContext(db);
  const progress = Object.assign(new REST(), { patch: edits });
  display = createDisplay({
    db,
    ...createTaskRecords(db, { now: () => AT, steadyNow: () => AT }),
    log,
    images,
    media,
    durations: createDurationEstimator(),
    languageOf: createText(),
    localeOfServer: () => undefined,
    bot: Object.assign(new REST(), { get: looks, post: sends }),
    botId: () => '1',
    webhook: new REST(),
    webhookProgress: progress,
    botProgress: new REST(),
    botWithoutWaits: new REST(),
    now: () => AT,
    steadyNow: () => AT,
  });
});
afterEach(async () => {
  await display.stop(0);
  await db.destroy();
  edits.mockClear();
});

it('a task that runs is shown', async () => {
  display.showProgress('request-a');
  await vi.waitFor(() => expect(edits).toHaveBeenCalledOnce());
});

it('the end of a task that ends meanwhile is left to its delivery', async () => {
  display.showProgress('request-a');
  // Has its turn between the look at the request and the one at its tasks.
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('tasks').set({ state: 'failed', failure: 'input-unreadable' }).execute();
    await trx.updateTable('requests').set({ delivery_due_at: AT }).execute();
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(edits).not.toHaveBeenCalled();
});

it('nothing is delivered before the bot knows its own id', async () => {
  await db.updateTable('tasks').set({ state: 'failed', failure: 'refused' }).execute();
  await db
    .updateTable('requests')
    .set({ delivery_due_at: AT, acknowledged_at: AT, interaction_token: null, source_message_id: 's' })
    .execute();
  display.deliver('request-a');
  await new Promise((resolve) => setImmediate(resolve));
  expect(looks).not.toHaveBeenCalled();
  expect(sends).not.toHaveBeenCalled();
  display.start();
  await vi.waitFor(() => expect(sends).toHaveBeenCalledOnce());
});

it('what was tried often enough has come to its end, and is told later', async () => {
  const options = JSON.stringify({
    model: 'flux_kontext_max',
    parameters: {},
    spoiler: false,
    isPrivate: false,
    count: 1,
  });
  await db.updateTable('tasks').set({ state: 'completed', image_id: 'p', cost_micros: 80_000 }).execute();
  await db
    .updateTable('requests')
    .set({ options, delivery_due_at: AT, delivery_attempts: 1_499, acknowledged_at: AT, source_message_id: 's' })
    .execute();
  sends.mockRejectedValueOnce(refusal(500, 0));
  display.start();
  await expect
    .poll(() => db.selectFrom('tasks').select('state').executeTakeFirst(), { timeout: 5_000 })
    .toEqual({ state: 'delivered' });
  expect(await db.selectFrom('requests').select('delivery_due_at').executeTakeFirst()).toEqual({
    delivery_due_at: null,
  });
  expect(await db.selectFrom('undelivered_requests').selectAll().execute()).toHaveLength(1);
});

describe('the second look at a result', () => {
  const confirmDue = async () =>
    (await db.selectFrom('requests').select('confirm_due').executeTakeFirst())?.confirm_due;

  it('is stored as soon as a progress edit gets no answer', async () => {
    edits.mockRejectedValueOnce(new DOMException('The operation was aborted', 'AbortError'));
    display.showProgress('request-a');
    await expect.poll(confirmDue).toBe(1);
    expect((await db.selectFrom('tasks').select('state').executeTakeFirst())?.state).not.toBe('completed');
  });

  it('is not for one that Discord refused', async () => {
    edits.mockRejectedValueOnce(refusal(404, 10008));
    display.showProgress('request-a');
    await vi.waitFor(() => expect(edits).toHaveBeenCalledOnce());
    expect(await confirmDue()).toBe(0);
  });

  it('is due of all that the last run may have been editing when it ended', async () => {
    await db.updateTable('requests').set({ acknowledged_at: AT }).execute();
    display.start();
    await expect.poll(confirmDue).toBe(1);
  });
});
