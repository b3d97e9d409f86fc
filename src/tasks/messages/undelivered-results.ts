// Results that could not be shown where they were asked for, and the word about each that its
// member is still owed.
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { UndeliveredRequestRow } from '../../store/message-tables.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { markTold, noteUndelivered, oweWord, takeWordsDue } from './undelivered.store.ts';

export interface UndeliveredResults {
  /** @returns since when it cannot be shown, and whether its member was told */
  note(request: Pick<RequestRow, 'id' | 'account_id'>): Promise<UndeliveredRequestRow>;
  /**
   * @param byWord whether its member is told at their next use of the bot; otherwise they have been
   * told
   */
  markTold(requestId: string, byWord: boolean): Promise<void>;
  /**
   * What a Discord user still has to be told of, the oldest first; each is given out once.
   * @returns ids of requests
   */
  takeWordsDue(discordUserId: string, most: number): Promise<string[]>;
  /** The word could not be given: it is due again. */
  oweWord(requestId: string): Promise<void>;
}

export const createUndeliveredResults = (db: Kysely<Database>, { steadyNow }: Clock): UndeliveredResults => ({
  note: (request) => noteUndelivered(db, request, steadyNow()),
  markTold: (requestId, byWord) => markTold(db, requestId, byWord, steadyNow()),
  takeWordsDue: (discordUserId, most) => takeWordsDue(db, discordUserId, most),
  oweWord: (requestId) => oweWord(db, requestId),
});
