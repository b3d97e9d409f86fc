// What people change of a request beside cancelling it: it is taken away, undone, posted, or shown
// by another message.
import type { SteadyMs } from '../../clock.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import { makePostingCopyDue } from '../messages/feed-copies.store.ts';
import {
  addPosting,
  confirmPosting,
  queueCopiesOfPostings,
  withdrawPosting,
} from '../messages/message-copies.store.ts';
import { deleteRequest, removeImage } from '../messages/remove-images.store.ts';
import { dueDeliveries } from '../requests/due-deliveries.store.ts';
import type { Deleter } from '../requests/image-deletion.ts';
import { changeRequest, makeDeliveryDueWhenAtRest, markUndone, setUndone } from '../requests/requests.store.ts';
import type { NewPosting, Posting } from '../requests/shown-messages.ts';
import { withdrawCancel } from '../requests/tasks.store.ts';
import type { TaskContext } from './context.ts';

/** The message that shows a request from now on, and the token that edits it. */
export interface BoundMessage {
  messageId: string;
  token: string;
  tokenExpiresAt: SteadyMs;
}

export interface ResultChanges {
  /**
   * The whole of a request, and all messages that show it: removing those is queued, and marking
   * the reports about it.
   * @returns whether it was still there
   */
  deleteRequest(requestId: string, deleter: Deleter): Promise<boolean>;
  /**
   * One of several images; the message is due to be shown without it.
   * @returns `last` where no other image is left, and `gone` where it was removed before: nothing
   * has been done then
   */
  removeImage(task: TaskRow, deleter: Deleter): Promise<'removed' | 'last' | 'gone'>;

  /** Messages that a deletion made due, of edits of what was deleted, are shown at once. */
  deliverDue(): Promise<void>;

  /**
   * The image before the edit stands in its place, or the edit again; its own message stays as it
   * is.
   */
  markUndone(requestId: string, undone: boolean): Promise<void>;
  /** The same, and its own message shows it. */
  setUndone(requestId: string, undone: boolean): Promise<void>;
  /**
   * What the request's postings show has changed: moderators' copies of them are brought up to
   * date.
   */
  copyPostings(requestId: string): Promise<void>;

  /** A click brought a token for the message it was made on. */
  rebindMessage(requestId: string, message: BoundMessage): Promise<void>;
  /** Its message shows its state anew, unless something of it is still at work. */
  showAgain(requestId: string): Promise<void>;

  /**
   * An image that its member had called off is wanted after all; what a moderator stopped stays so.
   */
  withdrawCancel(task: TaskRow): Promise<void>;
  /**
   * A message is about to show the image: its buttons are known, and a copy for moderators is
   * queued.
   */
  addPosting(task: TaskRow, posting: Omit<NewPosting, 'now'>): Promise<Posting>;
  /**
   * Discord shows it: where others see it, the image is no secret any more, and moderators get
   * their copy.
   */
  confirmPosting(posting: Posting): Promise<void>;
  /**
   * It was not shown after all, as far as Discord's answers tell: removing its message is queued.
   */
  withdrawPosting(posting: Posting): Promise<void>;
}

const DELIVERIES_AT_ONCE = 50;

type ChangeContext = Pick<TaskContext, 'db' | 'display' | 'now' | 'steadyNow'>;

export function createResultChanges(context: ChangeContext): ResultChanges {
  const { db, display, now, steadyNow } = context;
  const deliverDue = async () => {
    for (const { id } of await dueDeliveries(db, steadyNow(), DELIVERIES_AT_ONCE)) display.deliver(id);
  };
  return {
    async deleteRequest(requestId, deleter) {
      const wasThere = await deleteRequest(db, requestId, context, deleter);
      await deliverDue();
      return wasThere;
    },
    async removeImage(task, deleter) {
      const removed = await removeImage(db, task, context, deleter);
      await deliverDue();
      return removed;
    },
    deliverDue,

    markUndone: (requestId, undone) => markUndone(db, requestId, undone, now()),
    async setUndone(requestId, undone) {
      await setUndone(db, requestId, undone, context);
      display.deliver(requestId);
    },
    async copyPostings(requestId) {
      await queueCopiesOfPostings(db, requestId, steadyNow());
      display.copyToFeed(requestId);
    },

    rebindMessage: (requestId, { messageId, token, tokenExpiresAt }) =>
      changeRequest(db, requestId, {
        message_id: messageId,
        interaction_token: token,
        token_expires_at: tokenExpiresAt,
      }),
    async showAgain(requestId) {
      if (await makeDeliveryDueWhenAtRest(db, requestId, steadyNow())) display.deliver(requestId);
    },

    withdrawCancel: ({ request_id, id }) => withdrawCancel(db, request_id, id),
    addPosting: (task, posting) => addPosting(db, task, { ...posting, now: now() }, steadyNow()),
    async confirmPosting(posting) {
      await confirmPosting(db, posting, now());
      await makePostingCopyDue(db, posting.place.messageId, steadyNow());
      display.copyToFeed(posting.task.request_id);
    },
    withdrawPosting: (posting) => withdrawPosting(db, posting, steadyNow()),
  };
}
