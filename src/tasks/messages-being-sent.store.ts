// New messages that show a request, noted before they are sent: where Discord's answer is lost, a deletion still knows which
// channels to search.
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';
import { lockRequest } from './requests.store.ts';

type Db = Kysely<Database>;

/** A message without an id so far. */
export interface MessageBeingSent {
  channelId: string;
  /** What Discord knows a repeated attempt by. */
  nonce: string;
}

/** A message that is sent again is noted once. @returns false where the request has been deleted: nothing is noted then */
export const noteBeingSent = (db: Db, requestId: string, { channelId, nonce }: MessageBeingSent): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, requestId);
    if (!request || request.deleted_at !== null) return false;
    await trx
      .insertInto('messages_being_sent')
      .values({ request_id: requestId, channel_id: channelId, nonce })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return true;
  });

/** Its id is noted elsewhere, or there is no such message. */
export async function forgetBeingSent(
  db: Db,
  requestId: string,
  { channelId, nonce }: MessageBeingSent,
): Promise<void> {
  await db
    .deleteFrom('messages_being_sent')
    .where('request_id', '=', requestId)
    .where('channel_id', '=', channelId)
    .where('nonce', '=', nonce)
    .execute();
}

/** Takes the channels that may hold a message of the request whose id was never noted. */
export async function takeChannelsInDoubt(trx: Transaction<Database>, requestId: string): Promise<string[]> {
  const rows = await trx
    .deleteFrom('messages_being_sent')
    .where('request_id', '=', requestId)
    .returning('channel_id')
    .execute();
  return [...new Set(rows.map(({ channel_id }) => channel_id))];
}
