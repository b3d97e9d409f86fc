// What the bot may do in a channel, worked out from Discord's REST answers as its documentation
// says.
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { z } from 'zod';

const bits = z.string().transform((text) => BigInt(text));

export const guildShape = z.object({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: bits })),
});
export const memberShape = z.object({ roles: z.array(z.string()) });
export const channelShape = z.object({
  type: z.int(),
  permission_overwrites: z.array(z.object({ id: z.string(), allow: bits, deny: bits })).default([]),
});

/** @param botId the bot's user @returns permission bits; all of them for administrators */
export function channelPermissions(
  botId: string,
  guild: z.output<typeof guildShape>,
  member: z.output<typeof memberShape>,
  { permission_overwrites: overwrites }: Pick<z.output<typeof channelShape>, 'permission_overwrites'>,
): bigint {
  // The role of everybody has the server's id.
  const base = guild.roles
    .filter(({ id }) => id === guild.id || member.roles.includes(id))
    .reduce((sum, { permissions }) => sum | permissions, 0n);
  if (guild.owner_id === botId || (base & Flags.Administrator) !== 0n) return ~0n;
  // Of everybody first, then of all roles together, then of the member: each step's allow overrules
  // its deny.
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => member.roles.includes(id)),
    overwrites.filter(({ id }) => id === botId),
  ];
  return steps.reduce((sum, step) => {
    const denied = step.reduce((all, { deny }) => all | deny, 0n);
    const allowed = step.reduce((all, { allow }) => all | allow, 0n);
    return (sum & ~denied) | allowed;
  }, base);
}
