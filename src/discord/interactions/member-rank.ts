// What somebody else may decide in a server: by who owns it, by Discord's permissions, and by the
// role that the server names.
import type { RepliableInteraction } from 'discord.js';
import { PermissionFlagsBits as Flags, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { roleWithRights } from '../../servers/role-rights.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import { isNoMember } from '../api/discord-error.ts';
import { resolvedMember } from '../api/interaction-events.ts';
import { withEveryone } from '../api/member.ts';

/** A manager may set limits and settings, the owner everything. */
export type Rank = 'owner' | 'manager' | 'member';

export interface ServerRights {
  ownerId: string;
  /** The server's role for managers, where it names one. */
  managerRole: string | undefined;
  /** Permission bits by a role's id; the server's own id stands for everybody. */
  permissionsByRole: ReadonlyMap<string, bigint>;
}

export interface MemberRights {
  userId: string;
  roleIds: readonly string[];
  /** Bits, where Discord said them. */
  permissions?: bigint;
}

export function rankOf({ userId, roleIds, permissions = 0n }: MemberRights, server: ServerRights): Rank {
  if (userId === server.ownerId) return 'owner';
  if (server.managerRole !== undefined && roleIds.includes(server.managerRole)) return 'manager';
  // What Discord says with an interaction lacks what a time-out takes away; roles keep it.
  const all = roleIds.reduce((bits, id) => bits | (server.permissionsByRole.get(id) ?? 0n), permissions);
  return (all & (Flags.ManageGuild | Flags.Administrator)) === 0n ? 'member' : 'manager';
}

const guildShape = z.object({
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string().transform(BigInt) })),
});
const memberShape = z.object({ roles: z.array(z.string()) });

/**
 * The rank of somebody in the server where the interaction happens: from what came with it and the
 * gateway's caches; what neither knows is asked of Discord.
 * @throws what Discord answered, where it could not be asked
 */
export async function findRank(
  interaction: RepliableInteraction,
  app: Pick<App, 'bot' | 'db'>,
  guildId: string,
  userId: string,
): Promise<Rank> {
  const server = await serverRights(interaction, app, guildId);
  if (userId === server.ownerId) return 'owner';
  const resolved = resolvedMember(interaction, userId);
  if (resolved) {
    const roleIds = withEveryone(guildId, resolved.roles);
    return rankOf({ userId, roleIds, permissions: BigInt(resolved.permissions) }, server);
  }
  // A command that names somebody says whether they are a member.
  if (interaction.isCommand()) return 'member';
  return rankOf({ userId, roleIds: await rolesOfMember(app, guildId, userId) }, server);
}

async function serverRights(
  { guild }: Pick<RepliableInteraction, 'guild'>,
  { bot, db }: Pick<App, 'bot' | 'db'>,
  guildId: string,
): Promise<ServerRights> {
  const managerRole = roleWithRights('manager_role', await settingsOf(db, guildId), guildId);
  if (guild?.id === guildId && guild.available) {
    const permissionsByRole = new Map(guild.roles.cache.map(({ id, permissions }) => [id, permissions.bitfield]));
    return { ownerId: guild.ownerId, managerRole, permissionsByRole };
  }
  const { owner_id, roles } = guildShape.parse(await bot.get(Routes.guild(guildId)));
  return {
    ownerId: owner_id,
    managerRole,
    permissionsByRole: new Map(roles.map((role) => [role.id, role.permissions])),
  };
}

/** @returns none for whoever has left */
async function rolesOfMember({ bot }: Pick<App, 'bot'>, guildId: string, userId: string): Promise<readonly string[]> {
  try {
    return withEveryone(guildId, memberShape.parse(await bot.get(Routes.guildMember(guildId, userId))).roles);
  } catch (error) {
    if (isNoMember(error)) return [];
    throw error;
  }
}
