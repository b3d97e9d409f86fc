// Somebody in a server as Discord knows them now.
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../app.ts';

const memberShape = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()).default([]),
  user: z.object({ username: z.string(), global_name: z.string().nullish() }),
});

/** @returns nothing but empty words for whoever has left */
export async function memberOf(
  app: Pick<App, 'bot'>,
  guildId: string,
  userId: string,
): Promise<{ name: string; roles: string[] }> {
  const answer = await app.bot.get(Routes.guildMember(guildId, userId)).catch(() => undefined);
  const member = memberShape.safeParse(answer).data;
  if (!member) return { name: '', roles: [] };
  return { name: member.nick ?? member.user.global_name ?? member.user.username, roles: member.roles };
}
