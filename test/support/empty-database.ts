// An empty database in memory, up to date at once: going through every migration takes longer than
// most tests do.
import { type Kysely, sql } from 'kysely';
import { connectDatabase, openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';

let definitions: Promise<string[]> | undefined;

/** A database as all migrations leave one, made from their outcome. */
export async function openEmptyDatabase(): Promise<Kysely<Database>> {
  definitions ??= readDefinitions();
  const statements = await definitions;
  const db = connectDatabase<Database>(':memory:');
  await db.transaction().execute(async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  });
  return db;
}

/**
 * @returns what made every table, index, view and trigger, in order
 * @throws where a migration leaves rows too, which these statements would not bring back
 */
async function readDefinitions(): Promise<string[]> {
  const db = await openDatabase(':memory:');
  const { rows } = await sql<{ type: string; name: string; sql: string }>`
    select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid
  `.execute(db);
  for (const { type, name } of rows) {
    if (type !== 'table' || name.startsWith('kysely_')) continue;
    const found = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    if (found.rows.length > 0) throw new Error(`The migrations leave rows in ${name}`);
  }
  await db.destroy();
  return rows.map((row) => row.sql);
}
