// Settings in words.
import type { App } from '../../src/app.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import type { AuditFact } from '../../src/servers/audit-facts.ts';
import { isEveryone } from '../../src/servers/role-rights.ts';
import type { ServerSettingName, ServerSettings } from '../../src/servers/settings.store.ts';
import type { Language, Translate } from '../../src/text/text.ts';
import { nameLanguage } from './name-language.ts';

/** What holds where a server has not decided. */
export type BotDefaults = Partial<Record<ServerSettingName, string | number | undefined>> & {
  /** Those that can be chosen; undefined where that was not noted. */
  offeredModels?: readonly string[];
};

export const botDefaults = ({ config, prices }: Pick<App, 'config' | 'prices'>): BotDefaults => ({
  time_zone: config.HOST_TIME_ZONE,
  safety_tolerance: config.MAX_SAFETY_TOLERANCE,
  age_restricted_safety_tolerance: config.MAX_SAFETY_TOLERANCE,
  concurrent_per_member: config.MAX_CONCURRENT_PER_MEMBER,
  concurrent: config.MAX_CONCURRENT_PER_SERVER,
  default_model: prices.defaultModel,
  offeredModels: prices.models,
});

/** How much of a setting is told. */
export interface SettingRoom {
  /** Of channels or roles. */
  listedMax: number;
  /** Of a pause's reason, before escaping. */
  reasonMax: number;
}

/** A message holds only so many. */
const USUAL_ROOM: SettingRoom = { listedMax: 10, reasonMax: 100 };

/** @param guildId where the setting holds now; not given for what was set once */
export function describeSetting(
  name: ServerSettingName,
  settings: ServerSettings,
  language: Language,
  {
    defaults,
    room: { listedMax, reasonMax } = USUAL_ROOM,
    guildId,
  }: { defaults: BotDefaults; room?: SettingRoom; guildId?: string },
): string {
  const { t } = language;
  switch (name) {
    case 'avatar_remix':
    case 'show_costs':
      return t(settings[name] ? 'settings.on' : 'settings.off');
    case 'moderator_role':
    case 'manager_role':
      return describeRole(settings[name], guildId, t);
    case 'log_channel':
    case 'feed_channel':
      return settings[name] === undefined ? t('settings.none') : `<#${settings[name]}>`;
    case 'allowed_channels':
      return listed(settings[name], '#', { listedMax, t, none: t('settings.allChannels') });
    case 'denied_channels':
      return listed(settings[name], '#', { listedMax, t });
    case 'allowed_roles':
      return listed(settings[name], '@&', { listedMax, t, none: t('settings.allRoles') });
    case 'denied_roles':
      return listed(settings[name], '@&', { listedMax, t });
    case 'blocked_words':
      return String(settings.blocked_words.length);
    case 'paused':
      return describePause(settings.paused, t, reasonMax);
    case 'language':
      return settings.language === undefined
        ? t('settings.byDiscord')
        : nameLanguage(settings.language, language.locale);
    case 'default_aspect_ratio':
      return settings.default_aspect_ratio ?? t('settings.byModel');
    case 'default_model':
      return describeModel(settings.default_model, defaults, t);
    case 'default_output_format':
      return (settings.default_output_format ?? 'jpeg').toUpperCase();
    case 'age_restricted_safety_tolerance':
      // As everywhere else in the server, unless it has a value of its own.
      return settings[name] === undefined
        ? describeSetting('safety_tolerance', settings, language, { defaults })
        : describeOwn(settings[name], defaults[name], t);
    default:
      return settings[name] === undefined
        ? describeDefault(defaults[name], t)
        : describeOwn(settings[name], defaults[name], t);
  }
}

/** Older versions let managers choose the role that everybody has: it gives no rights. */
function describeRole(id: string | undefined, guildId: string | undefined, t: Translate): string {
  if (id === undefined) return t('settings.none');
  return isEveryone(id, guildId ?? '') ? t('settings.everyoneRole') : `<@&${id}>`;
}

/** What the server has set; where the operator's limit is lower, that holds. */
const describeOwn = (own: string | number, ofHost: string | number | undefined, t: Translate): string =>
  typeof own === 'number' && typeof ofHost === 'number' && own > ofHost
    ? t('settings.capped', { value: ofHost, own })
    : String(own);

/**
 * The model that holds: one that is no longer offered gives way to the operator's, as in
 * `choose-options.ts`.
 */
const describeModel = (
  own: string | undefined,
  { default_model, offeredModels }: BotDefaults,
  t: Translate,
): string => {
  if (own === undefined) return describeDefault(default_model, t);
  if (offeredModels === undefined || offeredModels.includes(own)) return own;
  return t('settings.notOffered', { value: default_model ?? '', own });
};

/** Only a limit may have no default, and then there is none. */
const describeDefault = (value: string | number | undefined, t: Translate): string =>
  value === undefined ? t('settings.noLimit') : t('settings.byHost', { value });

function listed(
  ids: readonly string[],
  kind: '#' | '@&',
  { listedMax, t, none = t('settings.none') }: { listedMax: number; t: Translate; none?: string },
): string {
  if (ids.length === 0) return none;
  const shown = ids.slice(0, listedMax).map((id) => `<${kind}${id}>`);
  const more = ids.length - shown.length;
  return [...shown, ...(more > 0 ? [t('settings.more', { count: more })] : [])].join(' ');
}

/** @param reason undefined while it runs, and empty where none was given */
function describePause(reason: string | undefined, t: Translate, reasonMax = USUAL_ROOM.reasonMax): string {
  if (reason === undefined) return t('settings.running');
  return reason === '' ? t('settings.paused') : t('settings.pausedFor', { reason: quote(reason, reasonMax) });
}

/**
 * What of a server's settings and the defaults decides about one of them, to be told later in any
 * language.
 */
export function settingFact(name: ServerSettingName, settings: ServerSettings, defaults: BotDefaults): AuditFact {
  // As in `describeSetting`: one follows another where it has no value of its own.
  const names = name === 'age_restricted_safety_tolerance' ? ([name, 'safety_tolerance'] as const) : [name];
  const known = names.flatMap((each) => (defaults[each] === undefined ? [] : [[each, defaults[each]] as const]));
  return {
    is: 'setting',
    settings: Object.fromEntries(names.map((each) => [each, settings[each]])),
    defaults: Object.fromEntries(known),
  };
}

/**
 * What else decides whether images are made: the operator's pause for a server, a server's own for
 * the operator.
 * @returns no line where nothing does
 */
export function describeOtherPause(
  other: 'everywhere' | 'here',
  reason: string | undefined,
  { t }: Language,
): string[] {
  if (reason === undefined) return [];
  const state = describePause(reason, t);
  return [other === 'everywhere' ? t('settings.pausedEverywhere', { state }) : t('settings.here', { state })];
}

/** In the order in which they are shown. */
const GROUPS = {
  access: ['paused', 'allowed_channels', 'denied_channels', 'allowed_roles', 'denied_roles', 'avatar_remix'],
  images: [
    'default_model',
    'default_aspect_ratio',
    'default_output_format',
    'concurrent_per_member',
    'concurrent',
    'safety_tolerance',
    'age_restricted_safety_tolerance',
  ],
  moderation: ['log_channel', 'feed_channel', 'moderator_role', 'manager_role', 'blocked_words'],
  display: ['show_costs', 'time_zone', 'language'],
} as const satisfies Record<string, readonly ServerSettingName[]>;

/** Every setting has its group: the compiler names one that has none. */
type Ungrouped = Exclude<ServerSettingName, (typeof GROUPS)[keyof typeof GROUPS][number]>;
const groups: [Ungrouped] extends [never] ? typeof GROUPS : Ungrouped = GROUPS;

/** All of a server's by groups, a line each. @param everywhere what holds in all servers */
export function describeSettings(
  guildId: string,
  { settings, everywhere }: { settings: ServerSettings; everywhere: ServerSettings },
  language: Language,
  defaults: BotDefaults,
): string[] {
  const { t } = language;
  const line = (name: ServerSettingName) =>
    t('figure.labelled', {
      label: t(`settings.name.${name}`),
      value: describeSetting(name, settings, language, { defaults, guildId }),
    });
  const names = Object.keys(groups) as (keyof typeof GROUPS)[]; // The keys of a constant.
  const lines = names.flatMap((group) => [`__${t(`settings.group.${group}`)}__`, ...groups[group].map(line)]);
  return [...lines, ...describeOtherPause('everywhere', everywhere.paused, language)];
}
