// A progress edit that got no answer may still arrive, after the final edit, and would stand in its place for good: the message is looked at once more.
import { type REST, Routes } from 'discord.js';
import { findRequest, type RequestView } from '../tasks/requests.store.ts';
import { climb, hasOwnVoice, liveToken, type SendingRung } from './delivery-ladder.ts';
import type { DisplayContext } from './display.ts';
import { UPLOAD_MAX_BYTES } from './limits.ts';
import { packConceding } from './pack-request.ts';
import { takeBack } from './remove-messages.ts';

/** Shows the result again where its message shows progress. Throws what Discord answers. */
export async function confirmShown(context: DisplayContext, requestId: string): Promise<void> {
  const view = await findRequest(context.db, requestId);
  if (!view || view.request.deleted_at !== null || view.request.delivery_due_at !== null) return;
  const way = wayToMessage(context, view);
  if (!way) return;
  const { rung, look } = way;
  // Every message that shows progress offers to cancel it, and no other does.
  if (!JSON.stringify(await look()).includes(`"cancel:${requestId}`)) return;
  // Looking may have waited long: what stands in the database now is shown.
  const current = await findRequest(context.db, requestId);
  if (!current || current.request.deleted_at !== null || current.request.delivery_due_at !== null) return;
  context.log.warn({ requestId, rung }, 'progress overtook the result, which is shown again');
  const limitBytes = rung === 'token' ? current.request.upload_limit_bytes : UPLOAD_MAX_BYTES;
  await packConceding(context, current, { limitBytes }, (parcel) =>
    climb(rung, current.request, current.userId, parcel, { ...context, isAgain: true }),
  );
  const after = await findRequest(context.db, requestId);
  if (after?.request.deleted_at != null) await takeBack(context, requestId);
}

interface WayToMessage {
  rung: SendingRung;
  look(): Promise<unknown>;
}

function wayToMessage({ bot, webhook, steadyNow }: DisplayContext, { request }: RequestView): WayToMessage | undefined {
  const look = (rest: REST, route: `/${string}`, auth: boolean) => () => rest.get(route, { auth });
  const token = liveToken(request, steadyNow());
  if (token !== undefined) {
    const route = Routes.webhookMessage(request.application_id, token, '@original');
    return { rung: 'token', look: look(webhook, route, false) };
  }
  if (!hasOwnVoice(request) || request.message_id === null) return undefined;
  return { rung: 'channel-edit', look: look(bot, Routes.channelMessage(request.channel_id, request.message_id), true) };
}
