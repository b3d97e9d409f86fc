// The database: durable, migrated wholly or not at all, and free of the deadlocks that one
// connection invites.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { release, reserve, settle } from '../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import { migrateToLatest, migrations } from '../../src/store/migrate.ts';
import { connectDatabase, openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { addTask } from '../support/rows.ts';

let folder: string;
let location: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-store-'));
  location = `file:${join(folder, 'deep', 'kontext.db')}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const account = (id: string) => ({ discord_user_id: id, created_at: 1 });

describe('opening', () => {
  it('makes the folder and sets what durability needs', async () => {
    const db = await openDatabase(location);
    const pragma = async (name: string) =>
      Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(1);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('recursive_triggers')).toBe(1);
    await db.destroy();
  });

  it('writes back what a killed process has left in the journal, before anybody uses it', async () => {
    const path = location.slice('file:'.length);
    const killed = await openDatabase(location);
    await killed.insertInto('accounts').values(account('1')).execute();
    for (const side of ['', '-wal']) copyFileSync(`${path}${side}`, `${path}.left${side}`);
    await killed.destroy();
    const next = await openDatabase(`file:${path}.left`);
    // Without its journal.
    copyFileSync(`${path}.left`, `${path}.alone`);
    const alone = connectDatabase<Database>(`file:${path}.alone`);
    expect(await alone.selectFrom('accounts').select('discord_user_id').execute()).toEqual([{ discord_user_id: '1' }]);
    await alone.destroy();
    await next.destroy();
  });

  it('twice over changes nothing the second time', async () => {
    const schema = async (db: Kysely<never>) =>
      (await sql`select sql from sqlite_master order by name`.execute(db)).rows;
    const first = await openDatabase(location);
    const before = await schema(first as never);
    await first.destroy();
    const second = await openDatabase(location);
    expect(await schema(second as never)).toEqual(before);
    await second.destroy();
  });

  it('refuses what is no SQLite file', async () => {
    await expect(openDatabase('postgres://localhost/x')).rejects.toThrow('must be a SQLite file');
  });
});

describe('a migration', () => {
  it('that fails half-way leaves nothing of itself', async () => {
    const failing: Migration = {
      async up(db: Kysely<never>) {
        await sql`create table half (id integer)`.execute(db);
        await sql`create table half (id integer)`.execute(db);
      },
    };
    const db = connectDatabase<{ half: { id: number } }>(location);
    await expect(migrateToLatest(db, { ...migrations, '9999-failing': failing })).rejects.toMatchObject({
      code: 'migration-failed',
      message:
        'The database could not be brought up to date (9999-failing): table half already exists. Nothing was changed.',
    });
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where name = 'half'`.execute(db);
    expect(rows).toEqual([]);
    await migrateToLatest(db);
    await db.destroy();
  });

  it('of drafts keeps the forms that are open, and takes those of pictures from words', async () => {
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0021'));
    const db = connectDatabase<Database>(location);
    await migrateToLatest(db, before);
    await db.insertInto('accounts').values(account('1')).execute();
    const open = { id: 'a', account_id: 1, kind: 'edit', is_private: 0, sources: '[]', created_at: 1 } as const;
    const draft = { ...open, fields: '{"prompt":"x"}', expires_at: 2, subject_account_id: null };
    // As the version before wrote it.
    await db
      .insertInto('drafts')
      .values(draft as never)
      .execute();
    await migrateToLatest(db);
    const drafts = () => db.selectFrom('drafts').selectAll().orderBy('id').execute();
    expect(await drafts()).toEqual([{ ...draft, refusal: null }]);
    const refused = { ...draft, id: 'b', kind: 'imagine', refusal: 'no' } as const;
    await db.insertInto('drafts').values(refused).execute();
    expect(await drafts()).toEqual([{ ...draft, refusal: null }, refused]);
    await db.destroy();
  });

  it('of names renames them in drafts too, but in no word that a person typed', async () => {
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0032'));
    const db = connectDatabase<Database>(location);
    await migrateToLatest(db, before);
    await db.insertInto('accounts').values(account('1')).execute();
    const typed = 'say "pictures": or "pictureId":';
    const draft = {
      id: 'a',
      account_id: 1,
      kind: 'edit',
      subject_account_id: null,
      is_private: 0,
      refusal: null,
      created_at: 1,
      expires_at: 2,
    } as const;
    const written = {
      ...draft,
      sources: JSON.stringify({ pictures: [{ name: typed, pictureId: 'x', taskId: 't' }], spoiler: false }),
      fields: JSON.stringify({ prompt: typed, pictures: [0] }),
    };
    await db.insertInto('drafts').values(written).execute();
    await migrateToLatest(db);
    const [{ sources, fields } = { sources: '', fields: '' }] = await db.selectFrom('drafts').selectAll().execute();
    expect(JSON.parse(sources)).toEqual({ images: [{ name: typed, imageId: 'x', taskId: 't' }], spoiler: false });
    expect(JSON.parse(fields)).toEqual({ prompt: typed, images: [0] });
    await db.destroy();
  });

  it('this program does not know is a database from the future, and is refused', async () => {
    const later: Migration = { up: async () => undefined };
    const db = connectDatabase(location);
    await migrateToLatest(db, { ...migrations, '9999-later': later });
    await db.destroy();
    await expect(openDatabase(location)).rejects.toMatchObject({ code: 'database-newer' });
  });
});

describe('a transaction', () => {
  it('refuses a query through the outer handle instead of waiting for itself', async () => {
    const db = await openDatabase(location);
    const nested = db.transaction().execute(async () => db.selectFrom('accounts').selectAll().execute());
    await expect(nested).rejects.toMatchObject({ code: 'nested-query' });
    const second = db.transaction().execute(async () => db.transaction().execute(async () => undefined));
    await expect(second).rejects.toMatchObject({ code: 'nested-query' });
    expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
    await db.destroy();
  });

  it('lets work that it only started go on by itself afterwards', async () => {
    const db = await openDatabase(location);
    let later: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('accounts').values(account('1')).execute();
      later = new Promise((resolve) => setTimeout(resolve, 5)).then(() =>
        db.selectFrom('accounts').selectAll().execute(),
      );
    });
    expect(await later).toHaveLength(1);
    await db.destroy();
  });

  it('that fails takes back what it did, and tells its first error', async () => {
    const db = await openDatabase(location);
    const failed = db.transaction().execute(async (trx) => {
      await trx.insertInto('accounts').values(account('1')).execute();
      await sql`rollback`.execute(trx);
      throw new Error('the first error');
    });
    await expect(failed).rejects.toThrow('the first error');
    expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
    await db.destroy();
  });

  it('waits for its turn: many at once each see the others’ whole work', async () => {
    const db = await openDatabase(location);
    const add = () =>
      db.transaction().execute(async (trx) => {
        const { length } = await trx.selectFrom('accounts').selectAll().execute();
        await new Promise((resolve) => setImmediate(resolve));
        await trx
          .insertInto('accounts')
          .values(account(String(length)))
          .execute();
      });
    await Promise.all(Array.from({ length: 50 }, add));
    const ids = (await db.selectFrom('accounts').select('discord_user_id').execute()).map((row) =>
      Number(row.discord_user_id),
    );
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    await db.destroy();
  });
});

describe('an upgrade', () => {
  it('to editing keeps every request, its tasks and what points at them', async () => {
    const { '0001-first-tables': first } = migrations;
    if (!first) throw new Error('the first migration is there');
    const before = connectDatabase<Database>(location);
    await migrateToLatest(before, { '0001-first-tables': first });
    const insert = (statement: string) => sql.raw(statement).execute(before);
    await insert(`insert into accounts (discord_user_id, created_at) values ('1', 1)`);
    for (const id of ['a', 'b']) {
      await insert(`insert into requests (id, key, account_id, channel_id, kind, prompt, options, locale, created_at, is_private, application_id,
        interaction_token, token_expires_at, upload_limit_bytes) values ('${id}', '${id}', 1, 'c', 'imagine', 'p', '{}', 'en', 1, 0, 'x', 't', 1, 1)`);
      await insert(`insert into tasks (id, request_id, key, state, model, params, seed, estimate_micros, admitted_at)
        values ('${id}-1', '${id}', '${id}:1', 'queued', 'm', '{}', 1, 80000, 1)`);
    }
    // One of them is settled already.
    await insert(`insert into ledger (kind, task_id, account_id, guild_id, reserved_delta, spent_delta, pictures_delta, window_at, estimated, reason, created_at)
      values ('reserve', 'a-1', 1, null, 80000, 0, 0, 1, 0, 'x', 1), ('reserve', 'b-1', 1, null, 80000, 0, 0, 1, 0, 'x', 1),
        ('settle', 'b-1', 1, null, -80000, 80000, 1, 1, 0, 'x', 1)`);
    await insert(`insert into rollups (scope, bucket_at, reserved_micros, spent_micros, pictures)
      select column1, 0, 80000, 80000, 1 from (values ('host'), ('member:1'), ('member:1@direct'))`);
    await insert(`update tasks set state = 'delivered', picture_id = 'p', cost_micros = 80000 where id = 'b-1'`);
    await before.destroy();

    const after = await openDatabase(location);
    expect(await verifyLedger(after)).toEqual([]);
    const requests = await after.selectFrom('requests').select(['id', 'interaction_token', 'parent_task_id']).execute();
    expect(requests).toEqual(['a', 'b'].map((id) => ({ id, interaction_token: 't', parent_task_id: null })));
    expect((await sql`pragma foreign_key_check`.execute(after)).rows).toEqual([]);
    await expect(after.deleteFrom('requests').where('id', '=', 'a').execute()).rejects.toThrow('FOREIGN KEY');
    await after.destroy();
  });

  it('to standard names keeps what stands under the old ones', async () => {
    const names = Object.keys(migrations);
    const known = Object.entries(migrations).slice(0, names.indexOf('0031-abandoned-deliveries'));
    const before = connectDatabase<Database>(location);
    await migrateToLatest(before, Object.fromEntries(known));
    const insert = (statement: string) => sql.raw(statement).execute(before);
    await insert(`insert into accounts (discord_user_id, created_at) values ('1', 1)`);
    for (const [id, state, more] of [
      ['a', 'failed', `'picture-lost', null, null`],
      ['b', 'completed', `null, 'p', 80000`],
      ['c', 'completed', `null, 'p', 80000`],
    ]) {
      await insert(`insert into requests (id, key, account_id, channel_id, kind, prompt, options, locale, created_at, is_private, application_id,
        interaction_token, token_expires_at, upload_limit_bytes, deleted_at, delivery_due_at, delivery_rung) values
        ('${id}', '${id}', 1, 'c', 'imagine', 'p', '{}', 'en', 1, 0, 'x', 't', 1, 1, ${id === 'b' ? 5 : 'null'}, ${id === 'c' ? 5 : 'null'}, 'token')`);
      await insert(`insert into tasks (id, request_id, key, state, model, params, seed, estimate_micros, admitted_at, admitted_steady, failure, picture_id, cost_micros)
        values ('${id}-1', '${id}', '${id}:1', '${state}', 'm', '{}', 1, 80000, 1, 1, ${more})`);
    }
    await insert(`insert into usage_days (guild_id, day, account_id, model, kind, pictures, failures, spent_micros)
      values ('g', '2026-11-23', 1, 'm', 'imagine', 2, 0, 160000)`);
    await insert(`insert into budgets (guild_id, subject, subject_id, limit_micros, limit_pictures, window, changed_at)
      values ('g', 'default', '', 1000000, 7, 'day', 1)`);
    await insert(`insert into drafts (id, account_id, kind, is_private, sources, fields, created_at, expires_at)
      values ('d', 1, 'edit', 0, '[{"name":"x","pictureId":"p"}]', '{"pictures":[0]}', 1, 9)`);
    await before.destroy();

    const after = await openDatabase(location);
    const tasks = await after
      .selectFrom('tasks')
      .select(['id', 'state', 'failure', 'image_id'])
      .orderBy('id')
      .execute();
    expect(tasks).toEqual([
      { id: 'a-1', state: 'failed', failure: 'image-lost', image_id: null },
      // Deleted before it was shown; the other one is still due.
      { id: 'b-1', state: 'delivered', failure: null, image_id: 'p' },
      { id: 'c-1', state: 'completed', failure: null, image_id: 'p' },
    ]);
    // Kept by triggers, which know the new names.
    await after.updateTable('usage_days').set({ images: 3 }).execute();
    expect(await after.selectFrom('usage_sums').select('images').execute()).toEqual([{ images: 3 }]);
    expect(await after.selectFrom('budgets').select('limit_images').execute()).toEqual([{ limit_images: 7 }]);
    expect(await after.selectFrom('requests').select('delivery_method').distinct().execute()).toEqual([
      { delivery_method: 'token' },
    ]);
    const draft = await after.selectFrom('drafts').select(['sources', 'fields']).executeTakeFirstOrThrow();
    expect(JSON.parse(draft.sources)).toEqual([{ name: 'x', imageId: 'p' }]);
    expect(JSON.parse(draft.fields)).toEqual({ images: [0] });
    await after.destroy();
  });

  it('to usage that tells charged failures apart finds those of before, in the day they were counted in', async () => {
    const names = Object.keys(migrations);
    const known = Object.entries(migrations).slice(0, names.indexOf('0034-charged-failures'));
    const before = connectDatabase<Database>(location);
    await migrateToLatest(before, Object.fromEntries(known));
    const insert = (statement: string) => sql.raw(statement).execute(before);
    const at = Date.parse('2026-11-23T02:00:00Z');
    for (const [id, cost] of [
      ['a', 80_000],
      ['b', null],
    ] as const) {
      const accountId = await addTask(before, { id, member: '1', guild: 'g', at, micros: 80_000 });
      const entry = { taskId: id, at, reason: 'test' };
      await before.transaction().execute(async (trx) => {
        await reserve(trx, { ...entry, accountId, guildId: 'g', amountMicros: 80_000 });
        if (cost === null) await release(trx, entry);
        else await settle(trx, { ...entry, costMicros: cost, estimated: false, costText: null, images: 0 });
      });
    }
    // New York was still in the day before.
    await insert(`insert into usage_days (guild_id, day, account_id, model, kind, images, failures, spent_micros)
      values ('g', '2026-11-22', 1, 'flux_kontext_max', 'imagine', 0, 2, 80000)`);
    await insert(`update tasks set state = 'failed', cost_micros = iif(id = 'a', 80000, null)`);
    await before.destroy();

    const after = await openDatabase(location);
    const figures = { failures: 2, charged_failures: 1, spent_micros: 80_000, failed_micros: 80_000 };
    expect(await after.selectFrom('usage_days').selectAll().execute()).toMatchObject([figures]);
    expect(await after.selectFrom('usage_sums').selectAll().execute()).toMatchObject([figures]);
    expect(await verifyLedger(after)).toEqual([]);
    await after.destroy();
  });
});
