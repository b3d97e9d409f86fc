// Where the bot may be used, and whose budgets apply there.
import type { BaseInteraction } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import { type Access, checkPlace, hasAccess } from '../../../src/discord/interactions/access.ts';
import { changeSetting } from '../../../src/servers/settings.store.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';

const HERE = '200000000000000001';
const CLOSED = { ALLOWED_GUILDS: undefined, USER_INSTALL: false, HOST_USER_IDS: ['9'] };

const from = (guildId: string | null, owners: object, user = '1') =>
  ({ guildId, authorizingIntegrationOwners: owners, user: { id: user } }) as Pick<
    BaseInteraction,
    'guildId' | 'authorizingIntegrationOwners' | 'user'
  >; // The parts that are looked at.

const inServer = from(HERE, { 0: HERE });
const inServerByBoth = from(HERE, { 0: HERE, 1: '1' });
const asGuest = from(HERE, { 1: '1' });
const direct = from(null, { 0: '0' });
const elsewhere = from(null, { 1: '1' });

describe('checkPlace', () => {
  it('counts a server’s budgets only where the bot is installed in that server', () => {
    expect(checkPlace(inServer, CLOSED)).toEqual({ allowed: true, place: { guildId: HERE } });
    expect(checkPlace(inServerByBoth, CLOSED)).toEqual({ allowed: true, place: { guildId: HERE } });
    expect(checkPlace(asGuest, { ...CLOSED, USER_INSTALL: true })).toEqual({ allowed: true, place: { guildId: null } });
    expect(checkPlace(direct, CLOSED)).toEqual({ allowed: true, place: { guildId: null } });
  });

  it('lets people bring it along only where the host allows that', () => {
    expect(checkPlace(asGuest, CLOSED)).toEqual({ allowed: false, reason: 'userInstall' });
    expect(checkPlace(elsewhere, CLOSED)).toEqual({ allowed: false, reason: 'userInstall' });
    expect(checkPlace(elsewhere, { ...CLOSED, USER_INSTALL: true })).toMatchObject({ allowed: true });
  });

  it('keeps to the servers the host names, and out of direct messages then, but for the hosts themselves', () => {
    const listed = { ...CLOSED, ALLOWED_GUILDS: [HERE] };
    expect(checkPlace(inServer, listed)).toMatchObject({ allowed: true });
    expect(checkPlace(inServer, { ...CLOSED, ALLOWED_GUILDS: ['2'] })).toEqual({ allowed: false, reason: 'guild' });
    expect(checkPlace(direct, listed)).toEqual({ allowed: false, reason: 'direct' });
    expect(checkPlace(from(null, { 0: '0' }, '9'), listed)).toMatchObject({ allowed: true });
  });
});

describe('hasAccess', () => {
  const ROLE = '400000000000000021';
  const byRoles = (roles: string[]) =>
    ({ ...inServer, member: { roles }, memberPermissions: null }) as unknown as Parameters<typeof hasAccess>[0]; // The parts that are looked at.

  it.each([
    ['moderator_role', ROLE, 'moderator', true],
    ['manager_role', ROLE, 'manager', true],
    ['manager_role', ROLE, 'moderator', true],
    ['moderator_role', ROLE, 'manager', false],
    ['moderator_role', HERE, 'moderator', false],
    ['manager_role', HERE, 'manager', false],
    ['manager_role', HERE, 'moderator', false],
  ] as const)('where the %s is %s, whoever has it is a %s: %s', async (name, role, access: Access, expected) => {
    const db = await openEmptyDatabase();
    await changeSetting(db, HERE, name, role);
    const app = { config: CLOSED, db, now: () => 0 } as unknown as App; // All that is asked for.
    expect(await hasAccess(byRoles([ROLE]), access, app)).toBe(expected);
    await db.destroy();
  });
});
