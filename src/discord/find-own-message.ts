// Messages that show a request although their ids were never noted: Discord's answer was lost, or the bot ended before it came.
import { type REST, SnowflakeUtil } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { WallMs } from '../clock.ts';
import type { RequestRow } from '../store/request-tables.ts';
import { parseCustomId } from './custom-id.ts';

/** As many as Discord gives at once. */
const LOOKED_AT = 100;
/** A lost message is among the first after it was sent; a crowded channel is not read to its end. */
const MOST_PAGES = 20;
/** How far this machine's clock may be ahead of Discord's. */
const CLOCK_TOLERANCE_MS = 60 * 60_000;

const messages = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    components: z.unknown().optional(),
    message_reference: z.object({ message_id: z.string().optional() }).optional(),
  }),
);

/**
 * Looks through the newest messages of a channel for one of the bot's whose buttons name the request, or that answers the message which asked for it.
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
  return own.find(
    ({ components, message_reference }) => showsRequest(components, id) || isAnswer(message_reference?.message_id),
  )?.id;
}

export interface Search {
  channelId: string;
  requestId: string;
  botId: string;
  /** Older messages are not looked at. */
  since: WallMs;
}

export interface Found {
  ids: string[];
  /** Discord showed no message at all, as it does where the bot may not read a channel's history. */
  isBlind: boolean;
  /** There are more messages than are read. */
  isCrowded: boolean;
}

/**
 * Looks through a channel's messages for all of the bot's that show the request or one of its images, copies for moderators
 * included. Reports do not show it: they stay.
 * @throws what Discord answered where it does not let the bot look
 */
export async function findMessagesShowing(bot: REST, { channelId, requestId, botId, since }: Search): Promise<Found> {
  const ids: string[] = [];
  const timestamp = Math.max(since - CLOCK_TOLERANCE_MS, Number(SnowflakeUtil.epoch));
  let after = SnowflakeUtil.generate({ timestamp }).toString();
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await readMessages(bot, channelId, { after });
    const shown = page.filter(({ author, components }) => author.id === botId && showsRequest(components, requestId));
    ids.push(...shown.map(({ id }) => id));
    if (page.length < LOOKED_AT) return { ids, isBlind: pages === 0 && page.length === 0, isCrowded: false };
    after = newest(page.map(({ id }) => id));
  }
  return { ids, isBlind: false, isCrowded: true };
}

/** Of some ids, whatever their order: Discord counts them up, and they may differ in length. */
const newest = (ids: readonly string[]): string =>
  ids.toSorted((a, b) => a.length - b.length || a.localeCompare(b)).at(-1) ?? '';

async function readMessages(bot: REST, channelId: string, choice: { after?: string }) {
  const query = new URLSearchParams({ limit: String(LOOKED_AT), ...choice });
  return messages.parse(await bot.get(Routes.channelMessages(channelId), { query }));
}

const reportActions = /^(report-|block$)/;

function showsRequest(components: unknown, requestId: string): boolean {
  const ids = [...JSON.stringify(components ?? []).matchAll(/"custom_id":"([^"]+)"/g)];
  const controls = ids.flatMap(([, id]) => parseCustomId(id ?? '') ?? []);
  const isAbout = (id: string) => id === requestId || id.startsWith(`${requestId}-`);
  // A report that was dealt with keeps its details alone.
  const isShown = controls.some(({ action, id }) => action !== 'details' && isAbout(id));
  return isShown && !controls.some(({ action }) => reportActions.test(action));
}
