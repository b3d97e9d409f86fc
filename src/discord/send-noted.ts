// Sends new messages that show a request so that a deletion finds them, whatever becomes of Discord's answer.
import { DiscordAPIError } from 'discord.js';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';
import { forgetBeingSent, type MessageBeingSent, noteBeingSent } from '../tasks/messages-being-sent.store.ts';
import { isPassing } from './discord-error.ts';

export interface Sending {
  /** Sends the message with the nonce. @returns its id */
  send(): Promise<string>;
  /** Stores the id where it belongs. */
  note(trx: Transaction<Database>, messageId: string): Promise<void>;
}

/**
 * @returns the message's id
 * @throws what `send` throws; an `Error` where the request was deleted before
 */
export async function sendNoted(
  db: Kysely<Database>,
  requestId: string,
  message: MessageBeingSent,
  { send, note }: Sending,
): Promise<string> {
  if (!(await noteBeingSent(db, requestId, message))) throw new Error('the request was deleted before');
  let messageId: string;
  try {
    messageId = await send();
  } catch (error) {
    // Only what Discord refused is known not to exist.
    if (error instanceof DiscordAPIError && !isPassing(error)) await forgetBeingSent(db, requestId, message);
    throw error;
  }
  await db.transaction().execute(async (trx) => {
    await note(trx, messageId);
    await forgetBeingSent(trx, requestId, message);
  });
  return messageId;
}
