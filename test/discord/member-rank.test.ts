// What somebody may decide in a server, whichever way they may.
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { rankOf } from '../../src/discord/member-rank.ts';

const SERVER = {
  ownerId: '1',
  managerRole: '50',
  permissionsByRole: new Map([
    ['10', Flags.SendMessages],
    ['20', Flags.ModerateMembers],
    ['30', Flags.ManageGuild],
    ['40', Flags.Administrator],
  ]),
};
const rank = (userId: string, roleIds: string[] = [], permissions?: bigint) =>
  rankOf({ userId, roleIds, ...(permissions === undefined ? {} : { permissions }) }, SERVER);

describe('rankOf', () => {
  it('is the owner’s whatever roles they have', () => {
    expect(rank('1')).toBe('owner');
    expect(rank('1', ['30'], 0n)).toBe('owner');
  });

  it.each([
    ['Manage Server', [], Flags.ManageGuild],
    ['Administrator', [], Flags.Administrator | Flags.SendMessages],
    ['a role that has Manage Server', ['10', '30'], undefined],
    ['a role that has Administrator', ['40'], undefined],
    ['such a role during a time-out, which takes its permissions away', ['30'], Flags.ViewChannel],
    ['the role that the server names', ['50'], undefined],
  ] as const)('is a manager’s by %s', (_, roleIds, permissions) => {
    expect(rank('2', [...roleIds], permissions)).toBe('manager');
  });

  it('is a member’s for anybody else, moderators too', () => {
    expect(rank('2')).toBe('member');
    expect(rank('2', ['10', '20', '99'], Flags.ModerateMembers | Flags.ManageMessages)).toBe('member');
  });
});
