// Sends new messages that show a request so that a deletion finds them, whatever becomes of Discord's answer.
import { DiscordAPIError } from 'discord.js';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import { forgetBeingSent, markInDoubt, noteBeingSent } from '../../tasks/requests/messages-being-sent.store.ts';
import { isPassing } from '../api/discord-error.ts';

export interface SendContext extends Clock {
  db: Kysely<Database>;
}

export interface Sending {
  requestId: string;
  channelId: string;
  /** Sends the message. @returns its id */
  send(): Promise<string>;
  /** Stores the id where it belongs. */
  note(trx: Transaction<Database>, messageId: string): Promise<void>;
}

/**
 * @returns the message's id
 * @throws what `send` throws; an `Error` where the request was deleted before
 */
export async function sendNoted(
  { db, now, steadyNow }: SendContext,
  { requestId, channelId, send, note }: Sending,
): Promise<string> {
  const attempt = await noteBeingSent(db, requestId, channelId, { now });
  if (attempt === undefined) throw new Error('the request was deleted before');
  let messageId: string;
  try {
    messageId = await send();
  } catch (error) {
    // Only what Discord refused is known not to exist.
    const isRefused = error instanceof DiscordAPIError && !isPassing(error);
    await (isRefused ? forgetBeingSent(db, attempt) : markInDoubt(db, attempt, steadyNow()));
    throw error;
  }
  await db.transaction().execute(async (trx) => {
    await note(trx, messageId);
    await forgetBeingSent(trx, attempt);
  });
  return messageId;
}
