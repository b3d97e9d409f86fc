// Settings in words.
import { type ServerSettingName, type ServerSettings, serverSettings } from '../../src/servers/settings.store.ts';
import type { Language } from '../../src/text/text.ts';

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
      return settings[name].map((id) => `<#${id}>`).join(' ') || t('settings.none');
    case 'allowed_roles':
    case 'denied_roles':
      return settings[name].map((id) => `<@&${id}>`).join(' ') || t('settings.none');
    case 'blocked_words':
      return String(settings.blocked_words.length);
    case 'paused':
      return t(settings.paused === undefined ? 'settings.running' : 'settings.paused');
    default:
      return settings[name] === undefined ? t('settings.byHost') : String(settings[name]);
  }
}

/** All of them, a line each. */
export const describeSettings = (settings: ServerSettings, language: Language): string[] =>
  serverSettings
    .keyof()
    .options.map((name) => `${language.t(`settings.name.${name}`)}: ${describeSetting(name, settings, language)}`);
