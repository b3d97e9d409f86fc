// Which requests are due to be shown, how showing them goes, and whose messages are to be looked at
// once more.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import {
  dueDeliveries,
  markDelivered,
  markLastProgressUnknown,
  markProgressUnknown,
  nextDeliveryDueAt,
  postponeDelivery,
  requestsToConfirm,
} from '../requests/due-deliveries.store.ts';
import { shownTasks } from '../requests/request-images.ts';
import type { RequestView } from '../requests/request-view.ts';
import { changeRequest, forgetToken, makeDeliveryDueWhenAtRest } from '../requests/requests.store.ts';
import { queueResultCopy } from './feed-copies.store.ts';
import { deleteRequest } from './remove-images.store.ts';
import { forgetUndelivered } from './undelivered.store.ts';

export interface DeliveryState {
  /** The longest due first. @returns ids of requests */
  due(most: number): Promise<string[]>;
  nextDueAt(): Promise<SteadyMs | undefined>;
  /** Unless something of the request is still at work. @returns whether it is due now */
  makeDue(requestId: string): Promise<boolean>;
  /** Stored before the attempt is made. @returns the request with what was stored */
  recordAttempt(request: RequestRow, method: NonNullable<RequestRow['delivery_method']>): Promise<RequestRow>;
  /** Showing it failed and is tried again, unless something newer is due, or nothing any more. */
  postpone(request: RequestRow, nextDueAt: SteadyMs): Promise<void>;
  /** What was due is shown; a copy for moderators is queued with it. @param view as it was shown */
  markShown(view: RequestView): Promise<void>;
  /** Nothing is left to do for what was due, though it was not shown. */
  markEnded(request: RequestRow): Promise<void>;
  /** It was deleted while it was being shown: what was made or shown since goes too. */
  markDeleted(request: RequestRow): Promise<void>;
  /** The request's own message, whose id was never noted, was found. */
  adoptMessage(requestId: string, messageId: string): Promise<void>;
  /** Discord said that this token is over; one that a click has brought meanwhile stays. */
  forgetToken(requestId: string, token: string): Promise<void>;

  /**
   * A progress edit got no answer: its request's message is looked at once more, once it shows the
   * result.
   */
  markProgressUnknown(requestId: string): Promise<void>;
  /** The same of all that an earlier run may have been editing when it ended. */
  markLastProgressUnknown(): Promise<void>;
  /**
   * Delivered requests whose messages are to be looked at once more.
   * @param requestId only this one.
   * @returns their ids
   */
  toConfirm(requestId?: string): Promise<string[]>;
  endConfirmation(requestId: string): Promise<void>;
}

export function createDeliveryState(db: Kysely<Database>, clock: Clock): DeliveryState {
  const { now, steadyNow } = clock;
  const markEnded = async ({ id, delivery_due_at: dueAt }: RequestRow) => {
    if (dueAt !== null) await markDelivered(db, id, { dueAt, now: now() });
  };
  return {
    due: async (most) => (await dueDeliveries(db, steadyNow(), most)).map(({ id }) => id),
    nextDueAt: () => nextDeliveryDueAt(db),
    makeDue: (requestId) => makeDeliveryDueWhenAtRest(db, requestId, steadyNow()),
    async recordAttempt(request, method) {
      const nonce = request.delivery_nonce ?? randomBytes(12).toString('hex');
      const stored = { delivery_method: method, delivery_nonce: nonce };
      await changeRequest(db, request.id, stored);
      return { ...request, ...stored };
    },
    postpone: (request, nextDueAt) => postponeDelivery(db, request, nextDueAt),
    async markShown(view) {
      const { id, delivery_due_at: dueAt, delivery_attempts } = view.request;
      if (dueAt !== null)
        await markDelivered(db, id, { dueAt, now: now() }, async (trx) => {
          if (shownTasks(view).length > 0) await queueResultCopy(trx, view.request, steadyNow());
        });
      if (delivery_attempts > 0) await forgetUndelivered(db, id);
    },
    markEnded,
    async markDeleted(request) {
      await markEnded(request);
      await deleteRequest(db, request.id, clock, { as: 'somebody' });
    },
    adoptMessage: (requestId, messageId) => changeRequest(db, requestId, { message_id: messageId }),
    forgetToken: (requestId, token) => forgetToken(db, requestId, token),

    markProgressUnknown: (requestId) => markProgressUnknown(db, requestId),
    markLastProgressUnknown: () => markLastProgressUnknown(db),
    toConfirm: (requestId) => requestsToConfirm(db, requestId),
    endConfirmation: (requestId) => changeRequest(db, requestId, { confirm_due: 0 }),
  };
}
