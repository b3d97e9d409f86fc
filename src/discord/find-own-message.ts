// Messages that show a request although their ids were never noted: Discord's answer was lost, or the bot ended before it came.
import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { RequestRow } from '../store/schema.ts';
import { parseCustomId } from './custom-id.ts';

/** As many as Discord gives at once. */
const LOOKED_AT = 100;

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
  const own = (await ownMessages(bot, channelId, botId)).filter((message) => !except.includes(message.id));
  const isAnswer = (answered: string | undefined) => source_message_id !== null && answered === source_message_id;
  return own.find(
    ({ components, message_reference }) =>
      // Ids of buttons are an action, a colon and what they are about.
      JSON.stringify(components ?? []).includes(`:${id}`) || isAnswer(message_reference?.message_id),
  )?.id;
}

/**
 * Looks through the newest messages of a channel for all of the bot's that show the request or one of its images, copies for
 * moderators included. Reports do not show it: they stay.
 * @returns their ids
 * @throws what Discord answered where it does not let the bot look
 */
export async function findMessagesShowing(
  bot: REST,
  channelId: string,
  requestId: string,
  botId: string,
): Promise<string[]> {
  const own = await ownMessages(bot, channelId, botId);
  return own.filter(({ components }) => showsRequest(components, requestId)).map(({ id }) => id);
}

async function ownMessages(bot: REST, channelId: string, botId: string) {
  const query = new URLSearchParams({ limit: String(LOOKED_AT) });
  const recent = messages.parse(await bot.get(Routes.channelMessages(channelId), { query }));
  return recent.filter(({ author }) => author.id === botId);
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
