// Thousands of servers as the gateway announces them, and talk in them that does not concern the
// bot. Nothing of it is kept here.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { describeChannel, describeGuild, describeMember } from '../../playground/discord-api/objects.ts';
import type { DiscordState } from '../../playground/discord-api/state.ts';

const PACE_MS = 10;
const BATCH = 25;

export interface Size {
  guilds: number;
  members: number;
  channels: number;
}

const guildId = (guild: number) => `5${String(guild).padStart(17, '0')}`;
const channelId = (guild: number, channel: number) => `6${String(guild * 1_000 + channel).padStart(17, '0')}`;

function somebody(guild: number, member: number) {
  const id = `7${String(guild * 1_000 + member).padStart(17, '0')}`;
  const name = `member-${guild}-${member}`;
  return { id, username: name, global_name: name, discriminator: '0', avatar: id.padStart(32, 'a') };
}

/** Announces that many servers to whoever is connected. */
export async function showManyGuilds(state: DiscordState, { guilds, members, channels }: Size): Promise<void> {
  const [usualGuild] = state.guilds;
  const [usualChannel] = state.channels;
  if (!usualGuild || !usualChannel) throw new Error('the world is empty');
  const about = describeGuild(state, { ...usualGuild, members: {} });
  for (let number = 0; number < guilds; number += 1) {
    const id = guildId(number);
    state.events.emit('dispatch', 'GUILD_CREATE', {
      ...about,
      id,
      name: `Server ${number}`,
      member_count: members,
      members: Array.from({ length: members }, (_, member) => describeMember({ user: somebody(number, member) }, id)),
      channels: Array.from({ length: channels }, (_, channel) =>
        describeChannel(state, {
          ...usualChannel,
          id: channelId(number, channel),
          guildId: id,
          name: `channel-${channel}`,
        }),
      ),
      threads: [],
    });
    if (number % BATCH === 0) await sleepFor(PACE_MS);
  }
}

/** Messages by people in those servers, evenly. */
export async function floodWithMessages(
  state: DiscordState,
  { perSecond, seconds, guilds, members, channels }: Size & { perSecond: number; seconds: number },
): Promise<void> {
  const begin = performance.now();
  for (let sent = 0; sent < perSecond * seconds; ) {
    const due = Math.floor(((performance.now() - begin) * perSecond) / 1000);
    for (; sent < due; sent += 1) {
      const guild = sent % guilds;
      const author = somebody(guild, (sent * 7) % members);
      const { user: _user, ...member } = describeMember({ user: author }, guildId(guild));
      state.events.emit('dispatch', 'MESSAGE_CREATE', {
        id: state.nextId(),
        channel_id: channelId(guild, (sent * 3) % channels),
        guild_id: guildId(guild),
        type: 0,
        author,
        member,
        content: 'What a day it was, and nobody asked any program for anything at all.',
        timestamp: new Date(state.now()).toISOString(),
        edited_timestamp: null,
        tts: false,
        mention_everyone: false,
        mentions: [],
        mention_roles: [],
        attachments: [],
        embeds: [],
        components: [],
        pinned: false,
        flags: 0,
      });
    }
    await sleepFor(PACE_MS);
  }
}
