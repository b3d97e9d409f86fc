// A progress edit that got no answer may still arrive, after the final edit, and would stand in its
// place for good: the message is looked at once more.
import { Routes } from 'discord.js';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { hasOwnVoice, liveToken } from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';

/**
 * Makes a result due again where its message shows progress.
 * @returns whether it did
 * @throws what Discord answers
 */
export async function confirmShown(context: DisplayContext, requestId: string): Promise<boolean> {
  const view = await context.requests.find(requestId);
  if (!view || view.request.deleted_at !== null || view.request.delivery_due_at !== null) return false;
  const read = messageReader(context, view);
  // Every message that shows progress offers to cancel it, and no other does.
  if (!read || !JSON.stringify(await read()).includes(`"cancel:${requestId}`)) return false;
  context.log.warn({ requestId }, 'progress overtook the result, which is shown again');
  return context.deliveries.makeDue(requestId);
}

function messageReader(
  { bot, webhook, steadyNow }: DisplayContext,
  { request }: RequestView,
): (() => Promise<unknown>) | undefined {
  const token = liveToken(request, steadyNow());
  if (token !== undefined) {
    const route = Routes.webhookMessage(request.application_id, token, '@original');
    return () => webhook.get(route, { auth: false });
  }
  const { channel_id, message_id } = request;
  if (!hasOwnVoice(request) || message_id === null) return undefined;
  return () => bot.get(Routes.channelMessage(channel_id, message_id));
}
