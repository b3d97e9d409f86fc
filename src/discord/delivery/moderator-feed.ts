// The feed: every result that a server's members can see, copied to a channel of its moderators.
// What is to be copied is stored with what shows it, and tried until it stands there: each try
// reads it anew, by a REST instance that waits for nothing itself.
import { DiscordAPIError, type RawFile, Routes } from 'discord.js';
import { settingsOf } from '../../servers/settings.store.ts';
import type { FeedCopyRow } from '../../store/message-tables.ts';
import { isUnconfirmed } from '../../tasks/messages/queued-messages.ts';
import { imageIdOf, onlyImage, shownTasks } from '../../tasks/requests/request-images.ts';
import { optionsOf } from '../../tasks/requests/request-options.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import type { MessageCopy } from '../../tasks/requests/shown-messages.ts';
import { isPassing, isUnknownMessage } from '../api/discord-error.ts';
import { UPLOAD_MAX_BYTES } from '../api/limits.ts';
import { idOf } from '../api/messages.ts';
import { jumpLink, messageAddress } from '../rendering/message-link.ts';
import { copyControls } from '../rendering/message-purpose.ts';
import { checkPosting } from './check-posting.ts';
import { nonceOf } from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';
import { workOff } from './due-rounds.ts';
import { findFeedCopies } from './find-existing-message.ts';
import { sendWithFallbacks } from './message-payload.ts';
import { removeDueMessages } from './remove-messages.ts';
import { waitAfter } from './retry-wait.ts';
import { sendNoted } from './send-noted.ts';

/** What copying needs of the bot. */
export type FeedContext = Pick<
  DisplayContext,
  | 'db'
  | 'requests'
  | 'messages'
  | 'removals'
  | 'feed'
  | 'log'
  | 'bot'
  | 'botId'
  // What is copied is looked at anew before each call.
  | 'botWithoutWaits'
  | 'media'
  | 'webhook'
  | 'images'
  | 'durations'
  | 'languageOf'
  | 'localeOfServer'
  | 'now'
  | 'steadyNow'
>;

/** What cannot be copied for so long is not news to moderators any more. */
const RETRY_FOR_MS = 24 * 60 * 60_000;
/**
 * How soon a copy is tried again that waits for a search of the feed, or for what it cannot see
 * there.
 */
const [SEARCH_RETRY_MS, BLIND_RETRY_MS] = [5_000, 5 * 60_000];

/**
 * Never throws for what Discord answered.
 * @param requestId only copies of this request; all that are due where not given
 */
export async function copyDueToFeed(context: FeedContext, requestId?: string): Promise<void> {
  const { feed } = context;
  await workOff(await feed.due(requestId), async (due) => {
    const row = await feed.claim(due);
    if (row) await copyOrPostpone(context, row);
  });
}

async function copyOrPostpone(context: FeedContext, claimed: FeedCopyRow): Promise<void> {
  const { feed, log, steadyNow } = context;
  let row = claimed;
  const requestId = row.request_id;
  const isLast = row.attempts > 1 && steadyNow() - row.queued_at >= RETRY_FOR_MS;
  let waitMs: number | undefined;
  let cause: unknown;
  try {
    if (isUnconfirmed(row)) {
      const confirmed = await checkPosting(context, row);
      if (!confirmed) return await feed.end(row);
      row = confirmed;
    }
    waitMs = await copyToFeed(context, row);
    if (waitMs === undefined) return await feed.end(row);
  } catch (error) {
    cause = error;
    waitMs = waitAfter(error, row.attempts - 1);
    log.info({ requestId, err: error }, 'result not copied to the feed yet');
  }
  if (waitMs !== undefined && !isLast) return feed.postpone(row, steadyNow() + waitMs);
  log.warn({ requestId, guildId: row.guild_id, err: cause }, 'result not copied to the feed');
  await feed.end(row);
}

interface Copy {
  /** As it is shown where it is copied from. */
  view: RequestView;
  feedChannel: string;
  /** Leads to what is copied. */
  link: string | undefined;
  /** What keeps Discord from taking the same copy twice. */
  nonce: string;
}

/** @returns undefined where nothing is to be copied, or nothing any more */
async function readCopy({ db, requests }: FeedContext, row: FeedCopyRow): Promise<Copy | undefined> {
  const { feed_channel: feedChannel } = await settingsOf(db, row.guild_id);
  const whole = await requests.find(row.request_id);
  const view = whole && row.task_id !== null ? onlyImage(whole, row.task_id) : whole;
  if (feedChannel === undefined || !view || !isThere(view)) return undefined;
  const { request } = view;
  const { posted_channel_id: channelId, posted_message_id: messageId, guild_id: guildId } = row;
  if (channelId === null || messageId === null) {
    if (request.is_private === 1 || request.undone_at !== null) return undefined;
    return { view, feedChannel, link: jumpLink(request), nonce: nonceOf(request, 'f') };
  }
  // A moderator may have taken the posting away alone.
  const isPosted = (await requests.messageCopiesOf(request.id)).some((copy) => copy.messageId === messageId);
  if (!isPosted) return undefined;
  const link = messageAddress({ guildId, channelId, messageId });
  // Public, and by that server's rule about costs.
  const shown = { ...view, request: { ...request, is_private: 0, guild_id: guildId } };
  return { view: shown, feedChannel, link, nonce: `${messageId}f` };
}

/**
 * One copy, which a straggler joins.
 * @returns when to try again; undefined where nothing is left to do.
 * @throws what Discord answered
 */
async function copyToFeed(context: FeedContext, row: FeedCopyRow): Promise<number | undefined> {
  const { requests, removals, botWithoutWaits: bot } = context;
  const copy = await readCopy(context, row);
  if (!copy) return undefined;
  const { view, feedChannel } = copy;
  const copies = await requests.messageCopiesOf(row.request_id);
  const known = copies.find((copy) => isCopyOf(copy, feedChannel, row.task_id ?? undefined));
  if (known) {
    // A result's copy shows its one image, and all that were posted of several. A posting's shows
    // what Undo and Redo change.
    const isUpToDate = row.task_id === null ? optionsOf(view.request).count === 1 : known.taskId === null;
    if (isUpToDate) return undefined;
    await sendCopy(context, copy, (message) =>
      bot.patch(Routes.channelMessage(feedChannel, known.messageId), message).catch((error: unknown) => {
        if (!isUnknownMessage(error)) throw error;
      }),
    );
    return undefined;
  }
  if (row.in_doubt_since !== null) {
    // What it finds is removed: it may show what was deleted since.
    if (await removals.isBeingSearched(row.request_id, feedChannel)) return SEARCH_RETRY_MS;
    const { key: askedBy } = view.request;
    const search = { channelId: feedChannel, botId: context.botId(), since: row.in_doubt_since, askedBy };
    const { ids, isBlind } = await findFeedCopies(bot, { ...search, imageId: imageIdOf(copy.view) });
    const [found] = ids;
    if (found !== undefined) return adopt(context, row, copy, found);
    if (isBlind) return BLIND_RETRY_MS;
  }
  return post(context, row, copy);
}

/** A copy whose answer was lost is brought up to date and noted. */
async function adopt(
  context: FeedContext,
  row: FeedCopyRow,
  copy: Copy,
  messageId: string,
): Promise<number | undefined> {
  const route = Routes.channelMessage(copy.feedChannel, messageId);
  try {
    const isThere = await sendCopy(context, copy, async (message) => {
      if (!(await readCopy(context, row))) return false;
      await context.botWithoutWaits.patch(route, message);
      return true;
    });
    if (!isThere) return undefined;
  } catch (error) {
    // Somebody has deleted it since it was found.
    if (isUnknownMessage(error)) return SEARCH_RETRY_MS;
    throw error;
  }
  const place = { channelId: copy.feedChannel, messageId };
  await context.messages.noteFound(row.request_id, place, notedAs(row));
  await takeBackIfGone(context, row, copy, messageId);
  return undefined;
}

async function post(context: FeedContext, row: FeedCopyRow, copy: Copy): Promise<undefined> {
  const { feed, now, botWithoutWaits: bot } = context;
  const { feedChannel } = copy;
  const messageId = await sendCopy(context, copy, async ({ body, files }) => {
    // Images were read and encoded meanwhile.
    if (!(await readCopy(context, row))) return undefined;
    const message = { body: { ...body, nonce: copy.nonce, enforce_nonce: true }, files };
    await feed.markUnknown(row, row.in_doubt_since ?? now());
    const sent = sendNoted(context, {
      requestId: row.request_id,
      channelId: feedChannel,
      send: async () => idOf(await bot.post(Routes.channelMessages(feedChannel), message)),
      as: notedAs(row),
    });
    return sent.catch(async (error: unknown) => {
      // Only what Discord refused is known not to exist; an earlier attempt may.
      if (error instanceof DiscordAPIError && !isPassing(error)) await feed.markUnknown(row, row.in_doubt_since);
      throw error;
    });
  });
  if (messageId !== undefined) await takeBackIfGone(context, row, copy, messageId);
}

/** Whoever deleted it while Discord had the copy wait did not know of it. */
async function takeBackIfGone(
  context: FeedContext,
  row: FeedCopyRow,
  { feedChannel: channelId }: Copy,
  messageId: string,
): Promise<void> {
  if (await readCopy(context, row)) return;
  await context.removals.removeMessageCopies(row.request_id, { places: [{ channelId, messageId }] });
  await removeDueMessages(context, row.request_id);
}

const notedAs = ({ guild_id, task_id }: FeedCopyRow) =>
  ({ kind: 'feed', guildId: guild_id, taskId: task_id ?? undefined }) as const;

/** One of several that its member posted in the feed's channel is no copy. */
function isCopyOf({ channelId, kind, taskId }: MessageCopy, feedChannel: string, wanted: string | undefined): boolean {
  if (channelId !== feedChannel || kind === 'posting' || kind === 'report') return false;
  return taskId === null || taskId === wanted;
}

/**
 * Without the prompt where Discord refuses it for its words, and smaller where it is too large: its
 * image reaches the moderators.
 */
function sendCopy<Answer>(
  context: FeedContext,
  { view, link }: Copy,
  send: (message: { body: object; files: RawFile[] }) => Promise<Answer>,
): Promise<Answer> {
  const components = copyControls(imageIdOf(view), context.languageOf(view.request.locale).t);
  return sendWithFallbacks(context, view, { limitBytes: UPLOAD_MAX_BYTES }, ({ message, files, attachments }) => {
    const content = link === undefined ? message.content : `${message.content}\n${link}`;
    return send({ body: { ...message, content, components, attachments }, files });
  });
}

const isThere = (view: RequestView): boolean => view.request.deleted_at === null && shownTasks(view).length > 0;
