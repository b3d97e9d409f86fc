// What is said beside a result once it is shown: a ping after a long wait, and a private word about
// what was refused.
import { MessageFlags, Routes } from 'discord.js';
import { shownTasks } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { withAutoModFallback } from '../api/automod-fallback.ts';
import { writeReply } from '../api/messages.ts';
import { explainRefusal, isReadAlone } from '../rendering/explain-refusal.ts';
import { once } from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';
import { removeDueMessages } from './remove-messages.ts';

/** A result that took longer than this pings its member, once. */
const PING_AFTER_MS = 60_000;

/**
 * Why what they wrote or gave was refused is its member's business alone. Nice to have, since the
 * message's Why? answers the same: a failure is only logged.
 */
export async function explainPrivately(context: DisplayContext, view: RequestView): Promise<void> {
  const { request } = view;
  // A message that is read by nobody else holds the reason itself.
  if (isReadAlone(request) || !request.interaction_token) return;
  const language = context.languageOf(request.member_locale ?? request.locale);
  const route = Routes.webhook(request.application_id, request.interaction_token);
  try {
    await withAutoModFallback(async (hidePrompt) => {
      const answer = explainRefusal(view, { language, hidePrompt });
      if (!answer) return;
      const body = { ...answer, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } };
      await context.webhook.post(route, { body, auth: false });
    });
  } catch (error) {
    context.log.info({ requestId: request.id, err: error }, 'refusal not explained');
  }
}

/**
 * Edits ping nobody, so whoever waited long and looked away is told, the first time it is shown.
 * Nice to have: a failure is only logged.
 * @param view as it was shown
 */
export async function pingWhenLong(context: DisplayContext, view: RequestView): Promise<void> {
  const { userId } = view;
  const finishedAt = Math.max(...view.tasks.map((task) => task.finished_at ?? 0));
  const isNew = shownTasks(view).some(({ state }) => state === 'completed');
  if (!isNew || finishedAt - view.request.created_at <= PING_AFTER_MS) return;
  const current = await context.requests.find(view.request.id);
  if (!current || !isThere(current)) return;
  const { request } = current;
  if (userId === null || request.message_id === null || request.guild_id === null || request.is_private === 1) return;
  const count = shownTasks(current).length;
  const body = {
    content: context.languageOf(request.locale).t('request.ready', { count, userId }),
    allowed_mentions: { users: [userId], replied_user: false },
    // Another message than the one the delivery may have to make.
    ...once(request, 'p'),
  };
  try {
    const pingId = await writeReply(context.bot, request.channel_id, request.message_id, { body });
    const after = await context.requests.find(request.id);
    // It may have been deleted while Discord had the ping wait.
    if (after && isThere(after)) return;
    const ping = { channelId: request.channel_id, messageId: pingId };
    await context.removals.removeMessageCopies(request.id, { places: [ping] });
    await removeDueMessages(context, request.id);
  } catch (error) {
    context.log.info({ requestId: request.id, err: error }, 'long wait not announced');
  }
}

const isThere = (view: RequestView): boolean => view.request.deleted_at === null && shownTasks(view).length > 0;
