// Somebody in a server as Discord knows them now.
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../app.ts';

const memberShape = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()).default([]),
  user: z.object({ username: z.string(), global_name: z.string().nullish() }),
});

/**
 * All roles of a member. Discord leaves out of its lists the one that everybody has, whose id is
 * the server's, although people choose it like any other; discord.js adds it only where it knows
 * the server.
 */
export const withEveryone = (guildId: string, roleIds: readonly string[]): string[] => [
  ...new Set([guildId, ...roleIds]),
];

/** @returns nothing but empty words for whoever has left */
export async function memberOf(
  app: Pick<App, 'bot'>,
  guildId: string,
  userId: string,
): Promise<{ name: string; roles: string[] }> {
  const answer = await app.bot.get(Routes.guildMember(guildId, userId)).catch(() => undefined);
  const member = memberShape.safeParse(answer).data;
  if (!member) return { name: '', roles: [] };
  const name = member.nick ?? member.user.global_name ?? member.user.username;
  return { name, roles: withEveryone(guildId, member.roles) };
}
