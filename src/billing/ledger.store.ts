// The ledger: lines are only ever added, each together with the sums it changes, inside the caller's transaction.
import type { Transaction } from 'kysely';
import type { Database, LedgerTable } from '../store/schema.ts';
import { bucketOf, scopesOf } from './scopes.ts';

type Trx = Transaction<Database>;

export interface Reservation {
  taskId: string;
  accountId: number;
  guildId: string | null;
  amountMicros: number;
  /** The admission's time, which decides the window that this and every later line of the task counts in. */
  at: number;
  reason: string;
}

/** Sets the expected cost of a task aside. */
export const reserve = (trx: Trx, reservation: Reservation): Promise<void> =>
  append(trx, {
    kind: 'reserve',
    task_id: reservation.taskId,
    account_id: reservation.accountId,
    guild_id: reservation.guildId,
    reserved_delta: reservation.amountMicros,
    spent_delta: 0,
    pictures_delta: 0,
    window_at: reservation.at,
    estimated: 0,
    cost_text: null,
    actor_account_id: null,
    reason: reservation.reason,
    created_at: reservation.at,
  });

export interface Settlement {
  taskId: string;
  costMicros: number;
  /** The price table's price stands in for a cost that the provider did not report. */
  estimated: boolean;
  costText: string | null;
  pictures: number;
  at: number;
  reason: string;
}

/** Turns a task's reservation into what it cost, in full, whatever had been reserved. */
export async function settle(trx: Trx, settlement: Settlement): Promise<void> {
  const reserved = await openReservation(trx, settlement.taskId);
  await append(trx, {
    ...reserved,
    kind: 'settle',
    spent_delta: settlement.costMicros,
    pictures_delta: settlement.pictures,
    estimated: settlement.estimated ? 1 : 0,
    cost_text: settlement.costText,
    actor_account_id: null,
    reason: settlement.reason,
    created_at: settlement.at,
  });
}

export interface Release {
  taskId: string;
  at: number;
  reason: string;
  actorAccountId?: number | null;
}

/** Gives a task's reservation back: it cost nothing. */
export async function release(trx: Trx, { taskId, at, reason, actorAccountId }: Release): Promise<void> {
  const reserved = await openReservation(trx, taskId);
  await append(trx, {
    ...reserved,
    kind: 'release',
    spent_delta: 0,
    pictures_delta: 0,
    estimated: 0,
    cost_text: null,
    actor_account_id: actorAccountId ?? null,
    reason,
    created_at: at,
  });
}

/** What every line that ends a reservation takes over from it. A second end is refused by the ledger's unique index. */
async function openReservation(trx: Trx, taskId: string) {
  const line = await trx
    .selectFrom('ledger')
    .select(['task_id', 'account_id', 'guild_id', 'window_at', 'reserved_delta'])
    .where('task_id', '=', taskId)
    .where('kind', '=', 'reserve')
    .executeTakeFirstOrThrow();
  return { ...line, reserved_delta: -line.reserved_delta };
}

type Line = Omit<LedgerTable, 'id'>;

async function append(trx: Trx, line: Line): Promise<void> {
  await trx.insertInto('ledger').values(line).execute();
  const bucket_at = bucketOf(line.window_at);
  for (const scope of scopesOf(line.account_id, line.guild_id)) {
    await addToRollup(trx, { scope, bucket_at, line });
  }
}

/** An update first: the sums' own checks look at an inserted row before a conflict turns it into an update. */
async function addToRollup(
  trx: Trx,
  { scope, bucket_at, line }: { scope: string; bucket_at: number; line: Line },
): Promise<void> {
  const { reserved_delta, spent_delta, pictures_delta } = line;
  const { numUpdatedRows } = await trx
    .updateTable('rollups')
    .set((eb) => ({
      reserved_micros: eb('reserved_micros', '+', reserved_delta),
      spent_micros: eb('spent_micros', '+', spent_delta),
      pictures: eb('pictures', '+', pictures_delta),
    }))
    .where('scope', '=', scope)
    .where('bucket_at', '=', bucket_at)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('rollups')
    .values({ scope, bucket_at, reserved_micros: reserved_delta, spent_micros: spent_delta, pictures: pictures_delta })
    .execute();
}
