// The audit trail and the budgets' history: facts told in the reader's language, on pages that hold
// every entry whole.
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { showBudgetHistory } from '../../commands/budget/budget-history.ts';
import { auditTable, readAuditView, showAudit } from '../../commands/moderation/audit/audit.ts';
import { settingFact } from '../../commands/settings/describe-settings.ts';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { WallMs } from '../../src/clock.ts';
import { addAudit, type NewAuditEntry } from '../../src/servers/audit.store.ts';
import { serverSettings } from '../../src/servers/settings.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { languages } from '../../src/text/catalogues.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';

const GUILD = '200000000000000001';
const AT = 1_790_000_000_000 as WallMs;
const ROLE = '4000000000000000111';

let db: Kysely<Database>;
let app: App;
let actor: number;
let member: number;

beforeAll(async () => {
  db = await openEmptyDatabase();
  // The parts that pages are made with.
  app = { db, now: () => AT, languageOf: createText(), config: { HOST_USER_IDS: [] } } as unknown as App;
  actor = await accountOf(db, '1000000000000000044', AT);
  member = await accountOf(db, '1000000000000000011', AT);
});
afterAll(() => db.destroy());
beforeEach(async () => {
  await db.deleteFrom('audit').execute();
});

const reader = (locale: string) => ({ locale, user: { id: '1' } }) as Parameters<typeof showAudit>[0];
const add = (entry: Pick<NewAuditEntry, 'action'> & Partial<NewAuditEntry>) =>
  addAudit(db, {
    guild_id: GUILD,
    actor_account_id: actor,
    target: `member:${member}`,
    reason: null,
    created_at: AT,
    ...entry,
  });
const history = async (locale: string, page = 0) => showBudgetHistory(reader(locale), app, GUILD, page);
const audit = async (locale: string, page = 0) =>
  showAudit(reader(locale), app, GUILD, readAuditView(`all-all-${page}`));

const limit = (source: 'default' | 'role', limitMicros = 5_000_000) => ({
  is: 'limit' as const,
  limit: {
    limitMicros,
    limitImages: 40,
    window: 'day' as const,
    source,
    ...(source === 'role' ? { roleId: ROLE } : {}),
  },
});

describe('entries', () => {
  it('are told in the language of whoever reads them', async () => {
    const facts = { before: { is: 'limit' as const, limit: null }, after: limit('default') };
    await add({ action: 'budget.set', target: 'server:', facts });
    await add({ action: 'member.block', facts: { after: { is: 'block', endsAt: null } } });
    await add({ action: 'result.charge', before: 'abc', facts: { after: { is: 'charge', outcome: 'notCharged' } } });
    const [running, paused] = [serverSettings.parse({}), serverSettings.parse({ paused: 'a break' })];
    const pause = { before: settingFact('paused', running, {}), after: settingFact('paused', paused, {}) };
    await add({ action: 'settings.set', target: 'paused', facts: pause, reason: 'a break' });
    const english = (await audit('en-US')).content;
    expect(english).toContain('no limit of its own → $5.00 a day and 40 images (server default)');
    expect(english).toContain('until it is lifted');
    expect(english).toContain('abc → It is released: nothing was charged.');
    expect(english).toContain('running → paused (a break)');
    expect(english.match(/a break/g)).toHaveLength(1);
    const german = (await audit('de')).content;
    expect(german).not.toMatch(/a day|lifted|released|running|own/);
    expect(german).toContain('5,00');
    expect((await history('de')).content).toContain('5,00');
    expect((await history('en-US')).content).toContain(
      'The whole server, was no limit of its own, now $5.00 a day and 40 images (server default)',
    );
    const table = (await auditTable(reader('de'), app, GUILD, readAuditView(''))).files?.[0]?.data.toString();
    expect(table).toContain('5,00');
    expect(table).not.toContain('lifted');
  });

  it('of earlier versions, which hold words, are shown as they are', async () => {
    await add({ action: 'budget.set', target: 'default:', before: '50,00 $ am Tag', after: '5,00 $ am Tag' });
    await add({ action: 'budget.grant', after: '0,20 $ (#1)', reason: 'a *fine* idea' });
    expect((await history('en-US')).content).toMatch(/Each member, was 50,00 \$ am Tag, now 5,00 \$ am Tag$/);
    expect((await history('en-US')).content).toMatch(/granted <@\d+> 0,20 \$ \(#1\): a \\\*fine\\\* idea$/m);
    expect((await audit('en-US')).content).toContain('50,00 $ am Tag → 5,00 $ am Tag');
  });

  it('that a newer version wrote in a way that this one does not know say nothing of it', async () => {
    await db
      .insertInto('audit')
      .values({
        guild_id: GUILD,
        actor_account_id: actor,
        action: 'budget.set',
        target: 'server:',
        before: null,
        after: null,
        facts: '{"after":{"is":"else"}}',
        reason: null,
        created_at: AT,
      })
      .execute();
    expect((await audit('en-US')).content).toMatch(/\*\*Budget set\*\* The whole server$/);
  });
});

describe.each(languages)('in %s, pages of the longest entries', (language) => {
  const REASON = '*_*_'.repeat(75);
  const ids = Array.from({ length: 40 }, (_, index) => `30000000000000000${index + 10}`);
  const settings = serverSettings.parse({ allowed_channels: ids, denied_channels: ids, paused: REASON });
  const longest: (Pick<NewAuditEntry, 'action'> & Partial<NewAuditEntry>)[] = [
    {
      action: 'budget.set',
      target: `role:${ROLE}`,
      facts: { before: limit('role', 1e15 - 1), after: limit('role', 1e15 - 2) },
    },
    {
      action: 'budget.grant',
      facts: { after: { is: 'grant', id: 123_456, amountMicros: 1e15 - 1, expiresAt: AT } },
      reason: REASON,
    },
    {
      action: 'budget.revoke',
      facts: { before: { is: 'grant-left', id: 123_456, amountMicros: 1e15 - 1, leftMicros: 1e15 - 2 } },
      reason: REASON,
    },
    {
      action: 'settings.set',
      target: 'allowed_channels',
      facts: {
        before: settingFact('allowed_channels', settings, {}),
        after: settingFact('allowed_channels', settings, {}),
      },
    },
    {
      action: 'settings.set',
      target: 'paused',
      facts: { before: settingFact('paused', settings, {}), after: settingFact('paused', settings, {}) },
      reason: REASON,
    },
    { action: 'words.add', target: REASON },
    { action: 'preset.save', target: REASON.slice(0, 40), before: '\\*'.repeat(120), after: '\\*'.repeat(120) },
  ];

  it.each(longest.map((entry) => [entry.target ?? entry.action, entry] as const))('%.20s', async (_, entry) => {
    for (let index = 0; index < 20; index += 1) await add(entry);
    for (const show of [audit, ...(entry.action.startsWith('budget.') ? [history] : [])]) {
      let lines = 0;
      for (let page = 0; page < 3; page += 1) {
        const { content, components } = await show(language, page);
        expect(content.length).toBeLessThanOrEqual(2_000);
        const [, ...entries] = content.split('\n');
        // Each is told to its end: none ends in the middle of what was changed.
        for (const line of entries) expect(line).toBe(entries[0]);
        lines += entries.length;
        expect(components?.[0]?.components).toHaveLength(page === 1 ? 2 : 1);
      }
      expect(lines).toBe(20);
    }
  });
});
