// Where the bot may be used, and on whose account: decided by the operator, checked at every use.
import type { BaseInteraction } from 'discord.js';
import { ApplicationIntegrationType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { App } from '../../app.ts';
import type { Config } from '../../config/settings.ts';
import { UserError } from '../../errors.ts';
import { roleWithRights } from '../../servers/role-rights.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import { withEveryone } from '../api/member.ts';

/** Where an interaction comes from, as far as rights and money are concerned. */
export interface Place {
  /**
   * The server in which the bot is installed and whose budgets apply; null in direct messages and
   * elsewhere.
   */
  guildId: string | null;
}

export type PlaceVerdict =
  | { allowed: true; place: Place }
  | { allowed: false; reason: 'guild' | 'direct' | 'userInstall' };

/** Where an interaction counts, once `checkPlace` has allowed it. */
export function placeOf(interaction: PlacedInteraction, config: PlaceConfig): Place {
  const verdict = checkPlace(interaction, config);
  return verdict.allowed ? verdict.place : { guildId: null };
}

/** What of an interaction says where it belongs; of a chat message the same can be said. */
interface PlacedInteraction {
  guildId: string | null;
  authorizingIntegrationOwners: { readonly [Type in ApplicationIntegrationType]?: string };
  user: { id: string };
}
export type PlaceConfig = Pick<Config, 'ALLOWED_GUILDS' | 'USER_INSTALL' | 'HOST_USER_IDS'>;

/** Server rights and budgets count only where the bot is installed in that server. */
export function checkPlace(interaction: PlacedInteraction, config: PlaceConfig): PlaceVerdict {
  const kind = placeKind(interaction);
  if (kind === 'server') {
    const isAllowed = config.ALLOWED_GUILDS === undefined || config.ALLOWED_GUILDS.includes(interaction.guildId ?? '');
    return isAllowed ? { allowed: true, place: { guildId: interaction.guildId } } : { allowed: false, reason: 'guild' };
  }
  if (kind === 'guest' && !config.USER_INSTALL) return { allowed: false, reason: 'userInstall' };
  // A list of servers says who may use the bot, and a direct message tells nothing of the servers
  // somebody is in.
  if (
    kind === 'direct' &&
    config.ALLOWED_GUILDS &&
    !config.USER_INSTALL &&
    !config.HOST_USER_IDS.includes(interaction.user.id)
  ) {
    return { allowed: false, reason: 'direct' };
  }
  return { allowed: true, place: { guildId: null } };
}

/**
 * A server that has the bot, the bot's own direct messages, or a place where somebody has brought
 * it along for themselves.
 */
export type PlaceKind = 'server' | 'direct' | 'guest';

export function placeKind({ guildId, authorizingIntegrationOwners: owners }: PlacedInteraction): PlaceKind {
  const { [ApplicationIntegrationType.GuildInstall]: server, [ApplicationIntegrationType.UserInstall]: user } = owners;
  // Only an install by a user alone makes a place one where the bot is a guest.
  if (server === undefined && user !== undefined) return 'guest';
  return guildId === null ? 'direct' : 'server';
}

/**
 * A member's roles in the server, as the interaction brings them, with the one that everybody has;
 * none elsewhere.
 */
export function rolesOf({ member, guildId }: Pick<BaseInteraction, 'member' | 'guildId'>): readonly string[] {
  if (!member || guildId === null) return [];
  return withEveryone(guildId, Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()]);
}

/**
 * Rights that a server gives its members; moderators keep order, managers decide about money and
 * settings.
 */
export type Access = 'everybody' | 'moderator' | 'manager';

const NEEDED = {
  moderator: PermissionFlagsBits.ModerateMembers,
  manager: PermissionFlagsBits.ManageGuild,
} as const satisfies Record<Exclude<Access, 'everybody'>, bigint>;

type ActingInteraction = PlacedInteraction & Pick<BaseInteraction, 'memberPermissions' | 'member'>;

/**
 * Server rights count only where the bot is installed in that server, and as they are at this very
 * moment: by Discord's permission, or by a role the server names.
 */
export async function hasAccess(
  interaction: ActingInteraction,
  access: Access,
  { config, db, now }: Pick<App, 'config' | 'db' | 'now'>,
): Promise<boolean> {
  if (access === 'everybody') return true;
  const { guildId } = placeOf(interaction, config);
  if (guildId === null) return false;
  if (interaction.memberPermissions?.has(NEEDED[access]) === true) return true;
  // Discord takes away the permissions of whoever is timed out, and leaves them their roles.
  if (timedOutUntil(interaction) > now()) return false;
  const settings = await settingsOf(db, guildId);
  // Whoever decides about money may keep order too.
  const names = access === 'moderator' ? (['moderator_role', 'manager_role'] as const) : (['manager_role'] as const);
  const own = rolesOf(interaction);
  return names.some((name) => own.includes(roleWithRights(name, settings, guildId) ?? ''));
}

/** @returns milliseconds since 1970; 0 for whoever never was, or acts outside servers */
function timedOutUntil({ member }: Pick<BaseInteraction, 'member'>): number {
  if (!member) return 0;
  if ('communicationDisabledUntilTimestamp' in member) return member.communicationDisabledUntilTimestamp ?? 0;
  return Date.parse(member.communication_disabled_until ?? '') || 0;
}

/**
 * The server in which somebody acts by a right.
 * @throws {UserError} for whoever lacks it there, and outside servers
 */
export async function requireServer(
  interaction: ActingInteraction & Pick<BaseInteraction, 'locale'>,
  access: Exclude<Access, 'everybody'>,
  app: Pick<App, 'config' | 'db' | 'now' | 'languageOf'>,
): Promise<string> {
  const { guildId } = placeOf(interaction, app.config);
  if (guildId !== null && (await hasAccess(interaction, access, app))) return guildId;
  throw new UserError(describeMissingRight(interaction, access, app));
}

/** Whoever has no server to have a right in is told that, and not that the right is lacking. */
export function describeMissingRight(
  interaction: PlacedInteraction & Pick<BaseInteraction, 'locale'>,
  access: Access,
  { config, languageOf }: Pick<App, 'config' | 'languageOf'>,
): string {
  const { t } = languageOf(interaction.locale);
  if (placeOf(interaction, config).guildId === null) return t('refusal.serversOnly');
  return access === 'manager' ? t('refusal.managersOnly') : t('refusal.moderatorsOnly');
}
