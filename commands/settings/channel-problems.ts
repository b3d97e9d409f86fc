// Why nothing arrives in the channels that a server has chosen for its moderators: rights are taken
// away later, and whoever reports an image learns of it alone.
import type { Client } from 'discord.js';
import { missingPermissions } from '../../src/discord/api/channel-permissions.ts';
import type { ServerSettings } from '../../src/servers/settings.store.ts';
import { listItems } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';
import { channelSettings } from './settings-data.ts';

/** @returns a line each; none where the bot knows nothing of the server */
export function describeChannelProblems(
  client: Client,
  guildId: string,
  settings: ServerSettings,
  language: Language,
): string[] {
  const { t } = language;
  return channelSettings.flatMap((name) => {
    const channel = settings[name];
    if (channel === undefined) return [];
    const setting = t(`settings.name.${name}`);
    if (isGone(client, guildId, channel)) return [t('settings.channelGone', { setting })];
    const missing = missingPermissions(client, channel).map((permission) => t(`permission.${permission}`));
    const permissions = listItems(missing, language);
    return missing.length === 0 ? [] : [t('settings.channelClosed', { setting, channel, permissions })];
  });
}

function isGone({ channels, guilds }: Client, guildId: string, channelId: string): boolean {
  return guilds.cache.get(guildId)?.available === true && !channels.cache.has(channelId);
}
