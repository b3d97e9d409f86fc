// What is noted of the bot's new messages about a request: before one is sent, once its id is
// known, and where that never came.
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import { changeRequest } from '../requests/requests.store.ts';
import type { MessagePlace, NewMessageCopy } from '../requests/shown-messages.ts';
import { addMessageCopy } from './message-copies.store.ts';
import { forgetBeingSent, markOutcomeUnknown, noteBeingSent } from './messages-being-sent.store.ts';
import { resolveReport } from './open-reports.store.ts';

/** As what a message is noted: as the request's own, or as one beside it. */
export type NotedAs = 'own' | Omit<NewMessageCopy, keyof MessagePlace | 'now'>;

export interface MessageNotes {
  /**
   * One is about to be sent.
   * @returns the attempt's id; undefined where the request has been deleted: nothing is noted then
   */
  begin(requestId: string, channelId: string): Promise<string | undefined>;
  /** The attempt made a message. */
  endSent(attemptId: string, requestId: string, place: MessagePlace, as: NotedAs): Promise<void>;
  /** The attempt made none. */
  endRefused(attemptId: string): Promise<void>;
  /** Nobody knows whether the attempt made one: a deletion searches the channel. */
  endUnknown(attemptId: string, endedAt: SteadyMs): Promise<void>;
  /** The same of all attempts that an earlier run left. */
  endLastRunUnknown(endedAt: SteadyMs): Promise<void>;
  /** One that an earlier attempt made was found. */
  noteFound(requestId: string, place: MessagePlace, as: Exclude<NotedAs, 'own'>): Promise<void>;
  /**
   * A moderator has dealt with a report, or its message is gone: the image can be reported anew.
   */
  resolveReport(messageId: string): Promise<void>;
}

export function createMessageNotes(db: Kysely<Database>, clock: Clock): MessageNotes {
  const { now } = clock;
  return {
    begin: (requestId, channelId) => noteBeingSent(db, requestId, channelId, clock),
    endSent: (attemptId, requestId, place, as) =>
      db.transaction().execute(async (trx) => {
        if (as === 'own') await changeRequest(trx, requestId, { message_id: place.messageId });
        else await addMessageCopy(trx, requestId, { ...as, ...place, now: now() });
        await forgetBeingSent(trx, attemptId);
      }),
    endRefused: (attemptId) => forgetBeingSent(db, attemptId),
    endUnknown: (attemptId, endedAt) => markOutcomeUnknown(db, attemptId, endedAt),
    endLastRunUnknown: (endedAt) => markOutcomeUnknown(db, undefined, endedAt),
    noteFound: (requestId, place, as) =>
      db.transaction().execute((trx) => addMessageCopy(trx, requestId, { ...as, ...place, now: now() })),
    resolveReport: (messageId) => resolveReport(db, messageId, now()),
  };
}
