// A message that shows a request already, although its id was never noted: the bot ended between Discord's acceptance and our note of it.
import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { RequestRow } from '../store/schema.ts';

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
  const query = new URLSearchParams({ limit: String(LOOKED_AT) });
  const recent = messages.parse(await bot.get(Routes.channelMessages(channelId), { query }));
  const own = recent.filter((message) => message.author.id === botId && !except.includes(message.id));
  const isAnswer = (answered: string | undefined) => source_message_id !== null && answered === source_message_id;
  return own.find(
    ({ components, message_reference }) =>
      // Ids of buttons are an action, a colon and what they are about.
      JSON.stringify(components ?? []).includes(`:${id}`) || isAnswer(message_reference?.message_id),
  )?.id;
}
