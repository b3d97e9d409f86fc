// Somebody whose account is forgotten while their command runs: what it writes stands under their
// account of afterwards, never under one that is nobody's any more.
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelAnyway } from '../../commands/confirming/cancel-request.ts';
import { changeWords } from '../../commands/moderation/blocked-words.ts';
import { keepPreset } from '../../commands/presets/save-preset.ts';
import { accountOf, userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { type CancelActor, cancelRequest } from '../../src/tasks/lifecycle/ending/cancel.ts';
import { createRequestReader } from '../../src/tasks/lifecycle/request-reader.ts';
import { createPendingDeletions } from '../../src/tasks/messages/pending-deletions.ts';
import { createFormDrafts } from '../../src/tasks/requests/form-drafts.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';

const USER = '100000000000000001';
const AT = Date.parse('2026-09-10T12:00:00Z');
const text = createText();

let db: Kysely<Database>;

beforeEach(async () => {
  db = await openEmptyDatabase();
  await accountOf(db, USER, AT);
});
afterEach(() => db.destroy());

/** Forgets them as a command's transaction begins, and no sooner. */
function appThatForgets(): App {
  const forgetful = new Proxy(db, {
    get(target, name) {
      const own = Reflect.get(target, name, target);
      if (name !== 'transaction') return typeof own === 'function' ? own.bind(target) : own;
      return () => ({
        execute: async (work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) => {
          await db.updateTable('accounts').set({ discord_user_id: null }).execute();
          return db.transaction().execute(work);
        },
      });
    },
  });
  const languageOf = (locale: string) => ({ t: text(locale).t, locale });
  return { db: forgetful, now: () => AT, languageOf } as unknown as App; // All that these commands use.
}

const interaction = (options: Record<string, unknown>) =>
  ({
    user: { id: USER },
    locale: 'en-US',
    options: {
      getSubcommand: () => 'add',
      getString: (name: string) => options[name],
      getBoolean: () => null,
    },
  }) as unknown as ChatInputCommandInteraction; // All that these commands read.

describe('an account that is forgotten while a command runs', () => {
  it('is not the one that a blocked word is added by', async () => {
    await changeWords(interaction({ text: 'fog' }), appThatForgets(), '200000000000000001');
    const { discord_user_id } = await db
      .selectFrom('audit')
      .innerJoin('accounts', 'accounts.id', 'audit.actor_account_id')
      .select('discord_user_id')
      .executeTakeFirstOrThrow();
    expect(discord_user_id).toBe(USER);
  });

  it('is not the one that a preset belongs to', async () => {
    const given = { name: 'fog', prompt: 'in fog', options: {}, isServers: false };
    await keepPreset(interaction({}), appThatForgets(), given);
    const { discord_user_id } = await db
      .selectFrom('presets')
      .innerJoin('accounts', 'accounts.id', 'presets.account_id')
      .select('discord_user_id')
      .executeTakeFirstOrThrow();
    expect(discord_user_id).toBe(USER);
  });

  const nameOfFirst = async (table: 'drafts' | 'pending_deletions') => {
    const { account_id } = await db.selectFrom(table).select('account_id').executeTakeFirstOrThrow();
    return (await userIdsOf(db, [account_id])).get(account_id);
  };
  const clock = { now: () => AT, steadyNow: () => AT };

  it('is not the one that a form’s draft stands under', async () => {
    const draft = { kind: 'edit', subject_account_id: null, is_private: 0, refusal: null } as const;
    await createFormDrafts(appThatForgets().db, clock, accountOf).keep(USER, { ...draft, sources: '[]', fields: '{}' });
    expect(await nameOfFirst('drafts')).toBe(USER);
  });

  it('is not the one that a deletion waits under', async () => {
    const deletion = { image_id: 'a', channel_id: 'c', message_id: 'm', is_ephemeral: 0, interaction_token: 't' };
    await createPendingDeletions(appThatForgets().db, clock, accountOf).keep(USER, deletion, 1_000);
    expect(await nameOfFirst('pending_deletions')).toBe(USER);
  });

  it('is not the one that a moderator’s Cancel is written down for', async () => {
    const owner = await addTask(db, { id: 'a', member: '2', guild: 'g', at: AT, micros: 1 });
    const reservation = { taskId: 'a', accountId: owner, guildId: 'g', amountMicros: 1, at: AT, reason: 'test' };
    await db.transaction().execute((trx) => reserve(trx, reservation));
    await db.updateTable('tasks').set({ state: 'queued' }).execute();
    const before = await accountOf(db, USER, AT);
    const app = appThatForgets();
    const context = createTaskContext(app.db, { now: () => AT });
    const cancel = (id: string, ...how: [CancelActor, { evenIfCharged: boolean }]) =>
      cancelRequest(context, id, ...how);
    const view = await createRequestReader(db).find('request-a');
    if (!view) throw new Error('it was just added');
    const whole = { ...app, tasks: { cancel } } as unknown as App; // All that a Cancel uses.
    const click = interaction({}) as unknown as ButtonInteraction; // Whose user is read.
    await cancelAnyway(click, whole, { view, as: 'moderator' });
    const audit = await db.selectFrom('audit').select('actor_account_id').executeTakeFirstOrThrow();
    expect((await userIdsOf(db, [audit.actor_account_id])).get(audit.actor_account_id)).toBe(USER);
    const lines = await db.selectFrom('ledger').select('actor_account_id').where('kind', '=', 'release').execute();
    // Forgotten once more before that entry, they are nobody by now, but not the one of before.
    expect(lines).toEqual([{ actor_account_id: expect.any(Number) }]);
    expect(lines[0]?.actor_account_id).not.toBe(before);
  });
});
