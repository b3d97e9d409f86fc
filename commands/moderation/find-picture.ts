// A picture as moderators name it: by its id, or by a link to its message.
import type { App } from '../../src/app.ts';
import { UserError } from '../../src/errors.ts';
import { findRequest, type RequestView, requestOfMessage } from '../../src/tasks/requests.store.ts';
import type { Translate } from '../../src/text/text.ts';

/** @param guildId undefined for wherever it is, for whoever hosts the bot. @throws {UserError} for what is unknown, or another server's */
export async function findPictureIn(
  app: App,
  guildId: string | undefined,
  text: string,
  t: Translate,
): Promise<RequestView> {
  const messageId = /(\d{15,20})\s*$/.exec(text.trim())?.[1];
  const requestId = /^[0-9a-f]{16}(-\d)?$/.test(text.trim()) ? text.trim().slice(0, 16) : undefined;
  const id = requestId ?? (messageId === undefined ? undefined : await requestOfMessage(app.db, messageId));
  const view = id === undefined ? undefined : await findRequest(app.db, id);
  if (view && (guildId === undefined || view.request.guild_id === guildId)) return view;
  throw new UserError(t('refusal.unknownPicture'));
}
