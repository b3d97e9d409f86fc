// Messages that show a request although their ids were never noted: Discord's answer was lost, or
// the bot ended before it came.
import { type REST, SnowflakeUtil } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { WallMs } from '../../clock.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import { isPlaceClosed, isUnknownMessage } from '../api/discord-error.ts';
import { type Control, purposeOf, readControls } from '../rendering/message-purpose.ts';
import { offeredActions } from '../rendering/render-report.ts';

/** As many as Discord gives at once. */
const LOOKED_AT = 100;
/**
 * A lost message is among the first after it was sent; a crowded channel is not read to its end.
 */
const MOST_PAGES = 20;
/**
 * How far this machine's clock may be ahead of Discord's where that alone tells when a search
 * begins.
 */
const CLOCK_TOLERANCE_MS = 60 * 60_000;

const messages = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    components: z.unknown().optional(),
    attachments: z.array(z.unknown()).optional(),
    message_reference: z.object({ message_id: z.string().optional() }).optional(),
  }),
);
const channel = z.object({ last_message_id: z.string().nullish() });

/**
 * Looks through the newest messages of a channel for one of the bot's whose buttons name the
 * request, or that answers the message which asked for it. Copies for moderators and reports are
 * none.
 * @param except messages known to show it beside its own
 * @throws what Discord answered where it does not let the bot look
 */
export async function findOwnMessage(
  bot: REST,
  channelId: string,
  { id, source_message_id }: Pick<RequestRow, 'id' | 'source_message_id'>,
  { botId, except }: { botId: string; except: readonly string[] },
): Promise<string | undefined> {
  const recent = await readMessages(bot, channelId, {});
  const own = recent.filter((message) => message.author.id === botId && !except.includes(message.id));
  const isAnswer = (answered: string | undefined) => source_message_id !== null && answered === source_message_id;
  return own.find(({ components, message_reference }) => {
    const controls = readControls(components);
    if (purposeOf(controls) !== 'result') return false;
    return controls.some(isAbout(id)) || isAnswer(message_reference?.message_id);
  })?.id;
}

export interface Search {
  channelId: string;
  botId: string;
  /** When it was sent, by this machine's clock, which may have been wrong then. */
  since: WallMs;
  /**
   * The id of what asked for the request, by Discord's clock: whatever shows the request is newer.
   */
  askedBy?: string | undefined;
}

export interface Found {
  ids: string[];
  /**
   * Discord showed no message, but there may be some, as where the bot may not read a channel's
   * history.
   */
  isBlind: boolean;
  /** There are more messages than are read. */
  isCrowded: boolean;
}

/** A message that shows a request or one of its images. */
export interface ShowingMessage {
  id: string;
  /** Of a report: what it is about, a request's id or a task's. */
  reported: string | undefined;
}

/**
 * Looks through a channel's messages for all of the bot's that show the request or one of its
 * images: copies for moderators too, and reports. One that was dealt with by deleting its image has
 * no thumbnail any more, and offers no deletion: it is none.
 * @throws what Discord answered where it does not let the bot look
 */
export async function findMessagesShowing(
  bot: REST,
  { requestId, ...search }: Search & { requestId: string },
): Promise<Omit<Found, 'ids'> & { messages: ShowingMessage[] }> {
  const showing = new Map<string, ShowingMessage>();
  const { ids, ...seen } = await searchMessages(bot, search, ({ id, components, attachments = [] }) => {
    const controls = readControls(components);
    const isReport = purposeOf(controls) === 'report';
    const reported = isReport ? controls[0]?.id : undefined;
    const isOver = isReport && attachments.length === 0 && !offeredActions(components).includes('report-delete');
    showing.set(id, { id, reported });
    return !isOver && controls.some(isAbout(requestId));
  });
  return { ...seen, messages: ids.flatMap((id) => showing.get(id) ?? []) };
}

/**
 * Looks through a channel's messages for copies for moderators.
 * @param imageId what they show: a request's id, or a task's where they show one of several images
 * @throws what Discord answered where it does not let the bot look
 */
export function findFeedCopies(bot: REST, { imageId, ...search }: Search & { imageId: string }): Promise<Found> {
  return searchMessages(bot, search, ({ components }) => {
    const controls = readControls(components);
    return purposeOf(controls) === 'feed copy' && controls.every(({ id }) => id === imageId);
  });
}

type Message = z.infer<typeof messages>[number];

/**
 * From what asked for the request on; a channel that is too full for that, from the time of sending
 * on as well.
 */
async function searchMessages(bot: REST, search: Search, isMeant: (message: Message) => boolean): Promise<Found> {
  const sent = firstIdOf(search.since);
  const first = search.askedBy ?? sent;
  const found = await readFrom(bot, search, first, isMeant);
  if (found.isBlind) return { ...found, isBlind: await hidesMessagesAfter(bot, search.channelId, first) };
  if (!found.isCrowded || newest([first, sent]) === first) return found;
  const later = await readFrom(bot, search, sent, isMeant);
  const ids = [...new Set([...found.ids, ...later.ids])];
  return { ids, isBlind: false, isCrowded: later.isCrowded || later.isBlind };
}

async function readFrom(
  bot: REST,
  { channelId, botId }: Search,
  first: string,
  isMeant: (message: Message) => boolean,
): Promise<Found> {
  const ids: string[] = [];
  let after = first;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await readMessages(bot, channelId, { after });
    const meant = page.filter((message) => message.author.id === botId && isMeant(message));
    ids.push(...meant.map(({ id }) => id));
    if (page.length < LOOKED_AT) return { ids, isBlind: pages === 0 && page.length === 0, isCrowded: false };
    after = newest(page.map(({ id }) => id));
  }
  return { ids, isBlind: false, isCrowded: true };
}

/**
 * Of a channel that showed no message after `first`: whether there may be one all the same. Without
 * the right to read its history Discord lists nothing at all, and refuses a single message.
 */
async function hidesMessagesAfter(bot: REST, channelId: string, first: string): Promise<boolean> {
  const { last_message_id: last } = channel.parse(await bot.get(Routes.channel(channelId)));
  if (typeof last !== 'string' || newest([last, first]) !== last) return false;
  // The channel still names a message that has been deleted, by a search like this one perhaps.
  const [shown] = await readMessages(bot, channelId, { limit: '1' });
  // A newer one came only now: it has not been looked at.
  if (shown) return newest([shown.id, first]) === shown.id;
  try {
    await bot.get(Routes.channelMessage(channelId, last));
    return true;
  } catch (error) {
    if (isUnknownMessage(error)) return false;
    if (isPlaceClosed(error)) return true;
    throw error;
  }
}

/** Of some ids, whatever their order: Discord counts them up, and they may differ in length. */
const newest = (ids: readonly string[]): string =>
  ids.toSorted((a, b) => a.length - b.length || a.localeCompare(b)).at(-1) ?? '';

const firstIdOf = (since: WallMs): string =>
  SnowflakeUtil.generate({
    timestamp: Math.max(since - CLOCK_TOLERANCE_MS, Number(SnowflakeUtil.epoch)),
  }).toString();

async function readMessages(
  bot: REST,
  channelId: string,
  choice: { after?: string; limit?: string },
): Promise<Message[]> {
  const query = new URLSearchParams({ limit: String(LOOKED_AT), ...choice });
  return messages.parse(await bot.get(Routes.channelMessages(channelId), { query }));
}

/** Of a request as a whole, or of one of its images. */
const isAbout =
  (requestId: string) =>
  ({ id }: Pick<Control, 'id'>): boolean =>
    id === requestId || id.startsWith(`${requestId}-`);
