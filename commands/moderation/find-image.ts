// An image as moderators name it: by its id, or by a link to its message, which stands for all that
// it shows.
import type { App } from '../../src/app.ts';
import { UserError } from '../../src/errors.ts';
import { onlyShownIn, onlyTask, parseImageId } from '../../src/tasks/requests/request-images.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import type { Translate } from '../../src/text/text.ts';

/**
 * An image that counts in a server: its charge is that server's to decide on.
 * @param guildId undefined for wherever it is, for the operator
 * @throws {UserError} for what is unknown, or another server's
 */
export async function findImageIn(
  app: App,
  guildId: string | undefined,
  text: string,
  t: Translate,
): Promise<RequestView> {
  const view = await findAnywhere(app, text);
  if (view && (guildId === undefined || view.request.guild_id === guildId)) return view;
  throw new UserError(t('refusal.unknownImage'));
}

/**
 * An image that counts in a server, or is shown there although it was made elsewhere: then the
 * view is of what is shown there.
 * @throws {UserError} for what is unknown, or neither
 */
export async function findImageShownIn(app: App, guildId: string, text: string, t: Translate): Promise<RequestView> {
  const view = await findAnywhere(app, text);
  if (view?.request.guild_id === guildId) return view;
  const here = view && onlyShownIn(view, await app.requests.messageCopiesOf(view.request.id), guildId);
  if (here) return here;
  throw new UserError(t('refusal.unknownImage'));
}

/**
 * The same for a look alone, where words are enough: they mean the newest that is offered for them.
 * @throws {UserError} for what is unknown, or neither
 */
export async function lookUpImage(app: App, guildId: string, text: string, t: Translate): Promise<RequestView> {
  const words = text.trim().toLowerCase();
  const isWords = words !== '' && (await findAnywhere(app, text)) === undefined;
  const offered = isWords ? await app.requests.recentIn(guildId) : [];
  const newest = offered.find(({ prompt, is_private }) => is_private === 0 && prompt.toLowerCase().includes(words));
  return findImageShownIn(app, guildId, newest?.id ?? text, t);
}

/** In a link, whatever people put around it, such as `<>` or `||`; else the last of the ids. */
const MESSAGE_IN_LINK = /\/channels\/(?:\d+|@me)\/\d+\/(\d{15,20})/;
const MESSAGE_ID = /(\d{15,20})\D*$/;

async function findAnywhere(app: App, text: string): Promise<RequestView | undefined> {
  const messageId = (MESSAGE_IN_LINK.exec(text) ?? MESSAGE_ID.exec(text))?.[1];
  // As it is copied from an answer.
  const bare = text.replaceAll('`', '').trim();
  const imageId = /^[0-9a-f]{16}(-\d)?$/.test(bare) ? bare : undefined;
  const id = imageId ?? (messageId === undefined ? undefined : await app.requests.shownByMessage(messageId));
  const { requestId, taskId } = parseImageId(id ?? '');
  const whole = await app.requests.find(requestId);
  return whole && taskId !== undefined ? onlyTask(whole, taskId) : whole;
}
