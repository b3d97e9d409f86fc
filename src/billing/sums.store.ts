// Sums over a window, from the rollups: what was spent, what is reserved, how many images.
import { type Kysely, sql } from 'kysely';
import { inState } from '../store/in-state.ts';
import type { Database } from '../store/schema.ts';

export interface Sums {
  spentMicros: number;
  reservedMicros: number;
  /** Made, and being made. */
  images: number;
  reservedImages: number;
}

/** @param since the window's begin, milliseconds since 1970 */
export async function sumsSince(db: Kysely<Database>, scope: string, since: number): Promise<Sums> {
  const row = await db
    .selectFrom('rollups')
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>('spent_micros'), eb.lit(0)).as('spentMicros'),
      eb.fn.coalesce(eb.fn.sum<number>('reserved_micros'), eb.lit(0)).as('reservedMicros'),
      eb.fn.coalesce(eb.fn.sum<number>('images'), eb.lit(0)).as('images'),
      eb.fn.coalesce(eb.fn.sum<number>('reserved_images'), eb.lit(0)).as('reservedImages'),
    ])
    .where('scope', '=', scope)
    .where('bucket_at', '>=', since)
    .executeTakeFirstOrThrow();
  return {
    spentMicros: Number(row.spentMicros),
    reservedMicros: Number(row.reservedMicros),
    images: Number(row.images),
    reservedImages: Number(row.reservedImages),
  };
}

/** What failed and was charged all the same. */
export interface ChargedFailures {
  chargedFailures: number;
  failedMicros: number;
}

/** Of a member in one place. @param since the window's begin, milliseconds since 1970 */
export async function chargedFailuresSince(
  db: Kysely<Database>,
  { accountId, guildId, since }: { accountId: number; guildId: string | null; since: number },
): Promise<ChargedFailures> {
  const row = await db
    .selectFrom('ledger')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.coalesce(eb.fn.sum<number>('spent_delta'), eb.lit(0)).as('micros'),
    ])
    // As its partial index has them, which leaves little to read.
    .where((eb) =>
      eb.and([
        eb('kind', '=', sql.lit('settle')),
        eb('images_delta', '=', eb.lit(0)),
        eb('spent_delta', '>', eb.lit(0)),
      ]),
    )
    .where('account_id', '=', accountId)
    .where('guild_id', 'is', guildId)
    .where('window_at', '>=', since)
    .where('reach', '<>', 'host')
    .executeTakeFirstOrThrow();
  return { chargedFailures: Number(row.count), failedMicros: Number(row.micros) };
}

/**
 * What is held for tasks whose charge nobody could confirm yet, but for those that a moderator has
 * given back.
 */
export async function unconfirmedMicros(
  db: Kysely<Database>,
  accountId: number,
  guildId: string | null,
): Promise<number> {
  const row = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('estimate_micros'), eb.lit(0)).as('micros'))
    .where('tasks.state', '=', inState('unconfirmed'))
    .where('tasks.released_here_at', 'is', null)
    .where('requests.account_id', '=', accountId)
    .where('requests.guild_id', 'is', guildId)
    .executeTakeFirstOrThrow();
  return Number(row.micros);
}
