// What the operator has been told of trouble with the provider and of its charges: kept, so that a
// restart neither repeats it nor forgets to tell its end.
import type { Kysely } from 'kysely';
import type { SteadyMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import { readAppState, readAppStateFamily, writeAppState } from './app-state.store.ts';

type Db = Kysely<Database>;

const TROUBLE = 'host_alarm';
const CHARGE_PREFIX = 'unexpected_charge:';

/** @returns the trouble that was told last and has not ended */
export const toldTrouble = (db: Db): Promise<string | undefined> => readAppState(db, TROUBLE);

/** @param value undefined once it has ended */
export const keepTrouble = (db: Db, value: string | undefined): Promise<void> => writeAppState(db, TROUBLE, value);

/** @returns when the operator was last told of an unexpected charge, by model */
export async function toldCharges(db: Db): Promise<Map<string, SteadyMs>> {
  const values = await readAppStateFamily(db, CHARGE_PREFIX);
  return new Map([...values].map(([model, at]) => [model, Number(at)]));
}

export const keepToldCharge = (db: Db, model: string, at: SteadyMs): Promise<void> =>
  writeAppState(db, `${CHARGE_PREFIX}${model}`, String(at));
