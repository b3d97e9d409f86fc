// The gateway client: only the events the bot lives on, and caches no larger than its work needs.
import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Config } from '../config/settings.ts';
import { makeRequest } from './make-request.ts';

export function createClient(config: Pick<Config, 'DISCORD_API_URL'>): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // Without it, events in direct messages are dropped silently.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: { api: config.DISCORD_API_URL, makeRequest },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: { maxSize: 100, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
      PresenceManager: 0,
      ReactionManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      VoiceStateManager: 0,
    }),
  });
}
