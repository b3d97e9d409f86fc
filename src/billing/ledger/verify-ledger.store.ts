// Whether the ledger is true: every task has its lines, and every sum is the sum of its lines. Each
// file in checks/ is a query for the rows that do not fit; its first line says what they
// are.
import { readdirSync, readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../store/schema.ts';

export interface LedgerProblem {
  problem: string;
  /** The row that does not fit. */
  row: Readonly<Record<string, unknown>>;
}

const FOLDER = new URL('./checks/', import.meta.url);
const FIRST_LINE = /^-- (.*)\n/;

/** @param name of a file in checks/. @returns its query */
export const ledgerCheck = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

/** @returns every row that does not fit; nothing where the ledger is true */
export async function verifyLedger(db: Kysely<Database>): Promise<LedgerProblem[]> {
  const problems: LedgerProblem[] = [];
  for (const name of readdirSync(FOLDER).sort()) {
    const query = ledgerCheck(name);
    const [, problem = name] = FIRST_LINE.exec(query) ?? [];
    const { rows } = await sql.raw<Record<string, unknown>>(query).execute(db);
    problems.push(...rows.map((row) => ({ problem, row })));
  }
  return problems;
}
