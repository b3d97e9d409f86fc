// A database looked at without changing anything: which migrations it has had, and whether the file
// is whole.
import { type Kysely, sql } from 'kysely';
import { migrations } from './migrate.ts';

export interface Examination {
  /** Migrations it has had, in their order; none in a new database. */
  applied: string[];
  /** Migrations of this program that it has not had yet. */
  pending: string[];
  /** Migrations it has had that this program does not know: a newer version's. */
  unknown: string[];
  /** What SQLite finds wrong with the file; empty where it is whole. */
  damage: string[];
}

/** @throws {SqliteError} where the file is no database at all */
export async function examineDatabase<Tables>(db: Kysely<Tables>): Promise<Examination> {
  const applied = await appliedMigrations(db);
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(10)`.execute(db);
  return {
    applied,
    pending: Object.keys(migrations).filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !(name in migrations)),
    damage: rows.map((row) => row.quick_check).filter((word) => word !== 'ok'),
  };
}

/** In the order in which it had them; none in a new database. */
export async function appliedMigrations<Tables>(db: Kysely<Tables>): Promise<string[]> {
  const table = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (table.rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
