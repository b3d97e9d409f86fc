// What somebody may decide in a server, whichever way they may.

import { DiscordAPIError, type RepliableInteraction } from 'discord.js';
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireBlockable } from '../../../commands/moderation/check-block.ts';
import type { App } from '../../../src/app.ts';
import { findRank, rankOf } from '../../../src/discord/interactions/member-rank.ts';
import { createLog } from '../../../src/ops/log.ts';
import { changeSetting } from '../../../src/servers/settings.store.ts';
import type { Database } from '../../../src/store/schema.ts';
import { createText } from '../../../src/text/text.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';

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

describe('of somebody whom a form names', () => {
  const GUILD = '200000000000000001';
  const [OWNER, MANAGER, GONE] = ['1', '2', '3'];
  let db: Kysely<Database>;
  beforeAll(async () => {
    db = await openEmptyDatabase();
  });
  afterAll(() => db.destroy());

  const refusal = (status: number, body: object) =>
    new DiscordAPIError(body as never, 'code' in body ? Number(body.code) : 0, status, 'GET', '/members', {}); // Some are not as Discord writes them.
  const server = {
    owner_id: OWNER,
    roles: [
      { id: GUILD, permissions: '0' },
      { id: '30', permissions: String(Flags.ManageGuild) },
    ],
  };

  /**
   * A form's interaction in a server that the gateway's cache does not hold; Discord says what
   * `answers` says.
   */
  const world = (answers: { guild?: unknown; member?: unknown }) => {
    const get = async (route: string) => {
      const answer = route.includes('/members/') ? answers.member : (answers.guild ?? server);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const app = { db, bot: { get }, log: createLog('silent'), languageOf: createText() } as unknown as App; // What is asked here.
    const interaction = { guild: null, guildId: GUILD, locale: 'en', user: { id: '9' }, isCommand: () => false };
    return { app, interaction: interaction as unknown as RepliableInteraction };
  };
  const rankBy = ({ app, interaction }: ReturnType<typeof world>, userId: string) =>
    findRank(interaction, app, GUILD, userId);

  it('is nobody’s by @everyone, where that is stored as the role for managers', async () => {
    await changeSetting(db, GUILD, 'manager_role', GUILD);
    expect(await rankBy(world({ member: { roles: [] } }), GONE)).toBe('member');
    await changeSetting(db, GUILD, 'manager_role', undefined);
  });

  it('is by what Discord says of their roles', async () => {
    expect(await rankBy(world({ member: { roles: ['30'] } }), MANAGER)).toBe('manager');
    expect(await rankBy(world({ member: { roles: [] } }), GONE)).toBe('member');
    expect(await rankBy(world({ member: { roles: [] } }), OWNER)).toBe('owner');
  });

  it.each([
    ['has left', { message: 'Unknown Member', code: 10007 }],
    ['has no account any more', { message: 'Unknown User', code: 10013 }],
  ])('is a member’s for who %s', async (_case, body) => {
    expect(await rankBy(world({ member: refusal(404, body) }), GONE)).toBe('member');
  });

  it.each([
    ['a 404 of a proxy', { member: refusal(404, { error: 'no such route' }) }],
    ['Unknown Guild', { member: refusal(404, { message: 'Unknown Guild', code: 10004 }) }],
    ['a 404 without a code', { member: refusal(404, { message: '404: Not Found', code: 0 }) }],
    ['a 403', { member: refusal(403, { message: 'Missing Access', code: 50001 }) }],
    ['a 500', { member: refusal(500, { message: 'Internal', code: 0 }) }],
    ['a member without roles', { member: {} }],
    ['nothing', { member: null }],
    ['a server without an owner', { guild: { roles: [] }, member: { roles: [] } }],
    ['permissions that are none', { guild: { owner_id: OWNER, roles: [{ id: '30', permissions: 'all' }] } }],
  ])('is not known after %s, and nobody is blocked then', async (_case, answers) => {
    const { app, interaction } = world(answers);
    await expect(findRank(interaction, app, GUILD, MANAGER)).rejects.toThrow();
    await expect(requireBlockable(interaction, app, GUILD, MANAGER)).rejects.toMatchObject({ code: 'user' });
  });
});
