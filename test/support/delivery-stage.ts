// What showing a result is handed, for tests of its parts: a real database with one finished
// request, and a Discord that answers as the test says.
import { DiscordAPIError, REST } from 'discord.js';
import type { Kysely } from 'kysely';
import { vi } from 'vitest';
import type { DisplayContext } from '../../src/discord/delivery/display-context.ts';
import { createLog } from '../../src/ops/log.ts';
import type { Database } from '../../src/store/schema.ts';
import { createTaskRecords } from '../../src/tasks/lifecycle/task-records.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from './empty-database.ts';
import { media } from './media.ts';
import { plainImage } from './photos.ts';
import { addTask } from './rows.ts';
import { createTaskContext } from './task-context.ts';

export const AT = 1_000_000;
export const REQUEST = 'request-a';

const OPTIONS = JSON.stringify({
  model: 'flux_kontext_max',
  parameters: { prompt: 'a lighthouse' },
  spoiler: false,
  isPrivate: false,
  count: 1,
});

/** A call as discord.js is asked for it. */
export interface DiscordCall {
  /** `webhook patch /webhooks/application/token/messages/@original`, for one. */
  line: string;
  body: { content?: string; nonce?: string };
  files: number;
  query?: URLSearchParams | undefined;
}

/** Answers a call, or throws what Discord refuses with. */
export type Answer = (call: DiscordCall) => unknown;

/** @param code Discord's own */
export const refusal = (status: number, code: number): DiscordAPIError =>
  new DiscordAPIError({ code, message: `refused with ${code}` }, code, status, 'POST', '/', { body: {}, files: [] });

/**
 * @param answer to every call, whoever makes it.
 * @returns the context, every call in order, and the log's lines
 */
export async function stageDelivery(answer: Answer) {
  const db = await openEmptyDatabase();
  await addTask(db, { id: 'a', member: '1', guild: 'g', at: AT, micros: 80_000 });
  await finishTask(db);
  const calls: DiscordCall[] = [];
  const time = { now: AT };
  const voice = (name: string) => {
    const act = (method: string) =>
      vi.fn(
        async (
          route: string,
          { body = {}, files = [], query }: { body?: object; files?: unknown[]; query?: URLSearchParams } = {},
        ) => {
          const call = { line: `${name} ${method} ${route}`, body, files: files.length, query };
          calls.push(call);
          return (await answer(call)) ?? (method === 'get' ? [] : { id: 'made' });
        },
      );
    return Object.assign(new REST(), {
      get: act('get'),
      post: act('post'),
      patch: act('patch'),
      delete: act('delete'),
    });
  };
  const image = await plainImage('png', 60, 40);
  const log = createLog('silent');
  const said: string[] = [];
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void said.push(`${level}: ${words.at(-1)}`));
  const clock = { now: () => time.now, steadyNow: () => time.now };
  const context: DisplayContext = {
    db,
    ...createTaskRecords(db, clock),
    log,
    images: { ...createTaskContext(db).images, read: async () => image },
    media,
    durations: createDurationEstimator(),
    languageOf: createText(),
    localeOfServer: () => 'en-US',
    bot: voice('bot'),
    botId: () => 'bot',
    webhook: voice('webhook'),
    webhookProgress: voice('webhook'),
    botProgress: voice('bot'),
    botWithoutWaits: voice('bot'),
    ...clock,
  };
  return { db, context, calls, said, time, lines: () => calls.map(({ line }) => line) };
}

async function finishTask(db: Kysely<Database>): Promise<void> {
  await db
    .updateTable('requests')
    .set({
      options: OPTIONS,
      message_id: 'first',
      acknowledged_at: AT,
      delivery_due_at: AT,
      token_expires_at: AT + 900_000,
    })
    .execute();
  await db
    .updateTable('tasks')
    .set({ state: 'completed', image_id: 'p', finished_at: AT, cost_micros: 80_000 })
    .execute();
}
