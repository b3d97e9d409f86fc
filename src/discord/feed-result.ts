// The picture feed: every result that a server's members can see, copied to a channel of its moderators.
import { Routes } from 'discord-api-types/v10';
import { settingsOf } from '../servers/settings.store.ts';
import { findPicture, shownTasks } from '../tasks/gallery.ts';
import { removeShowings } from '../tasks/remove-pictures.store.ts';
import { optionsOf } from '../tasks/request-options.ts';
import { findRequest, type RequestView } from '../tasks/requests.store.ts';
import { addShowing, type Showing, showingsOf } from '../tasks/showings.store.ts';
import { idOf, nonceOf } from './delivery-ladder.ts';
import type { DisplayContext } from './display-context.ts';
import { jumpLink } from './jump-link.ts';
import { UPLOAD_MAX_BYTES } from './limits.ts';
import { packRequest } from './pack-request.ts';
import { removeDueMessages } from './remove-messages.ts';
import { button, moreSelect, row } from './result-controls.ts';
import { sendNoted } from './send-noted.ts';

/** What copying needs of the bot. */
export type FeedContext = Pick<
  DisplayContext,
  'db' | 'log' | 'bot' | 'botId' | 'webhook' | 'pictures' | 'durations' | 'languageOf' | 'now' | 'steadyNow'
>;

/** A message of a server that shows one picture: its member posted it there from their history. */
export interface PostedPicture {
  taskId: string;
  guildId: string;
  channelId: string;
  messageId: string;
}

interface Copy {
  /** As it is shown where it is copied from. */
  view: RequestView;
  guildId: string;
  /** Leads to what is copied. */
  link: string | undefined;
  /** The one whose picture it shows alone. */
  taskId?: string;
  /** What keeps Discord from taking the same copy twice. */
  nonce: string;
  /** The further message that it is a copy of: a moderator may take that away alone. */
  postedAs?: string;
}

/** A copy for the server's moderators, who can take it away from there: one, which a straggler joins. Nice to have: a failure is only logged. */
export async function feedResult(context: FeedContext, requestId: string): Promise<void> {
  const view = await findRequest(context.db, requestId);
  if (!view || !isThere(view)) return;
  const { request } = view;
  if (request.guild_id === null || request.is_private === 1 || request.undone_at !== null) return;
  const { guild_id: guildId } = request;
  await copyToFeed(context, { view, guildId, link: jumpLink(request), nonce: nonceOf(request, 'f') });
}

/** The same of a picture that was posted in a server, wherever it was drawn. */
export async function feedPosting(context: FeedContext, posted: PostedPicture): Promise<void> {
  const { taskId, guildId, channelId, messageId } = posted;
  const view = await findPicture(context.db, taskId);
  if (!view || !isThere(view)) return;
  const link = `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
  // Public, and by that server's rule about costs.
  const request = { ...view.request, is_private: 0, guild_id: guildId };
  await copyToFeed(context, {
    view: { ...view, request },
    guildId,
    link,
    taskId,
    nonce: `${messageId}f`,
    postedAs: messageId,
  });
}

async function copyToFeed(context: FeedContext, copy: Copy): Promise<void> {
  const { db, bot, log } = context;
  const { request } = copy.view;
  try {
    const { feed_channel } = await settingsOf(db, copy.guildId);
    if (feed_channel === undefined) return;
    const showings = await showingsOf(db, request.id);
    const known = showings.find((showing) => isCopyOf(showing, feed_channel, copy.taskId));
    if (known && (copy.taskId !== undefined || optionsOf(request).count === 1)) return;
    const { body, files } = await packCopy(context, copy);
    if (known) {
      await bot.patch(Routes.channelMessage(feed_channel, known.messageId), { body, files });
      return;
    }
    const { taskId, guildId, nonce } = copy;
    const message = { body: { ...body, nonce, enforce_nonce: true }, files };
    const messageId = await sendNoted(context, {
      requestId: request.id,
      channelId: feed_channel,
      send: async () => idOf(await bot.post(Routes.channelMessages(feed_channel), message)),
      note: (trx, id) =>
        addShowing(trx, request.id, {
          messageId: id,
          channelId: feed_channel,
          guildId,
          taskId,
          kind: 'feed',
          now: context.now(),
        }),
    });
    // Whoever deleted it while Discord had the copy wait did not know of it.
    if (await isStillShown(context, copy)) return;
    await removeShowings(db, request.id, [{ channelId: feed_channel, messageId }], context.steadyNow());
    await removeDueMessages(context, request.id);
  } catch (error) {
    log.warn({ requestId: request.id, err: error }, 'result not copied to the feed');
  }
}

async function isStillShown({ db }: FeedContext, { view, taskId, postedAs }: Copy): Promise<boolean> {
  const current = await findPicture(db, taskId ?? view.request.id);
  if (!current || !isThere(current)) return false;
  if (postedAs === undefined) return true;
  return (await showingsOf(db, view.request.id)).some(({ messageId }) => messageId === postedAs);
}

/** One of several that its member posted in the feed's channel is no copy. */
function isCopyOf({ channelId, kind, taskId }: Showing, feedChannel: string, wanted: string | undefined): boolean {
  if (channelId !== feedChannel || kind === 'posting' || kind === 'report') return false;
  return taskId === null || taskId === wanted;
}

async function packCopy(context: FeedContext, { view, link }: Copy) {
  const { request, tasks } = view;
  const { t } = context.languageOf(request.locale);
  const { message, files, attachments } = await packRequest(context, view, { limitBytes: UPLOAD_MAX_BYTES });
  const [only] = tasks;
  const id = only && tasks.length === 1 && optionsOf(request).count > 1 ? only.id : request.id;
  const components = [row(button('details', t('button.details'), id)), moreSelect(id, ['delete'], t)];
  const content = link === undefined ? message.content : `${message.content}\n${link}`;
  return { body: { ...message, content, components, attachments }, files };
}

const isThere = (view: RequestView): boolean => view.request.deleted_at === null && shownTasks(view).length > 0;
