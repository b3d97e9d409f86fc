// Where the bot may be used, and on whose account: decided by the host, checked at every use.
import type { BaseInteraction } from 'discord.js';
import { ApplicationIntegrationType } from 'discord-api-types/v10';
import type { Config } from '../config/settings.ts';

/** Where an interaction comes from, as far as rights and money are concerned. */
export interface Place {
  /** The server in which the bot is installed and whose budgets apply; null in direct messages and elsewhere. */
  guildId: string | null;
}

export type PlaceVerdict =
  | { allowed: true; place: Place }
  | { allowed: false; reason: 'guild' | 'direct' | 'userInstall' };

/** Server rights and budgets count only where the bot is installed in that server. */
export function checkPlace(
  interaction: Pick<BaseInteraction, 'guildId' | 'authorizingIntegrationOwners' | 'user'>,
  config: Pick<Config, 'ALLOWED_GUILDS' | 'USER_INSTALL' | 'HOST_USER_IDS'>,
): PlaceVerdict {
  const { [ApplicationIntegrationType.GuildInstall]: server, [ApplicationIntegrationType.UserInstall]: user } =
    interaction.authorizingIntegrationOwners;
  // Only an install by a user alone makes a place one where the bot is a guest.
  const isGuest = server === undefined && user !== undefined;
  const isInstalledHere = interaction.guildId !== null && !isGuest;
  if (isInstalledHere) {
    const isAllowed = config.ALLOWED_GUILDS === undefined || config.ALLOWED_GUILDS.includes(interaction.guildId ?? '');
    return isAllowed ? { allowed: true, place: { guildId: interaction.guildId } } : { allowed: false, reason: 'guild' };
  }
  const isBotDirectMessage = interaction.guildId === null && !isGuest;
  if (!isBotDirectMessage && !config.USER_INSTALL) return { allowed: false, reason: 'userInstall' };
  // A list of servers says who may use the bot, and a direct message tells nothing of the servers somebody is in.
  if (
    isBotDirectMessage &&
    config.ALLOWED_GUILDS &&
    !config.USER_INSTALL &&
    !config.HOST_USER_IDS.includes(interaction.user.id)
  ) {
    return { allowed: false, reason: 'direct' };
  }
  return { allowed: true, place: { guildId: null } };
}
