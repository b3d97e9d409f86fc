// Sends new messages that show a request so that a deletion finds them, whatever becomes of Discord's answer.
import { DiscordAPIError } from 'discord.js';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../ops/log.ts';
import type { Database } from '../../store/schema.ts';
import { retryOnStorageError } from '../../tasks/lifecycle/retry-storage.ts';
import { forgetBeingSent, markInDoubt, noteBeingSent } from '../../tasks/requests/messages-being-sent.store.ts';
import { isPassing } from '../api/discord-error.ts';

export interface SendContext extends Clock {
  db: Kysely<Database>;
  log: Logger;
}

export interface Sending {
  requestId: string;
  channelId: string;
  /** Sends the message. @returns its id */
  send(): Promise<string>;
  /** Stores the id where it belongs; called again where the database was away. */
  note(trx: Transaction<Database>, messageId: string): Promise<void>;
}

/**
 * What came of the sending is stored as soon as the database can be written: else a deletion would search the channel for
 * a message that is never known to have ended.
 * @returns the message's id
 * @throws what `send` or `note` throws; an `Error` where the request was deleted before
 */
export async function sendNoted(context: SendContext, { requestId, channelId, send, note }: Sending): Promise<string> {
  const { db, steadyNow } = context;
  const attempt = await noteBeingSent(db, requestId, channelId, context);
  if (attempt === undefined) throw new Error('the request was deleted before');
  const doubt = () => {
    const endedAt = steadyNow();
    return retryOnStorageError(context, () => markInDoubt(db, attempt, endedAt));
  };
  let messageId: string;
  try {
    messageId = await send();
  } catch (error) {
    // Only what Discord refused is known not to exist.
    const isRefused = error instanceof DiscordAPIError && !isPassing(error);
    await (isRefused ? retryOnStorageError(context, () => forgetBeingSent(db, attempt)) : doubt());
    throw error;
  }
  const store = () =>
    db.transaction().execute(async (trx) => {
      await note(trx, messageId);
      await forgetBeingSent(trx, attempt);
    });
  try {
    await retryOnStorageError(context, store);
  } catch (error) {
    await doubt();
    throw error;
  }
  return messageId;
}
