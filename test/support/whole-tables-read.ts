// Which tables are read from end to end, by what SQLite plans for each statement.
import Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { vi } from 'vitest';
import type { Database } from '../../src/store/schema.ts';
import { openEmptyDatabase } from './empty-database.ts';

/** @returns such as `SCAN tasks`, one for each statement of `work`'s that does */
export async function wholeTablesRead(work: (db: Kysely<Database>) => Promise<unknown>): Promise<string[]> {
  const db = await openEmptyDatabase();
  const { prepare } = Sqlite.prototype;
  const read: string[] = [];
  const watch = vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function watched(
    this: Sqlite.Database,
    sql: string,
  ) {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    const plan = (prepare.call(this, `explain query plan ${sql}`) as Sqlite.Statement).all(...values);
    const steps = plan as { detail: string }[]; // As SQLite describes a plan.
    read.push(...steps.map(({ detail }) => detail).filter((detail) => /^SCAN (tasks|requests|inputs)$/.test(detail)));
    return prepare.call(this, sql);
  });
  try {
    await work(db);
  } finally {
    watch.mockRestore();
    await db.destroy();
  }
  return read;
}
