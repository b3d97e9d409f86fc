// Taking a result away, or one of several: wherever it stands, and from the history; what it cost stays in the ledger. What a moderator removes is in the audit trail.

import { Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import type { WallMs } from '../../src/clock.ts';
import { hasOwnVoice, liveToken } from '../../src/discord/delivery-ladder.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { RequestRow } from '../../src/store/schema.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { pictureIdOf } from '../../src/tasks/gallery.ts';
import { deleteRequest, removePicture } from '../../src/tasks/remove-pictures.store.ts';
import { countOf } from '../../src/tasks/request-options.ts';
import { findRequest, type RequestView, type Showing, showingsOf } from '../../src/tasks/requests.store.ts';

export interface Remover {
  userId: string;
  as: 'member' | 'moderator';
  reason?: string | null;
}

/** What becomes of the other pictures of its request. */
export type Others = 'none' | 'shown on';

/**
 * @param view of a whole request, or of one of its pictures: then the message shows the others on
 * @param except a message that somebody else takes away
 */
export async function removeResult(app: App, view: RequestView, remover: Remover, except?: string): Promise<Others> {
  const { request } = view;
  const now = app.now();
  const shownOn = await removeOne(app, view);
  const others: Others = shownOn ? 'shown on' : 'none';
  if (others === 'none') await deleteRequest(app.db, request.id, now);
  if (remover.as === 'moderator') await noteInTrail(app, view, remover, now);
  app.log.info({ requestId: request.id, others, as: remover.as, actor: remover.userId }, 'result deleted');
  // As they are once it counts as deleted: whoever shows it after that takes it away again.
  for (const { channelId, messageId } of shownOn ?? (await showingsOf(app.db, request.id)))
    if (messageId !== except) await removeMessage(app, channelId, messageId);
  const current = (await findRequest(app.db, request.id))?.request ?? request;
  if (others === 'none' && current.message_id !== except) await removeFirstMessage(app, current);
  if (others === 'shown on') app.display.deliver(request.id);
  return others;
}

/** @returns the further messages that showed it, where others are shown on */
async function removeOne(
  app: App,
  { request, tasks }: RequestView,
): Promise<Pick<Showing, 'channelId' | 'messageId'>[] | undefined> {
  const [task, ...more] = tasks;
  return !task || more.length > 0 || countOf(request) === 1 ? undefined : removePicture(app.db, task, app);
}

async function noteInTrail(app: App, view: RequestView, remover: Remover, now: WallMs): Promise<void> {
  const { request } = view;
  await addAudit(app.db, {
    guild_id: request.guild_id,
    actor_account_id: await accountOf(app.db, remover.userId, now),
    action: 'result.delete',
    target: `member:${request.account_id}`,
    before: pictureIdOf(view),
    after: null,
    reason: remover.reason ?? null,
    created_at: now,
  });
}

/** Where the bot has no voice of its own, by the newest token while that lives; later it is its reader's to dismiss. */
async function removeFirstMessage(app: App, request: RequestRow): Promise<void> {
  const token = hasOwnVoice(request) ? undefined : liveToken(request, app.steadyNow());
  if (token === undefined) return removeMessage(app, request.channel_id, request.message_id);
  const route = Routes.webhookMessage(request.application_id, token, '@original');
  await app.webhook.delete(route, { auth: false }).catch((error: unknown) => {
    app.log.info({ requestId: request.id, err: error }, 'message not deleted');
  });
}

/** As far as the bot's own voice reaches. */
async function removeMessage({ bot, log }: App, channelId: string, messageId: string | null): Promise<void> {
  if (messageId === null || channelId === '') return;
  await bot.delete(Routes.channelMessage(channelId, messageId)).catch((error: unknown) => {
    log.info({ channelId, messageId, err: error }, 'message not deleted');
  });
}
