// Forgetting somebody's words and images: at once, but for what is still being made.

import type { Kysely, Transaction } from 'kysely';
import type { Clock, WallMs } from '../clock.ts';
import { requestRewrite } from '../servers/rewrite-requests.store.ts';
import type { TaskState } from '../store/request-tables.ts';
import type { Database } from '../store/schema.ts';
import { forgetReported } from '../tasks/messages/closed-reports.store.ts';
import { hideRequest } from '../tasks/messages/remove-images.store.ts';
import { OPEN_STATES } from '../tasks/requests/task-states.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** What is still to be sent, made or shown: forgetting its words would change that. */
const UNFINISHED = [...OPEN_STATES, 'completed'] as const satisfies TaskState[];

/**
 * Notes the wish, so that what is still being made is forgotten later. What they removed before
 * may have left copies too, which a rewrite of the file takes away.
 */
export const askToForget = (db: Db, accountId: number, now: WallMs): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.updateTable('accounts').set({ forget_at: now }).where('id', '=', accountId).execute();
    await requestRewrite(trx);
  });

/** Whoever has something made again is here again. */
export async function cancelForgetRequest(db: Db, accountId: number): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ forget_at: null })
    .where('id', '=', accountId)
    .where('forget_at', 'is not', null)
    .execute();
}

/** Words, images and buttons of everything that has come to its end. @returns how many requests */
export async function forgetWords(db: Db, accountId: number, clock: Clock): Promise<number> {
  const requests = await db
    .selectFrom('requests')
    .select('id')
    .where('account_id', '=', accountId)
    .where('prompt', '<>', '')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('tasks')
            .select('tasks.id')
            .whereRef('tasks.request_id', '=', 'requests.id')
            .where('tasks.state', 'in', UNFINISHED),
        ),
      ),
    )
    .execute();
  for (const { id } of requests) {
    await db.transaction().execute(async (trx) => {
      await hideRequest(trx, id, clock);
      const deletion = { as: 'forgotten', imageId: id, at: clock.now() } as const;
      await forgetReported(trx, id, { deletion, now: clock.steadyNow() });
      await blankRequest(trx, id);
      await requestRewrite(trx);
    });
  }
  await db.transaction().execute(async (trx) => {
    const removed = [
      await trx.deleteFrom('drafts').where('account_id', '=', accountId).executeTakeFirst(),
      await trx.deleteFrom('pending_deletions').where('account_id', '=', accountId).executeTakeFirst(),
      await trx.deleteFrom('pending_budget_changes').where('account_id', '=', accountId).executeTakeFirst(),
      // What they saved for a server is the server's.
      await trx
        .deleteFrom('presets')
        .where('account_id', '=', accountId)
        .where('guild_id', 'is', null)
        .executeTakeFirst(),
    ];
    if (removed.some(({ numDeletedRows }) => numDeletedRows > 0n)) await requestRewrite(trx);
  });
  return requests.length;
}

async function blankRequest(trx: Trx, requestId: string): Promise<void> {
  await trx
    .updateTable('requests')
    .set({ prompt: '', options: '{}', member_locale: null })
    .where('id', '=', requestId)
    .execute();
  await trx
    .updateTable('tasks')
    .set({ params: '{}', failure_detail: null })
    .where('request_id', '=', requestId)
    .execute();
  await trx.updateTable('inputs').set({ name: '', url: '' }).where('request_id', '=', requestId).execute();
}

const leaving = (db: Db) =>
  db
    .selectFrom('accounts')
    .select(['id', 'discord_user_id'])
    .where('forget_at', 'is not', null)
    .where('discord_user_id', 'is not', null);

export const accountsToForget = async (db: Db): Promise<number[]> => (await leaving(db).execute()).map(({ id }) => id);

/** @returns whose account it is; undefined where they came back, or nobody knows any more */
export const leavingUserId = async (db: Db, accountId: number): Promise<string | undefined> =>
  (await leaving(db).where('id', '=', accountId).executeTakeFirst())?.discord_user_id ?? undefined;
