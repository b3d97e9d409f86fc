// Postings where the bot is a guest: the token of the interaction that made one is all that can
// remove it, while it lives.
import type { Kysely } from 'kysely';
import type { SteadyMs } from '../../clock.ts';
import type { GuestMessageRow } from '../../store/message-tables.ts';
import type { Database } from '../../store/schema.ts';

type Db = Kysely<Database>;

/** Tokens that are over by `now` are emptied, of all messages. */
export async function addGuestMessage(db: Db, message: GuestMessageRow, now: SteadyMs): Promise<void> {
  await db
    .updateTable('guest_messages')
    .set({ interaction_token: '' })
    .where('token_expires_at', '<=', now)
    .where('interaction_token', '<>', '')
    .execute();
  await db
    .insertInto('guest_messages')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns undefined for a message in a place that has the bot */
export const findGuestMessage = (db: Db, messageId: string): Promise<GuestMessageRow | undefined> =>
  db.selectFrom('guest_messages').selectAll().where('message_id', '=', messageId).executeTakeFirst();

/** Discord calls its token over. */
export async function endGuestToken(db: Db, messageId: string): Promise<void> {
  await db.updateTable('guest_messages').set({ interaction_token: '' }).where('message_id', '=', messageId).execute();
}

/** It is gone. */
export async function forgetGuestMessage(db: Db, messageId: string): Promise<void> {
  await db.deleteFrom('guest_messages').where('message_id', '=', messageId).execute();
}

/**
 * Messages of a request that were to be removed, and that no token of the bot's reaches any more.
 */
export const guestMessagesLeft = (db: Db, requestId: string, now: SteadyMs): Promise<GuestMessageRow[]> =>
  db
    .selectFrom('guest_messages')
    .selectAll()
    .where('request_id', '=', requestId)
    .where(
      'message_id',
      'not in',
      db.selectFrom('message_copies').select('message_id').where('request_id', '=', requestId),
    )
    .where((eb) => eb.or([eb('interaction_token', '=', ''), eb('token_expires_at', '<=', now)]))
    .execute();

/** The same, to be told of now: they are forgotten, and nothing tries to remove them any more. */
export const takeGuestMessagesLeft = (db: Db, requestId: string, now: SteadyMs): Promise<GuestMessageRow[]> =>
  db.transaction().execute(async (trx) => {
    const left = await guestMessagesLeft(trx, requestId, now);
    const ids = left.map(({ message_id }) => message_id);
    if (ids.length === 0) return left;
    await trx.deleteFrom('message_removals').where('message_id', 'in', ids).where('is_own', '=', 0).execute();
    await trx.deleteFrom('guest_messages').where('message_id', 'in', ids).execute();
    return left;
  });
