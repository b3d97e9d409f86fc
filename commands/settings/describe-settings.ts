// Settings in words.
import { quote } from '../../src/discord/safe-text.ts';
import { type ServerSettingName, type ServerSettings, serverSettings } from '../../src/servers/settings.store.ts';
import type { Language, Translate } from '../../src/text/text.ts';

export function describeSetting(name: ServerSettingName, settings: ServerSettings, { t }: Language): string {
  switch (name) {
    case 'avatar_remix':
    case 'show_costs':
      return t(settings[name] ? 'settings.on' : 'settings.off');
    case 'moderator_role':
    case 'manager_role':
      return settings[name] === undefined ? t('settings.none') : `<@&${settings[name]}>`;
    case 'log_channel':
    case 'feed_channel':
      return settings[name] === undefined ? t('settings.none') : `<#${settings[name]}>`;
    case 'allowed_channels':
    case 'denied_channels':
      return listed(settings[name], '#', t);
    case 'allowed_roles':
    case 'denied_roles':
      return listed(settings[name], '@&', t);
    case 'blocked_words':
      return String(settings.blocked_words.length);
    case 'paused':
      return describePause(settings.paused, t);
    case 'language':
      return settings.language ?? t('settings.byDiscord');
    case 'default_aspect_ratio':
      return settings.default_aspect_ratio ?? t('settings.byModel');
    case 'default_output_format':
      return settings.default_output_format ?? 'jpeg';
    default:
      return settings[name] === undefined ? t('settings.byHost') : String(settings[name]);
  }
}

const LISTED_MAX = 10;
const REASON_SHOWN_MAX = 100;

/** A message holds only so many. */
function listed(ids: readonly string[], kind: '#' | '@&', t: Translate): string {
  if (ids.length === 0) return t('settings.none');
  const shown = ids.slice(0, LISTED_MAX).map((id) => `<${kind}${id}>`);
  const more = ids.length - shown.length;
  return [...shown, ...(more > 0 ? [t('settings.more', { count: more })] : [])].join(' ');
}

/** @param reason undefined while it runs, and empty where none was given */
function describePause(reason: string | undefined, t: Translate): string {
  if (reason === undefined) return t('settings.running');
  return reason === '' ? t('settings.paused') : t('settings.pausedFor', { reason: quote(reason, REASON_SHOWN_MAX) });
}

/** All of them, a line each. @param everywhere what holds in all servers */
export function describeSettings(settings: ServerSettings, everywhere: ServerSettings, language: Language): string[] {
  const { t } = language;
  const lines = serverSettings
    .keyof()
    .options.map((name) =>
      t('figure.labelled', { label: t(`settings.name.${name}`), value: describeSetting(name, settings, language) }),
    );
  if (everywhere.paused === undefined) return lines;
  return [...lines, t('settings.pausedEverywhere', { state: describePause(everywhere.paused, t) })];
}
