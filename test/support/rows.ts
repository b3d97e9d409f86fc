// Rows that tests of the store and the money start from.
import type { Kysely } from 'kysely';
import { addUsage, usagePlace } from '../../src/billing/usage/usage-days.store.ts';
import type { TaskState } from '../../src/store/request-tables.ts';
import type { Database } from '../../src/store/schema.ts';
import { placeOfRequest } from '../../src/tasks/requests/requests.store.ts';

export interface GivenTask {
  id: string;
  member: string;
  guild: string | null;
  at: number;
  micros: number;
}

/** A member with one request of one running task. @returns the account's id */
export async function addTask(db: Kysely<Database>, { id, member, guild, at, micros }: GivenTask): Promise<number> {
  await db
    .insertInto('accounts')
    .values({ discord_user_id: member, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const account = await db
    .selectFrom('accounts')
    .select('id')
    .where('discord_user_id', '=', member)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('requests')
    .values({
      id: `request-${id}`,
      key: id,
      account_id: account.id,
      guild_id: guild,
      channel_id: 'channel',
      kind: 'imagine',
      prompt: 'a lighthouse',
      options: '{}',
      locale: 'en',
      created_at: at,
      is_private: 0,
      application_id: 'application',
      interaction_token: 'token',
      token_expires_at: at + 900_000,
      upload_limit_bytes: 10_000_000,
      delivery_attempts: 0,
    })
    .execute();
  await db
    .insertInto('tasks')
    .values({
      id,
      request_id: `request-${id}`,
      key: `${id}:1`,
      state: 'running',
      model: 'flux_kontext_max',
      params: '{}',
      seed: 1,
      estimate_micros: micros,
      admitted_at: at,
      admitted_steady: at,
      submit_attempts: 1,
      provider_task_id: `provider-${id}`,
      polls: 0,
      poll_failures: 0,
      cost_estimated: 0,
    })
    .execute();
  return account.id;
}

/** Puts a task where a ledger line says it is. */
export async function endTask(
  db: Kysely<Database>,
  id: string,
  state: TaskState,
  costMicros: number | null,
): Promise<void> {
  await db
    .updateTable('tasks')
    .set({ state, cost_micros: costMicros, image_id: state === 'delivered' ? 'p' : null })
    .where('id', '=', id)
    .execute();
  if (costMicros === null) return;
  const { account_id, guild_id, kind } = await placeOfRequest(db, `request-${id}`);
  const counted = { account_id, guild_id: usagePlace(guild_id), kind, model: 'flux_kontext_max', failures: 0 };
  const figures = { images: 1, spent_micros: costMicros, charged_failures: 0, failed_micros: 0 };
  await addUsage(db, { ...counted, ...figures, day: '2026-11-23' });
}
