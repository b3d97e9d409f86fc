// What servers are called, what they call their roles and channels, and in which language.
import { type Client, PermissionFlagsBits } from 'discord.js';

/** As far as everybody in a server may know. */
export interface ServerNames {
  /** Its own name; undefined for one that the bot is not in, or that is away. */
  server(guildId: string): string | undefined;
  role(guildId: string, roleId: string): string | undefined;
  channel(guildId: string, channelId: string): string | undefined;
}

/** From the gateway's caches. A channel that not everybody may see keeps its name to itself. */
export const createServerNames = (client: Client): ServerNames => ({
  server: (guildId) => client.guilds.cache.get(guildId)?.name,
  role: (guildId, roleId) => client.guilds.cache.get(guildId)?.roles.cache.get(roleId)?.name,
  channel(guildId, channelId) {
    const guild = client.guilds.cache.get(guildId);
    const channel = guild?.channels.cache.get(channelId);
    const isPublic = guild && channel?.permissionsFor(guild.roles.everyone)?.has(PermissionFlagsBits.ViewChannel);
    return isPublic ? channel?.name : undefined;
  },
});

/** In which language each is written to; undefined for one that the bot does not see. */
export const createServerLocales =
  (client: Client) =>
  (guildId: string): string | undefined =>
    client.guilds.cache.get(guildId)?.preferredLocale;
