// Tells Discord of the commands, but only when they differ from what it has: registering is limited
// to 200 a day.
import { isDeepStrictEqual } from 'node:util';
import { type REST, Routes } from 'discord.js';
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Config, SettingName } from '../../config/settings.ts';
import { ENGLISH, localesServed } from '../../text/catalogues.ts';
import type { Language } from '../../text/text.ts';
import type { Command, CommandSetting } from '../interactions/define-command.ts';
import { localiseCommands } from './localise-commands.ts';

type RegistrationConfig = CommandSetting['config'] & Pick<Config, 'DISCORD_GUILD_ID'>;

/** What has to be set to know what is registered, and where. */
export const REGISTRATION_SETTINGS = [
  'DISCORD_TOKEN',
  'DISCORD_API_URL',
  'DISCORD_GUILD_ID',
  'IMAGE_MODELS',
  'MAX_SAFETY_TOLERANCE',
  'MAX_CONCURRENT_PER_MEMBER',
  'USER_INSTALL',
] as const satisfies SettingName[];

/**
 * Every command as Discord is told of it: in every language, with where it may be installed and
 * used.
 */
export function commandBodies(
  commands: readonly Command[],
  config: RegistrationConfig,
  languageOf: (locale: string) => Language,
): RESTPostAPIApplicationCommandsJSONBody[] {
  const inLanguage = (locale: string) => {
    const { t } = languageOf(locale);
    return commands.flatMap((command) => ('data' in command ? [command.data({ config, t })] : []));
  };
  const others = localesServed().filter(([locale]) => locale !== ENGLISH);
  const bodies = localiseCommands(
    inLanguage(ENGLISH),
    others.map(([locale, { commandName }]) => ({ locale, names: commandName, bodies: inLanguage(locale) })),
  );
  // A command of one server has no places of its own: Discord refuses them there.
  if (config.DISCORD_GUILD_ID !== undefined) return bodies;
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  return bodies.map((body) => ({
    ...body,
    integration_types: config.USER_INSTALL ? [GuildInstall, UserInstall] : [GuildInstall],
    contexts: config.USER_INSTALL ? [Guild, BotDM, PrivateChannel] : [Guild, BotDM],
  }));
}

/**
 * @param place the bot's application, and the only server that is to have the commands; undefined
 * for everywhere
 * @param onRegistered is given what Discord has registered, as it answers it: first what was there,
 * then what has replaced it
 * @returns whether anything had to be registered
 * @throws what discord.js makes of a refusal
 */
export async function registerCommands(
  rest: REST,
  { applicationId, guildId }: { applicationId: string; guildId: string | undefined },
  bodies: readonly RESTPostAPIApplicationCommandsJSONBody[],
  onRegistered: (commands: unknown) => void = () => undefined,
): Promise<boolean> {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const registered = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  onRegistered(registered);
  if (isSame(registered, bodies)) return false;
  onRegistered(await rest.put(route, { body: bodies }));
  return true;
}

/** What of a command is ours to say; the rest (ids, versions) Discord adds. */
const OURS = new Set([
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'required',
  'choices',
  'value',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'autocomplete',
  'channel_types',
  'default_member_permissions',
  'nsfw',
  'integration_types',
  'contexts',
]);

/** Compares without what Discord adds, fills in with defaults, or orders in its own way. */
export function isSame(registered: unknown, bodies: readonly RESTPostAPIApplicationCommandsJSONBody[]): boolean {
  if (!Array.isArray(registered)) return false;
  const places = bodies.some((body) => 'contexts' in body);
  const byName = (commands: readonly unknown[]) =>
    new Map(
      commands
        .map((command) => normalise(command, places))
        .map((command) => [`${command.type}/${command.name}`, command]),
    );
  return isDeepStrictEqual(byName(registered), byName(bodies));
}

function normalise(command: unknown, places: boolean): Record<string, unknown> {
  const kept = strip(command);
  const body: Record<string, unknown> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  body.type ??= ApplicationCommandType.ChatInput;
  if (!places) {
    delete body.integration_types;
    delete body.contexts;
  }
  return body;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, part]) => OURS.has(key) && !isDefault(part));
  return Object.fromEntries(entries.map(([key, part]) => [key, key.endsWith('_localizations') ? part : strip(part)]));
}

const isDefault = (part: unknown): boolean =>
  part === undefined ||
  part === null ||
  part === false ||
  part === '' ||
  (Array.isArray(part) && part.length === 0) ||
  (typeof part === 'object' && Object.keys(part).length === 0);
