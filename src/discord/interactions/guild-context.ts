// What a server has decided, and where and with which roles somebody acts in it: read once an
// interaction, and handed down.
import type { BaseInteraction, Channel } from 'discord.js';
import type { App } from '../../app.ts';
import { readSettings, type ServerSettings } from '../../servers/settings.store.ts';
import { type PlaceConfig, placeOf, rolesOf } from './access.ts';

/** Where somebody acts, as far as a server's own rules look at it. */
export interface ActingPlace {
  /**
   * The server in which the bot is installed and whose budgets apply; null in direct messages and
   * elsewhere.
   */
  guildId: string | null;
  /** The member's roles there. */
  roleIds: readonly string[];
  /** The channel, and of a thread the one it belongs to. */
  channelIds: readonly string[];
  isAgeRestricted: boolean;
}

export interface GuildContext extends ActingPlace {
  settings: ServerSettings;
  /** Why the bot is paused in all servers; undefined where it is not. */
  pausedEverywhere: string | undefined;
}

type Reader = Pick<App, 'config' | 'db'>;

const contexts = new WeakMap<BaseInteraction, Promise<GuildContext>>();

/**
 * Settings are read with the first call for an interaction, and are the same for all further ones.
 */
export function guildContextOf(interaction: BaseInteraction, app: Reader): Promise<GuildContext> {
  const known = contexts.get(interaction);
  if (known) return known;
  const context = readGuildContext(app, actingPlaceOf(interaction, app.config));
  contexts.set(interaction, context);
  return context;
}

export async function readGuildContext({ db }: Pick<Reader, 'db'>, place: ActingPlace): Promise<GuildContext> {
  const { settings, everywhere } = await readSettings(db, place.guildId);
  return { ...place, settings, pausedEverywhere: everywhere.paused };
}

function actingPlaceOf(interaction: BaseInteraction, config: PlaceConfig): ActingPlace {
  return {
    guildId: placeOf(interaction, config).guildId,
    roleIds: rolesOf(interaction),
    ...channelRules(interaction.channelId, interaction.channel),
  };
}

/** @param channel null or undefined where the gateway's cache does not know it */
export function channelRules(
  channelId: string | null,
  channel: Channel | null | undefined,
): Pick<ActingPlace, 'channelIds' | 'isAgeRestricted'> {
  const place = channel?.isThread() ? channel.parent : channel;
  return {
    channelIds: [channelId, place?.id].filter((id) => typeof id === 'string'),
    isAgeRestricted: place !== null && place !== undefined && 'nsfw' in place && place.nsfw === true,
  };
}
