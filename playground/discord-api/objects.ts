// People, servers and channels as Discord describes them.
import { ChannelType } from 'discord-api-types/v10';
import type { Channel, Guild, Person } from './model.ts';
import { BOT_ID, botUser, EVERYBODY } from './seed.ts';
import { type DiscordState, personByKey } from './state.ts';

const JOINED_AT = '2026-01-01T00:00:00.000000+00:00';

const memberParts = {
  joined_at: JOINED_AT,
  deaf: false,
  mute: false,
  flags: 0,
  nick: null,
  pending: false,
  premium_since: null,
  communication_disabled_until: null,
};

export const describeMember = (
  { user, serverAvatars = {} }: Pick<Person, 'user'> & Partial<Person>,
  guildId: string,
  roles: readonly string[] = [],
) => ({
  ...memberParts,
  roles,
  avatar: serverAvatars[guildId] ?? null,
  user,
});

/** It may have been deleted. */
function newestMessageIn(state: DiscordState, { id }: Channel): string | null {
  const standing = [...state.messages.values()].flatMap(({ message }) =>
    message.channel_id === id ? BigInt(message.id) : [],
  );
  const ids = [...standing, BigInt(state.newestDeleted.get(id) ?? 0)].filter((known) => known > 0n);
  const [newest] = ids.toSorted((a, b) => (a < b ? 1 : -1));
  return newest === undefined ? null : String(newest);
}

export function describeChannel(state: DiscordState, channel: Channel): Record<string, unknown> {
  if (channel.kind === 'direct') {
    const recipients = channel.personKey === null ? [] : [personByKey(state, channel.personKey).user];
    return {
      id: channel.id,
      type: ChannelType.DM,
      flags: 0,
      last_message_id: newestMessageIn(state, channel),
      recipients,
    };
  }
  const shared = {
    id: channel.id,
    guild_id: channel.guildId,
    name: channel.name,
    flags: 0,
    last_message_id: newestMessageIn(state, channel),
    rate_limit_per_user: 0,
  };
  if (channel.kind === 'thread') {
    return {
      ...shared,
      type: ChannelType.PublicThread,
      parent_id: channel.parentId,
      owner_id: BOT_ID,
      message_count: 0,
      member_count: 1,
      thread_metadata: {
        archived: channel.closed !== null,
        auto_archive_duration: 1440,
        archive_timestamp: JOINED_AT,
        locked: channel.closed === 'locked',
      },
    };
  }
  return {
    ...shared,
    type: ChannelType.GuildText,
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: channel.nsfw,
    permission_overwrites: [botOverwrite(channel)],
  };
}

const MEMBER_OVERWRITE = 1;
export const EVERY_PERMISSION = (1n << 53n) - 1n;

/**
 * What the bot may do in a channel, said as Discord says it, so that its library comes to the same
 * conclusion.
 */
function botOverwrite({ botPermissions }: Channel) {
  const allow = botPermissions & EVERY_PERMISSION;
  return { id: BOT_ID, type: MEMBER_OVERWRITE, allow: String(allow), deny: String(EVERY_PERMISSION & ~allow) };
}

export const describeRole = (id: string, name: string, position: number) => ({
  id,
  name,
  permissions: '0',
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  icon: null,
  unicode_emoji: null,
  managed: false,
  mentionable: false,
  position,
  flags: 0,
});

/** As GUILD_CREATE and, without its lists, GET /guilds/{id} bring it. */
export function describeGuild(state: DiscordState, guild: Guild): Record<string, unknown> {
  const channels = state.channels.filter(({ guildId }) => guildId === guild.id);
  const people = Object.keys(guild.members).map((key) => personByKey(state, key));
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    description: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: [
      ...guild.roles.map(({ id, name }, index) => describeRole(id, name, index + 1)),
      {
        id: guild.id,
        name: '@everyone',
        // What a new server lets everybody do; not Administrator, which would overrule every
        // channel.
        permissions: String(EVERYBODY),
        color: 0,
        colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
        hoist: false,
        icon: null,
        unicode_emoji: null,
        managed: false,
        mentionable: false,
        position: 0,
        flags: 0,
      },
    ],
    preferred_locale: guild.locale,
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    vanity_url_code: null,
    joined_at: JOINED_AT,
    large: false,
    unavailable: false,
    member_count: people.length + 1,
    members: [
      describeMember({ user: botUser }, guild.id),
      ...people.map((person) => describeMember(person, guild.id, guild.memberRoles[person.key])),
    ],
    channels: channels.filter(({ kind }) => kind === 'text').map((channel) => describeChannel(state, channel)),
    threads: channels.filter(({ kind }) => kind === 'thread').map((channel) => describeChannel(state, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
