// Changing what a server has decided: the state before and after is told, and lands in the audit
// trail. What changes nothing is told as that.
import { isDeepStrictEqual } from 'node:util';
import type { ChatInputCommandInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { findTimeZone } from '../../src/billing/calendar.ts';
import { canHoldPosts, missingPermissions } from '../../src/discord/api/channel-permissions.ts';
import { CONTENT_MAX } from '../../src/discord/api/limits.ts';
import { cut, wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { isEveryone } from '../../src/servers/role-rights.ts';
import {
  changeSetting,
  EVERYWHERE,
  type ServerSettingName,
  type ServerSettings,
  settingsOf,
} from '../../src/servers/settings.store.ts';
import { listItems } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';
import { botDefaults, describeSetting, settingFact } from './describe-settings.ts';
import {
  channelSettings,
  choiceSettings,
  choicesOf,
  numberSettings,
  roleSettings,
  switchSettings,
} from './settings-data.ts';

type Interaction = ChatInputCommandInteraction;

/** What a subcommand changes, and to what; undefined leaves it to the operator or the program. */
export interface Change {
  name: ServerSettingName;
  value: ServerSettings[ServerSettingName] | undefined;
}

interface Asked {
  interaction: Interaction;
  app: App;
  language: Language;
}

/** The value that an interaction gives a setting. @throws {UserError} for what makes no sense */
type Reader = (asked: Asked, name: ServerSettingName) => Change['value'];

/**
 * How the settings of one value each are read, by their kind; a setting's name is its subcommand's.
 */
const READERS: readonly (readonly [names: readonly ServerSettingName[], read: Reader])[] = [
  [switchSettings, ({ interaction }) => interaction.options.getBoolean('allowed', true)],
  [roleSettings, readRole],
  [channelSettings, readPostingChannel],
  [numberSettings, ({ interaction }) => interaction.options.getInteger('most') ?? undefined],
  [choiceSettings, readChoice],
  [['time_zone'], readTimeZone],
];

/**
 * What is to change, as a function of what is set before.
 * @throws {UserError} for what makes no sense
 */
export function readChanges(
  interaction: Interaction,
  app: App,
  language: Language,
): (before: ServerSettings) => readonly Change[] {
  const { options } = interaction;
  const subcommand = options.getSubcommand();
  for (const [names, read] of READERS) {
    const name = names.find((known) => known === subcommand);
    if (name === undefined) continue;
    const value = read({ interaction, app, language }, name);
    return () => [{ name, value }];
  }
  const list = subcommand === 'roles' ? 'roles' : 'channels';
  const id = list === 'roles' ? options.getRole('role')?.id : options.getChannel('channel')?.id;
  const rule = options.getString('rule', true);
  if (id === undefined && rule !== 'forget') throw new UserError(language.t(`refusal.nameOne.${list}`));
  return (before) => listChanges(list, rule, id, before);
}

/** @throws {UserError} for the role that everybody has: it would give its rights to everybody */
function readRole({ interaction, language }: Asked): string | undefined {
  const id = interaction.options.getRole('role')?.id;
  const isForAll = id !== undefined && isEveryone(id, interaction.guildId ?? '');
  if (isForAll) throw new UserError(language.t('refusal.everyoneRole'));
  return id;
}

/**
 * @throws {UserError} for a channel in which the bot cannot post: reports would be lost there, and
 * nobody told
 */
function readPostingChannel({ interaction, language }: Asked): string | undefined {
  const { options, client } = interaction;
  const { t } = language;
  const channel = options.getChannel('channel');
  if (channel === null) return undefined;
  // An older registration may offer other kinds.
  if (!canHoldPosts(channel.type)) throw new UserError(t('refusal.channelKind', { channel: channel.id }));
  const missing = missingPermissions(client, channel.id);
  if (missing.length === 0) return channel.id;
  const names = missing.map((name) => t(`permission.${name}`));
  const figures = { channel: channel.id, permissions: listItems(names, language) };
  throw new UserError(t('refusal.channelPermissions', figures));
}

/** An older registration may offer what is no longer there. */
function readChoice({ interaction, app, language }: Asked, name: ServerSettingName): string | undefined {
  const value = interaction.options.getString('value');
  const choice = choiceSettings.find((known) => known === name);
  const isKnown = value === null || (choice !== undefined && choicesOf(choice, app.config).includes(value));
  if (!isKnown) throw new UserError(language.t('refusal.unknownCommand'));
  return value ?? undefined;
}

function readTimeZone({ interaction, language }: Asked): string | undefined {
  const zone = interaction.options.getString('zone');
  if (zone === null) return undefined;
  const known = findTimeZone(zone);
  if (known === undefined) throw new UserError(language.t('refusal.timeZone', { value: wrongValue(zone) }));
  return known;
}

/**
 * Of allow and deny the later word counts, so an id stands in one list at most.
 * @param id undefined for all that stand in either, also those that Discord no longer has
 */
function listChanges(
  list: 'roles' | 'channels',
  rule: string,
  id: string | undefined,
  before: ServerSettings,
): Change[] {
  const lists = [`allowed_${list}`, `denied_${list}`] as const;
  const word = rule === 'allow' ? lists[0] : lists[1];
  const wanted = rule === 'forget' ? undefined : word;
  const changes = lists.map((name) => {
    const others = before[name].filter((other) => id !== undefined && other !== id);
    return { name, value: name === wanted && id !== undefined ? [...others, id] : others };
  });
  const changed = changes.filter(({ name, value }) => value.join() !== before[name].join());
  // What was so already is told as it is.
  return changed.length > 0 ? changed : changes.filter(({ name }) => name === (wanted ?? lists[0]));
}

const nameSetting = (name: ServerSettingName, guildId: string, { t }: Language): string => {
  const setting = t(`settings.name.${name}`);
  return guildId === EVERYWHERE ? t('settings.everywhere', { setting }) : setting;
};

/** @param guildId a server's, or EVERYWHERE. @returns what changed, in words */
export async function changeSettings(
  interaction: Interaction,
  app: App,
  guildId: string,
  decide: (before: ServerSettings) => readonly Change[],
): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const defaults = botDefaults(app);
  const now = app.now();
  // Decided on inside, so that two changes at the same time cannot undo each other.
  const lines = await app.db.transaction().execute(async (trx) => {
    const actor = await accountOf(trx, interaction.user.id, now);
    const words = [];
    let latest = await settingsOf(trx, guildId);
    for (const { name, value } of decide(latest)) {
      const known = latest;
      await changeSetting(trx, guildId, name, value);
      latest = await settingsOf(trx, guildId);
      const before = describeSetting(name, known, language, { defaults, guildId });
      const after = describeSetting(name, latest, language, { defaults, guildId });
      const setting = nameSetting(name, guildId, language);
      if (isDeepStrictEqual(known[name], latest[name])) {
        words.push(language.t('settings.unchanged', { setting, value: after }));
        continue;
      }
      await addAudit(trx, {
        guild_id: guildId === EVERYWHERE ? null : guildId,
        actor_account_id: actor,
        action: 'settings.set',
        target: name,
        facts: { before: settingFact(name, known, defaults), after: settingFact(name, latest, defaults) },
        reason: name === 'paused' && typeof value === 'string' ? value : null,
        created_at: now,
      });
      words.push(language.t('settings.changed', { setting, before, after }));
    }
    return words;
  });
  return cut(lines.join('\n'), CONTENT_MAX);
}
