// Forgetting somebody: their words and pictures at once, their identity once nothing that counts needs it any more.
import type { Kysely, Transaction } from 'kysely';
import { hashUser } from '../servers/block-hash.ts';
import { hashBlocks } from '../servers/blocks.store.ts';
import type { Database } from '../store/schema.ts';
import { deleteRequest } from './remove-pictures.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** What may still change: forgetting its words would change what is sent. */
const UNSETTLED = ['admitted', 'queued', 'submitting', 'running', 'completed', 'unconfirmed'] as const;

/** Notes the wish, so that what is still being drawn is forgotten later. */
export async function askToForget(db: Db, accountId: number, now: number): Promise<void> {
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
export async function forgetWords(db: Db, accountId: number, now: number): Promise<number> {
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
            .where('tasks.state', 'in', UNSETTLED),
        ),
      ),
    )
    .execute();
  for (const { id } of requests) {
    await deleteRequest(db, id, now);
    await db.transaction().execute((trx) => blank(trx, id));
  }
  await db.deleteFrom('drafts').where('account_id', '=', accountId).execute();
  // What they saved for a server is the server's.
  await db.deleteFrom('presets').where('account_id', '=', accountId).where('guild_id', 'is', null).execute();
  return requests.length;
}

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

/** Whether anything still counts towards a window that began at `since`, or may still be charged. */
export async function stillCounts(db: Db, accountId: number, since: number): Promise<boolean> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('tasks', 'tasks.request_id', 'requests.id')
    .select('tasks.id')
    .where('requests.account_id', '=', accountId)
    .where((eb) => eb.or([eb('tasks.admitted_at', '>=', since), eb('tasks.state', 'in', UNSETTLED)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** From here on nobody can say whose the account was; blocks know it again by its hash. */
export const forgetIdentity = (db: Db, accountId: number, discordUserId: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await hashBlocks(trx, accountId, await hashUser(trx, discordUserId));
    await trx.updateTable('accounts').set({ discord_user_id: null }).where('id', '=', accountId).execute();
  });
