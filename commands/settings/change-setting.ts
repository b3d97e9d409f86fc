// Changing what a server has decided: the state before and after is told, and lands in the audit trail.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { wrongValue } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import {
  changeSetting,
  EVERYWHERE,
  type ServerSettingName,
  type ServerSettings,
  settingsOf,
} from '../../src/servers/settings.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import type { Language } from '../../src/text/text.ts';
import { describeSetting } from './describe-settings.ts';
import { channelSettings, choiceSettings, choicesOf, numberSettings, roleSettings, switches } from './settings-data.ts';

type Interaction = ChatInputCommandInteraction;

/** What a subcommand changes, and to what; undefined leaves it to the host or the program. */
export interface Change {
  name: ServerSettingName;
  value: ServerSettings[ServerSettingName] | undefined;
}

/** @throws {UserError} for what makes no sense */
export function readChange({ options }: Interaction, app: App, before: ServerSettings, { t }: Language): Change {
  const subcommand = options.getSubcommand();
  const ofKind = <Name extends string>(names: readonly Name[]) => names.find((name) => name === subcommand);
  const flag = ofKind(switches);
  if (flag) return { name: flag, value: options.getBoolean('allowed', true) };
  const role = ofKind(roleSettings);
  if (role) return { name: role, value: options.getRole('role')?.id };
  const channel = ofKind(channelSettings);
  if (channel) return { name: channel, value: options.getChannel('channel')?.id };
  const number = ofKind(numberSettings);
  if (number) return { name: number, value: options.getInteger('most') ?? undefined };
  const choice = ofKind(choiceSettings);
  if (choice) return { name: choice, value: readChoice(choice, options.getString('value'), app, t) };
  if (subcommand === 'time_zone') return { name: 'time_zone', value: readTimeZone(options.getString('zone'), t) };
  const list = subcommand === 'roles' ? 'roles' : 'channels';
  const id = list === 'roles' ? options.getRole('role', true).id : options.getChannel('channel', true).id;
  return readListChange(list, options.getString('rule', true), id, before);
}

/** An older registration may offer what is no longer there. */
function readChoice(
  name: (typeof choiceSettings)[number],
  value: string | null,
  { config }: App,
  t: Language['t'],
): string | undefined {
  if (value !== null && !choicesOf(name, config).includes(value)) throw new UserError(t('refusal.unknownCommand'));
  return value ?? undefined;
}

function readTimeZone(zone: string | null, t: Language['t']): string | undefined {
  if (zone === null) return undefined;
  const known = findTimeZone(zone);
  if (known === undefined) throw new UserError(t('refusal.timeZone', { value: wrongValue(zone) }));
  return known;
}

/** @returns the name as it is written; undefined for no time zone */
export function findTimeZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Of allow and deny the later word counts, so an id stands in one list at most. */
function readListChange(list: 'roles' | 'channels', rule: string, id: string, before: ServerSettings): Change {
  const [allowed, denied] = [`allowed_${list}`, `denied_${list}`] as const;
  const wanted = rule === 'allow' ? allowed : denied;
  if (rule === 'forget') {
    const name = before[allowed].includes(id) ? allowed : denied;
    return { name, value: before[name].filter((other) => other !== id) };
  }
  return { name: wanted, value: [...new Set([...before[wanted], id])] };
}

/** @param guildId a server's, or EVERYWHERE. @returns what changed, in words */
export async function carryOut(
  interaction: Interaction,
  app: App,
  guildId: string,
  { name, value }: Change,
): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const now = app.now();
  const actor = await accountOf(app.db, interaction.user.id, now);
  const words = await app.db.transaction().execute(async (trx) => {
    const before = describeSetting(name, await settingsOf(trx, guildId), language);
    await changeSetting(trx, guildId, name, value);
    const after = describeSetting(name, await settingsOf(trx, guildId), language);
    await addAudit(trx, {
      guild_id: guildId === EVERYWHERE ? null : guildId,
      actor_account_id: actor,
      action: 'settings.set',
      target: name,
      before,
      after,
      reason: name === 'paused' && typeof value === 'string' ? value : null,
      created_at: now,
    });
    return { before, after };
  });
  return language.t('settings.changed', { setting: language.t(`settings.name.${name}`), ...words });
}
