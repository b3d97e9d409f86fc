// A picture as moderators name it: by its id, or by a link to its message, which stands for all that it shows.
import type { App } from '../../src/app.ts';
import { UserError } from '../../src/errors.ts';
import { onlyTask, parsePictureId } from '../../src/tasks/gallery.ts';
import { findRequest, type RequestView, shownByMessage } from '../../src/tasks/requests.store.ts';
import type { Translate } from '../../src/text/text.ts';

/** @param guildId undefined for wherever it is, for whoever hosts the bot. @throws {UserError} for what is unknown, or another server's */
export async function findPictureIn(
  app: App,
  guildId: string | undefined,
  text: string,
  t: Translate,
): Promise<RequestView> {
  const messageId = /(\d{15,20})\s*$/.exec(text.trim())?.[1];
  const pictureId = /^[0-9a-f]{16}(-\d)?$/.test(text.trim()) ? text.trim() : undefined;
  const id = pictureId ?? (messageId === undefined ? undefined : await shownByMessage(app.db, messageId));
  const { requestId, taskId } = parsePictureId(id ?? '');
  const whole = await findRequest(app.db, requestId);
  const view = whole && taskId !== undefined ? onlyTask(whole, taskId) : whole;
  if (view && (guildId === undefined || view.request.guild_id === guildId)) return view;
  throw new UserError(t('refusal.unknownPicture'));
}
