// Somebody whose account is forgotten while their command runs: what it writes stands under their
// account of afterwards, never under one that is nobody's any more.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeWords } from '../../commands/moderation/blocked-words.ts';
import { keepPreset } from '../../commands/presets/save-preset.ts';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { Database } from '../../src/store/schema.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';

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
});
