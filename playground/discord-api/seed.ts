// The small world the stand-in begins with: two servers with the bot, one without, their channels,
// and people by their roles.
import { createHash } from 'node:crypto';
import { type APIUser, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Channel, Guild, Person } from './model.ts';

export const APPLICATION_ID = '900000000000000001';
export const BOT_ID = '900000000000000002';

const user = (id: string, username: string, globalName: string): APIUser => ({
  id,
  username,
  global_name: globalName,
  discriminator: '0',
  avatar: hashOf(username),
});

/** What Discord calls an image by; its own are of the bytes. */
function hashOf(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

export const botUser: APIUser & { bot: true } = { ...user(BOT_ID, 'kontext', 'Kontext'), bot: true };

const person = (key: string, number: number, name: string, more: Partial<Person> = {}): Person => ({
  key,
  user: user(`10000000000000000${number}`, key, name),
  locale: 'en-US',
  closedDirectMessages: false,
  serverAvatars: {},
  ...more,
});

export const seedPeople = (): Person[] => [
  person('member', 1, 'Member'),
  person('second', 2, 'Second member', { serverAvatars: { '200000000000000001': hashOf('second here') } }),
  person('moderator', 3, 'Moderator'),
  person('manager', 4, 'Manager'),
  person('closed', 5, 'Member with closed direct messages', { closedDirectMessages: true }),
  person('outsider', 6, 'Somebody elsewhere'),
];

const MEMBER =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.AttachFiles |
  Flags.EmbedLinks |
  Flags.UseApplicationCommands |
  Flags.ReadMessageHistory |
  Flags.UseExternalApps;
export const EVERYBODY = MEMBER | Flags.AddReactions | Flags.SendMessagesInThreads | Flags.CreatePublicThreads;
const MODERATOR = MEMBER | Flags.ModerateMembers | Flags.ManageMessages;
const MANAGER = MODERATOR | Flags.ManageGuild;

const BOT =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.AttachFiles |
  Flags.EmbedLinks |
  Flags.ReadMessageHistory |
  Flags.SendMessagesInThreads;

const guild = (key: string, number: number, name: string, more: Partial<Guild> = {}): Guild => ({
  key,
  id: `20000000000000000${number}`,
  name,
  ownerId: '100000000000000004',
  hasBot: true,
  locale: 'en-US',
  members: { member: MEMBER, second: MEMBER, moderator: MODERATOR, manager: MANAGER, closed: MEMBER },
  roles: [
    { id: `40000000000000001${number}`, name: 'Artist' },
    { id: `40000000000000002${number}`, name: 'Helper' },
  ],
  memberRoles: {},
  blockedWords: [],
  ...more,
});

export const seedGuilds = (): Guild[] => [
  guild('first', 1, 'Lighthouse'),
  guild('other', 2, 'Harbour', { members: { member: MEMBER, manager: MANAGER } }),
  guild('without', 3, 'Somewhere else', {
    hasBot: false,
    members: { outsider: MEMBER, member: MEMBER, second: MEMBER & ~Flags.UseExternalApps },
  }),
];

const channel = (key: string, number: number, guildNumber: number | null, more: Partial<Channel> = {}): Channel => ({
  key,
  id: `3000000000000000${String(number).padStart(2, '0')}`,
  kind: 'text',
  name: key,
  guildId: guildNumber === null ? null : `20000000000000000${guildNumber}`,
  nsfw: false,
  parentId: null,
  personKey: null,
  withBot: true,
  botPermissions: BOT,
  closed: null,
  ...more,
});

export const seedChannels = (): Channel[] => [
  channel('general', 1, 1),
  channel('art', 2, 1),
  channel('age-restricted', 3, 1, { nsfw: true }),
  channel('announcements', 4, 1, { botPermissions: Flags.ViewChannel | Flags.ReadMessageHistory }),
  channel('thread', 5, 1, { kind: 'thread', parentId: '300000000000000001' }),
  channel('harbour', 6, 2),
  channel('elsewhere', 7, 3, { withBot: false, botPermissions: 0n }),
];
