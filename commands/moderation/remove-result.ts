// Taking a result away: wherever it stands, and from the history; what it cost stays in the ledger. What a moderator removes is in the audit trail.
import { Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { deleteRequest, type RequestView, showingsOf } from '../../src/tasks/requests.store.ts';

export interface Remover {
  userId: string;
  as: 'member' | 'moderator';
  reason?: string | null;
}

/** @param except a message that somebody else takes away */
export async function removeResult(
  app: App,
  { request }: RequestView,
  remover: Remover,
  except?: string,
): Promise<void> {
  const now = app.now();
  const showings = await showingsOf(app.db, request.id);
  await deleteRequest(app.db, request.id, now);
  if (remover.as === 'moderator') {
    await addAudit(app.db, {
      guild_id: request.guild_id,
      actor_account_id: await accountOf(app.db, remover.userId, now),
      action: 'result.delete',
      target: `member:${request.account_id}`,
      before: request.id,
      after: null,
      reason: remover.reason ?? null,
      created_at: now,
    });
  }
  app.log.info({ requestId: request.id, as: remover.as, actor: remover.userId }, 'result deleted');
  const first = { channelId: request.channel_id, messageId: request.message_id };
  for (const { channelId, messageId } of [first, ...showings])
    if (messageId !== except) await removeMessage(app, channelId, messageId);
}

/** As far as the bot's own voice reaches: messages that only a token could reach are their reader's to dismiss. */
async function removeMessage({ bot, log }: App, channelId: string, messageId: string | null): Promise<void> {
  if (messageId === null) return;
  await bot.delete(Routes.channelMessage(channelId, messageId)).catch((error: unknown) => {
    log.info({ channelId, messageId, err: error }, 'message not deleted');
  });
}
