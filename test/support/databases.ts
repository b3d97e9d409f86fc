// The databases that queries which must hold under many connections are tried on.
import type { Kysely } from 'kysely';
import type { Database } from '../../src/store/schema.ts';
import { openEmptyDatabase } from './empty-database.ts';
import { hasPostgres, startPostgres } from './postgres.ts';

const CONNECTIONS = 40;

/** A database, and how it goes away. */
export type TestDatabase = { db: Kysely<Database> } & AsyncDisposable;

async function openSqlite(): Promise<TestDatabase> {
  const db = await openEmptyDatabase();
  return { db, [Symbol.asyncDispose]: () => db.destroy() };
}

if (!hasPostgres) console.warn('No PostgreSQL in /usr/lib/postgresql: its tests skip themselves.');

/** SQLite, and PostgreSQL with forty connections where there is one. */
export const databases: [name: string, open: () => Promise<TestDatabase>][] = [
  ['SQLite', openSqlite],
  ...(hasPostgres
    ? ([['PostgreSQL', () => startPostgres(CONNECTIONS)]] as [string, () => Promise<TestDatabase>][])
    : []),
];
