// An image made elsewhere and shown here: moderators here take away all that shows it here, and
// leave the rest to its own place.

import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { removeDueMessages } from '../../src/discord/delivery/remove-messages.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { settingsOf } from '../../src/servers/settings.store.ts';
import { imageIdOf } from '../../src/tasks/requests/request-images.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import type { MessageCopy } from '../../src/tasks/requests/shown-messages.ts';

/**
 * Postings, and with them their copies; reports of them are marked, and stay.
 * @param view of what is to go
 * @param clickedId the message that was clicked on, wherever it stands
 * @returns false where somebody had removed all of it before
 */
export async function removeFromServer(
  app: App,
  view: RequestView,
  guildId: string,
  { userId, reason = null, clickedId }: { userId: string; reason?: string | null; clickedId?: string },
): Promise<boolean> {
  const now = app.now();
  const isAbout = ({ taskId }: MessageCopy) => taskId === null || view.tasks.some(({ id }) => id === taskId);
  const shown = (await app.requests.messageCopiesOf(view.request.id)).filter(
    (copy) => copy.messageId === clickedId || (copy.guildId === guildId && isAbout(copy)),
  );
  const { feed_channel, log_channel } = await settingsOf(app.db, guildId);
  const unnotedIn = [feed_channel, log_channel].filter((id) => id !== undefined);
  const accountId = await accountOf(app.db, userId, now);
  const deletion = { as: 'moderator' as const, accountId, guildId, imageId: imageIdOf(view), at: now };
  if (!(await app.removals.removeMessageCopies(view.request.id, { places: shown, deletion, unnotedIn }))) return false;
  await app.db.transaction().execute(async (trx) => {
    await addAudit(trx, {
      guild_id: guildId,
      actor_account_id: accountId,
      action: 'result.delete',
      target: `member:${view.request.account_id}`,
      before: imageIdOf(view),
      after: null,
      reason,
      created_at: now,
    });
  });
  await removeDueMessages(app, view.request.id);
  return true;
}
