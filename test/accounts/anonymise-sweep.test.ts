// Being forgotten: when windows have ended and not before, without a way out of what never ends,
// and without a trace of who it was.
import { AsyncResource } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, allowAvatar, isAvatarAllowed } from '../../src/accounts/accounts.store.ts';
import { forgetPeople, windowsBegan } from '../../src/accounts/anonymise-sweep.ts';
import { askToForget, cancelForgetRequest, forgetWords } from '../../src/accounts/delete-user-content.store.ts';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { setRule } from '../../src/billing/budget-rules.store.ts';
import { type BudgetRules, budgetStates } from '../../src/billing/budgets.ts';
import { createCalendars } from '../../src/billing/calendar.ts';
import { reserve, settle } from '../../src/billing/ledger/ledger.store.ts';
import { createLog } from '../../src/ops/log.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { findBlock, setBlock } from '../../src/servers/blocks.store.ts';
import { rewriteRequestsOf } from '../../src/servers/rewrite-requests.store.ts';
import { createCompaction } from '../../src/store/compact-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { deleteRequest } from '../../src/tasks/messages/remove-images.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask, endTask } from '../support/rows.ts';
import { clockAt } from '../support/test-clock.ts';

const DAY_MS = 24 * 3600 * 1000;
const AT = Date.parse('2026-09-10T12:00:00Z');
const LATER = AT + 90 * DAY_MS;
const USER = '100000000000000001';
const GUILD = '200000000000000001';
const log = createLog('silent');
const checkpoints = { truncate: async () => true };
const usual: BudgetRules = {
  member: parseBudgetRule('2.00/day'),
  host: parseBudgetRule('100/day'),
  calendarOf: createCalendars('UTC'),
};

let db: Kysely<Database>;

beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

/** An image that cost 80 cents, and the wish to be forgotten. */
async function drawAndLeave({ at = AT, state = 'delivered' as 'delivered' | 'unconfirmed' } = {}): Promise<number> {
  const accountId = await addTask(db, { id: 'a', member: USER, guild: GUILD, at, micros: 800_000 });
  await db.transaction().execute(async (trx) => {
    await reserve(trx, { taskId: 'a', accountId, guildId: GUILD, amountMicros: 800_000, at, reason: 'imagine' });
    if (state === 'delivered') {
      const cost = { costMicros: 800_000, estimated: false, costText: '0.8', images: 1 };
      await settle(trx, { taskId: 'a', ...cost, at, reason: 'completed' });
    }
  });
  await endTask(db, 'a', state, state === 'delivered' ? 800_000 : null);
  await askToForget(db, accountId, at);
  return accountId;
}

const sweep = (at: number, budgetRules = usual) => {
  const compaction = createCompaction(':memory:', rewriteRequestsOf(db), log);
  return forgetPeople({ db, log, budgetRules, compaction, checkpoints, now: () => at, steadyNow: () => at });
};
const isKnown = async (id: number) =>
  (await db.selectFrom('accounts').select('discord_user_id').where('id', '=', id).executeTakeFirstOrThrow())
    .discord_user_id !== null;

describe('an identity', () => {
  it.each([
    ['the month it drew in goes on', '2026-09-10T12:00:00Z', '2026-09-30T23:00:00Z', true],
    ['the month has ended', '2026-09-10T12:00:00Z', '2026-10-03T12:00:00Z', false],
    // 28 September 2026 is a Monday: its week reaches into October.
    ['a week reaches into the new month', '2026-09-28T12:00:00Z', '2026-10-03T12:00:00Z', true],
    ['that week has ended too', '2026-09-28T12:00:00Z', '2026-10-07T12:00:00Z', false],
    ['the month has ended here, not yet where clocks are behind', '2026-09-10T12:00:00Z', '2026-10-01T10:00:00Z', true],
  ])('is kept or goes where %s', async (_case, madeAt, sweptAt, kept) => {
    const id = await drawAndLeave({ at: Date.parse(madeAt) });
    await sweep(Date.parse(sweptAt));
    expect(await isKnown(id)).toBe(kept);
  });

  it('stays while a charge is unconfirmed, although its words have gone', async () => {
    const id = await drawAndLeave({ state: 'unconfirmed' });
    await sweep(LATER);
    expect(await isKnown(id)).toBe(true);
    expect(await db.selectFrom('requests').select('prompt').execute()).toEqual([{ prompt: '' }]);
  });

  it('stays while a message of what they deleted has to be removed', async () => {
    const id = await drawAndLeave();
    const { id: requestId } = await db.selectFrom('requests').select('id').executeTakeFirstOrThrow();
    await deleteRequest(db, requestId, { now: () => AT, steadyNow: () => AT }, { as: 'member' });
    await sweep(LATER);
    expect(await isKnown(id)).toBe(true);
    await db.deleteFrom('message_removals').execute();
    await sweep(LATER);
    expect(await isKnown(id)).toBe(false);
  });

  it('goes with every trace that leads to it, in what others typed too', async () => {
    const id = await drawAndLeave();
    const other = await accountOf(db, '100000000000000002', AT);
    const entry = { guild_id: GUILD, actor_account_id: other, action: 'member.block' as const, target: `member:${id}` };
    const words = { before: `was <@${USER}>`, after: USER, reason: `<@${USER}> again, see ${USER}` };
    const paused = { is: 'setting' as const, settings: { paused: `by <@${USER}>` }, defaults: {} };
    await addAudit(db, { ...entry, ...words, facts: { after: paused }, created_at: AT });
    const block = { guild_id: GUILD, account_id: id, reason: `it is <@${USER}>`, actor_account_id: other };
    await setBlock(db, { ...block, created_at: AT, ends_at: null });
    await addTask(db, { id: 'b', member: '100000000000000002', guild: GUILD, at: AT, micros: 1 });
    const url = `https://cdn.discordapp.com/avatars/${USER}/a.png`;
    await db.insertInto('inputs').values({ request_id: 'request-b', position: 1, name: 'avatar.png', url }).execute();
    await db
      .insertInto('message_copies')
      .values({ message_id: '5', request_id: 'request-a', channel_id: '6', created_at: AT })
      .execute();
    await sweep(LATER);
    const tables = ['accounts', 'requests', 'tasks', 'inputs', 'message_copies', 'audit', 'blocks', 'grants'] as const;
    const everything = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    expect(JSON.stringify(everything)).not.toContain(USER);
    expect(await db.selectFrom('audit').select(['before', 'after', 'reason']).execute()).toEqual([
      { before: `was #${id}`, after: `#${id}`, reason: `#${id} again, see #${id}` },
    ]);
    const request = await db.selectFrom('requests').selectAll().where('id', '=', 'request-a').executeTakeFirstOrThrow();
    expect(request).toMatchObject({ key: 'forgotten:request-a', channel_id: '', message_id: null });
    expect(request.interaction_token).toBe('');
    expect(await db.selectFrom('message_copies').selectAll().execute()).toEqual([]);
  });

  it('is never taken from a request that begins in between', async () => {
    await drawAndLeave();
    // Begins once it has been looked whether anything still counts; outside of whatever transaction
    // does that, as another member's event would.
    let beginning: Promise<unknown> | undefined;
    const begin = AsyncResource.bind(() => {
      beginning ??= addTask(db, { id: 'b', member: USER, guild: GUILD, at: LATER, micros: 1 });
    });
    const budgetRules = {
      ...usual,
      get member() {
        begin();
        return usual.member;
      },
    };
    await sweep(LATER, budgetRules);
    await beginning;
    const { account_id: id } = await db
      .selectFrom('requests')
      .select('account_id')
      .where('id', '=', 'request-b')
      .executeTakeFirstOrThrow();
    expect(await isKnown(id)).toBe(true);
  });

  it('of whoever came back while others were forgotten stays, with their words', async () => {
    const id = await drawAndLeave();
    await db.insertInto('accounts').values({ id: 0, discord_user_id: '9', created_at: AT, forget_at: AT }).execute();
    let comingBack: Promise<void> | undefined;
    const comeBack = AsyncResource.bind(() => {
      comingBack ??= cancelForgetRequest(db, id);
    });
    await sweep(LATER, {
      ...usual,
      get member() {
        comeBack();
        return usual.member;
      },
    });
    await comingBack;
    expect(await isKnown(id)).toBe(true);
    expect(await db.selectFrom('requests').select('prompt').execute()).toEqual([{ prompt: 'a lighthouse' }]);
  });

  it('that cannot be forgotten keeps nobody else', async () => {
    const id = await drawAndLeave();
    // Looked at first.
    await db.insertInto('accounts').values({ id: 0, discord_user_id: '9', created_at: AT, forget_at: AT }).execute();
    let calls = 0;
    const now = () => {
      calls += 1;
      if (calls === 2) throw new Error('broken');
      return LATER;
    };
    const compaction = createCompaction(':memory:', rewriteRequestsOf(db), log);
    await forgetPeople({ db, log, budgetRules: usual, compaction, checkpoints, now, steadyNow: now });
    expect(await isKnown(id)).toBe(false);
  });
});

describe('whoever comes back', () => {
  const left = async (accountId: number, budgetRules = usual) =>
    (await budgetStates(db, { accountId, guildId: GUILD, roleIds: [], at: LATER, rules: budgetRules }))[0]?.leftMicros;

  it('begins as a stranger', async () => {
    const id = await drawAndLeave();
    await sweep(LATER);
    expect(await accountOf(db, USER, LATER)).not.toBe(id);
  });

  it('has not escaped a limit that never begins anew, the host’s', async () => {
    const rules = { ...usual, member: parseBudgetRule('1.00/total') };
    const id = await drawAndLeave();
    await sweep(LATER, rules);
    expect(await isKnown(id)).toBe(false);
    expect(await accountOf(db, USER, LATER)).toBe(id);
    expect(await left(id, rules)).toBe(200_000);
    // Still forgotten: the next sweep takes the name away again, and they are known again all the
    // same.
    await sweep(LATER, rules);
    expect(await isKnown(id)).toBe(false);
    expect(await accountOf(db, USER, LATER)).toBe(id);
  });

  it.each([
    ['for everybody', 'default', ''],
    ['for a role', 'role', '400000000000000001'],
  ] as const)('nor one of the server, %s', async (_case, subject, subjectId) => {
    await setRule(db, { guildId: GUILD, subject, subjectId }, parseBudgetRule('1.00/total'), AT);
    const id = await drawAndLeave();
    await sweep(LATER);
    expect(await accountOf(db, USER, LATER)).toBe(id);
  });

  it('nor one of a server they never drew in: there they are a stranger', async () => {
    await setRule(db, { guildId: 'other', subject: 'default', subjectId: '' }, parseBudgetRule('1.00/total'), AT);
    const id = await drawAndLeave();
    await sweep(LATER);
    expect(await accountOf(db, USER, LATER)).not.toBe(id);
  });

  it('has not escaped a limit that was set for them alone', async () => {
    const id = await drawAndLeave();
    const target = { guildId: GUILD, subject: 'member', subjectId: String(id) } as const;
    await setRule(db, target, parseBudgetRule('0.05/day'), AT);
    await sweep(LATER);
    expect(await accountOf(db, USER, LATER)).toBe(id);
    expect(await left(id)).toBe(50_000);
  });

  it('has not allowed their avatar to be edited meanwhile', async () => {
    const id = await drawAndLeave();
    await allowAvatar(db, id, false);
    await sweep(LATER);
    expect(await isKnown(id)).toBe(false);
    // Whoever tries is who makes them known.
    expect(await isAvatarAllowed(db, await accountOf(db, USER, LATER))).toBe(false);
    await sweep(LATER);
    expect(await isKnown(id)).toBe(false);
  });

  it('is blocked as before, unless that has ended', async () => {
    const id = await drawAndLeave();
    const block = { account_id: id, reason: null, actor_account_id: id, created_at: AT };
    await setBlock(db, { ...block, guild_id: GUILD, ends_at: null });
    await setBlock(db, { ...block, guild_id: 'other', ends_at: LATER - 1 });
    await sweep(LATER);
    expect(await db.selectFrom('blocks').selectAll().execute()).toHaveLength(1);
    expect(await findBlock(db, GUILD, await accountOf(db, USER, LATER), LATER)).toBeDefined();
  });
});

it('words of what is unconfirmed go at once: nothing of it is sent again', async () => {
  const id = await drawAndLeave({ state: 'unconfirmed' });
  expect(await forgetWords(db, id, clockAt(AT))).toBe(1);
});

it('windows began with the month or a week that reaches into it, wherever clocks stand', () => {
  const began = (at: string) => new Date(windowsBegan(usual, Date.parse(at))).toISOString();
  expect(began('2026-09-20T12:00:00Z')).toBe('2026-08-30T22:00:00.000Z');
  expect(began('2026-09-02T12:00:00Z')).toBe('2026-08-29T22:00:00.000Z');
});
