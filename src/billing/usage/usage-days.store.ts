// Usage by day, server, member, model and kind: counted as tasks end, in the same transaction as
// their ledger line.
import type { Kysely } from 'kysely';
import type { UsageDayRow } from '../../store/billing-tables.ts';
import { inState } from '../../store/in-state.ts';
import type { Database } from '../../store/schema.ts';

type Db = Kysely<Database>;

/** '' stands for direct messages and places without the bot. */
export const usagePlace = (guildId: string | null): string => guildId ?? '';

export async function addUsage(db: Db, row: UsageDayRow): Promise<void> {
  await db
    .insertInto('usage_days')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'day', 'account_id', 'model', 'kind']).doUpdateSet((eb) => ({
        images: eb('usage_days.images', '+', row.images),
        failures: eb('usage_days.failures', '+', row.failures),
        charged_failures: eb('usage_days.charged_failures', '+', row.charged_failures),
        spent_micros: eb('usage_days.spent_micros', '+', row.spent_micros),
        failed_micros: eb('usage_days.failed_micros', '+', row.failed_micros),
      })),
    )
    .execute();
}

/** What a report is about. */
export interface UsageFilter {
  /** Every server where not given. */
  guildId?: string | null;
  accountIds?: readonly number[];
  /** `2026-11-23`, both inclusive. */
  from: string;
  to: string;
}

/** What a report is broken down by. */
export type UsageColumn = 'day' | 'account_id' | 'model' | 'kind' | 'guild_id';

export type UsageGroup<Column extends UsageColumn> = Pick<UsageDayRow, Column> & UsageFigures;

export interface UsageFigures {
  images: number;
  failures: number;
  /** Those of the failures that were charged all the same. */
  chargedFailures: number;
  /** Of everything, and of the charged failures among it. */
  spentMicros: number;
  failedMicros: number;
}

/** Sums by `columns`, the most expensive first. */
export async function sumUsage<Column extends UsageColumn>(
  db: Db,
  { guildId, accountIds, from, to }: UsageFilter,
  columns: readonly Column[],
): Promise<UsageGroup<Column>[]> {
  const isByMember = accountIds !== undefined || (columns as readonly UsageColumn[]).includes('account_id');
  // Where no member is asked for, both tables have all that is.
  const table = (isByMember ? 'usage_days' : 'usage_sums') as 'usage_days';
  const rows = await db
    .selectFrom(table)
    .select(columns as readonly UsageColumn[])
    .select((eb) => [
      eb.fn.sum<number>('images').as('images'),
      eb.fn.sum<number>('failures').as('failures'),
      eb.fn.sum<number>('charged_failures').as('chargedFailures'),
      eb.fn.sum<number>('spent_micros').as('spentMicros'),
      eb.fn.sum<number>('failed_micros').as('failedMicros'),
    ])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', usagePlace(guildId ?? null)))
    .$if(accountIds !== undefined, (query) => query.where('account_id', 'in', accountIds ?? []))
    .groupBy(columns as readonly UsageColumn[])
    .orderBy('spentMicros', 'desc')
    .execute();
  return rows as unknown as UsageGroup<Column>[]; // The columns that were asked for, and the sums.
}

/**
 * What is held in a place for tasks whose charge nobody could confirm yet. What a moderator has
 * given back is held in all places together alone.
 */
export async function unconfirmedIn(
  db: Db,
  { guildId, accountIds }: Pick<UsageFilter, 'guildId' | 'accountIds'>,
): Promise<{ tasks: number; micros: number }> {
  const row = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('tasks'),
      eb.fn.coalesce(eb.fn.sum<number>('estimate_micros'), eb.lit(0)).as('micros'),
    ])
    .where('tasks.state', '=', inState('unconfirmed'))
    .$if(guildId !== undefined, (query) =>
      query.where('requests.guild_id', 'is', guildId ?? null).where('tasks.released_here_at', 'is', null),
    )
    .$if(accountIds !== undefined, (query) => query.where('requests.account_id', 'in', accountIds ?? []))
    .executeTakeFirstOrThrow();
  return { tasks: Number(row.tasks), micros: Number(row.micros) };
}
