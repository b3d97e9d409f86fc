// Forgetting somebody's words and pictures: at once, but for what is still being drawn.

import type { Kysely, Transaction } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { RequestRow, TaskState } from '../store/request-tables.ts';
import type { Database } from '../store/schema.ts';
import { hideRequest } from './remove-pictures.store.ts';
import { OPEN_STATES } from './tasks.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** What is still to be sent, drawn or shown: forgetting its words would change that. */
const UNFINISHED = [...OPEN_STATES, 'completed'] as const satisfies TaskState[];

/** Notes the wish, so that what is still being drawn is forgotten later. */
export async function askToForget(db: Db, accountId: number, now: WallMs): Promise<void> {
  await db.updateTable('accounts').set({ forget_at: now }).where('id', '=', accountId).execute();
}

/** Whoever has something drawn again is here again. */
export async function isBack(db: Db, accountId: number): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ forget_at: null })
    .where('id', '=', accountId)
    .where('forget_at', 'is not', null)
    .execute();
}

/** Words, pictures and buttons of everything that has come to its end. @returns how many requests */
export async function forgetWords(db: Db, accountId: number, now: WallMs): Promise<number> {
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
      await hideRequest(trx, id, now);
      await blank(trx, id);
    });
  }
  await db.deleteFrom('drafts').where('account_id', '=', accountId).execute();
  await db.deleteFrom('pending_deletions').where('account_id', '=', accountId).execute();
  await db.deleteFrom('pending_budget_changes').where('account_id', '=', accountId).execute();
  // What they saved for a server is the server's.
  await db.deleteFrom('presets').where('account_id', '=', accountId).where('guild_id', 'is', null).execute();
  return requests.length;
}

/** Whether a request's words are gone. None begins without any. */
export const isForgotten = ({ prompt }: Pick<RequestRow, 'prompt'>): boolean => prompt === '';

async function blank(trx: Trx, requestId: string): Promise<void> {
  await trx.updateTable('requests').set({ prompt: '', options: '{}' }).where('id', '=', requestId).execute();
  await trx
    .updateTable('tasks')
    .set({ params: '{}', failure_detail: null })
    .where('request_id', '=', requestId)
    .execute();
  await trx.updateTable('inputs').set({ name: '', url: '' }).where('request_id', '=', requestId).execute();
}

export const accountsToForget = (db: Db): Promise<{ id: number; discord_user_id: string | null }[]> =>
  db
    .selectFrom('accounts')
    .select(['id', 'discord_user_id'])
    .where('forget_at', 'is not', null)
    .where('discord_user_id', 'is not', null)
    .execute();
