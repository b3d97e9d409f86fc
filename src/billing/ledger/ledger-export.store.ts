// The whole ledger as a table for people: one line each, with who, where and what it was for.
import type { Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';
import { MICROS_PER_USD } from '../money.ts';

/** A million lines must not stand in memory at once. */
const PAGE = 2_000;

export const LEDGER_COLUMNS = [
  'line',
  'time',
  'kind',
  'reserved_usd',
  'spent_usd',
  'images',
  'counts_at',
  'server',
  'member',
  'task',
  'request',
  'model',
  'provider_task',
  'reason',
  'cost_as_told',
  'estimated',
  'grant',
  'grant_reserved_usd',
  'grant_spent_usd',
  'actor',
  'counts_for',
] as const;

/** Pages of lines in their order, each line as text. */
export async function* ledgerLines(db: Kysely<Database>): AsyncGenerator<string[][]> {
  let last = 0;
  while (true) {
    const rows = await readPage(db, last);
    if (rows.length === 0) return;
    yield rows.map(toText);
    last = rows.at(-1)?.id ?? last;
  }
}

const readPage = (db: Kysely<Database>, after: number) =>
  db
    .selectFrom('ledger')
    .innerJoin('accounts as members', 'members.id', 'ledger.account_id')
    .leftJoin('accounts as actors', 'actors.id', 'ledger.actor_account_id')
    .leftJoin('tasks', 'tasks.id', 'ledger.task_id')
    .leftJoin('requests', 'requests.id', 'tasks.request_id')
    .selectAll('ledger')
    .select(['members.discord_user_id as member', 'actors.discord_user_id as actor'])
    .select(['requests.kind as request', 'tasks.model', 'tasks.provider_task_id'])
    .where('ledger.id', '>', after)
    .orderBy('ledger.id')
    .limit(PAGE)
    .execute();

type Row = Awaited<ReturnType<typeof readPage>>[number];

const toText = (row: Row): string[] => [
  String(row.id),
  isoTime(row.created_at),
  row.kind,
  usd(row.reserved_delta),
  usd(row.spent_delta),
  String(row.images_delta),
  isoTime(row.window_at),
  row.guild_id ?? '',
  // Whoever asked to be forgotten is known by the account's own number alone.
  row.member ?? `account ${row.account_id}`,
  row.task_id ?? '',
  row.request ?? '',
  row.model ?? '',
  row.provider_task_id ?? '',
  row.reason,
  row.cost_text ?? '',
  row.estimated === 1 ? 'yes' : 'no',
  row.grant_id === null ? '' : String(row.grant_id),
  usd(row.grant_reserved_delta),
  usd(row.grant_spent_delta),
  row.actor ?? (row.actor_account_id === null ? '' : `account ${row.actor_account_id}`),
  row.reach,
];

const isoTime = (atMs: number): string => new Date(atMs).toISOString();

/** Exact: `0.080000`. */
const usd = (micros: number): string => (micros / MICROS_PER_USD).toFixed(6);
