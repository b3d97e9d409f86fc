// Permissions in a channel, worked out as Discord does: everybody's, then the roles', then the
// member's.
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { channelPermissions } from '../../src/doctor/channel-access.ts';

const { ViewChannel, SendMessages, AttachFiles, Administrator } = Flags;
const guild = (everybody: bigint, role: bigint) => ({
  id: 'guild',
  owner_id: 'owner',
  roles: [
    { id: 'guild', permissions: everybody },
    { id: 'role', permissions: role },
    { id: 'other', permissions: Administrator },
  ],
});
const inChannel = (...overwrites: [id: string, allow: bigint, deny: bigint][]) => ({
  permission_overwrites: overwrites.map(([id, allow, deny]) => ({ id, allow, deny })),
});
const member = { roles: ['role'] };

it('adds up the roles that the bot has, and no others', () => {
  expect(channelPermissions('bot', guild(ViewChannel, SendMessages), member, inChannel())).toBe(
    ViewChannel | SendMessages,
  );
});

it.each<[string, [string, bigint, bigint][], bigint]>([
  [
    'everybody is denied, the role is allowed',
    [
      ['guild', 0n, SendMessages],
      ['role', SendMessages, 0n],
    ],
    ViewChannel | SendMessages,
  ],
  [
    'the role is allowed, the bot is denied',
    [
      ['bot', 0n, SendMessages],
      ['role', SendMessages, 0n],
    ],
    ViewChannel,
  ],
  [
    'a role that the bot lacks is allowed',
    [
      ['guild', 0n, ViewChannel],
      ['other', ViewChannel, 0n],
    ],
    SendMessages,
  ],
  ['the bot is given what nobody has', [['bot', AttachFiles, 0n]], ViewChannel | SendMessages | AttachFiles],
])('where %s', (_name, overwrites, expected) => {
  expect(channelPermissions('bot', guild(ViewChannel, SendMessages), member, inChannel(...overwrites))).toBe(expected);
});

it('lets an administrator and the owner do everything', () => {
  const closed = inChannel(['guild', 0n, ~0n]);
  expect(channelPermissions('bot', guild(0n, Administrator), member, closed) & SendMessages).toBe(SendMessages);
  expect(channelPermissions('owner', guild(0n, 0n), member, closed) & SendMessages).toBe(SendMessages);
});
