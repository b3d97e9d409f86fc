// The gateway client: only the events the bot lives on, and caches no larger than its work needs.
import { Client, DefaultRestOptions, GatewayIntentBits, LimitedCollection, Options, Partials } from 'discord.js';
import type { Config } from '../../config/settings.ts';
import { makeRequest } from '../api/rest/fetch-adapter.ts';
import { keepToken } from '../api/rest/keep-token.ts';

export function createClient(
  config: Pick<Config, 'DISCORD_API_URL' | 'DISCORD_CDN_URL' | 'DISCORD_TOKEN' | 'MESSAGE_CONTENT_INTENT'>,
  send = makeRequest,
): Client {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(config.MESSAGE_CONTENT_INTENT ? [GatewayIntentBits.MessageContent] : []),
    ],
    // Without it, events in direct messages are dropped silently.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: {
      api: config.DISCORD_API_URL,
      cdn: config.DISCORD_CDN_URL ?? cdnOf(config.DISCORD_API_URL),
      makeRequest: send,
    },
    makeCache: makeSmallCache,
  });
  keepToken(client.rest, config.DISCORD_TOKEN.reveal());
  return client;
}

const makeLimitedCache = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  MessageManager: 0,
  // Threads are found among all channels.
  ThreadManager: 0,
  // Whoever asks comes with their own event; only our own member tells what we may do in a channel.
  GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
  UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
  PresenceManager: 0,
  ReactionManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  VoiceStateManager: 0,
});

const NOTHING = new LimitedCollection<never, never>({ maxSize: 0 });

/**
 * What may hold nothing is one and the same for all: every channel has two such, and they were a
 * third of what a server costs.
 */
const makeSmallCache: typeof makeLimitedCache = (...manager) => {
  const cache = makeLimitedCache(...manager);
  const holdsNothing = cache instanceof LimitedCollection && cache.maxSize === 0 && cache.keepOverLimit === null;
  return holdsNothing ? NOTHING : cache;
};

/** Whoever stands in for Discord's API, such as a proxy, stands in for its files too. */
function cdnOf(apiUrl: string): string {
  const { hostname, origin } = new URL(apiUrl);
  return hostname === 'discord.com' ? DefaultRestOptions.cdn : origin;
}
