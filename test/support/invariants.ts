// What must hold after whatever happened: Discord's rules were kept, the ledger is true, and it holds what the provider really charged.
import { expect } from 'vitest';
import type { World } from '../../playground/world.ts';
import { parseCostMicros } from '../../src/billing/money.ts';
import { HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { verifyLedger } from '../../src/billing/verify-ledger.store.ts';
import { openDatabaseReadOnly } from '../../src/store/open-database.ts';

/** @param notYetSettledMicros charged by the provider for tasks whose answer the bot never got */
export async function expectPromisesKept(world: World, notYetSettledMicros = 0): Promise<void> {
  expect(world.discord.state.violations).toEqual([]);
  const db = openDatabaseReadOnly(world.databasePath);
  try {
    expect(await verifyLedger(db)).toEqual([]);
    const charged = world.images.charges().reduce((sum, cost) => sum + parseCostMicros(cost), 0);
    const { spentMicros } = await sumsSince(db, HOST_SCOPE, 0);
    expect(spentMicros).toBe(charged - notYetSettledMicros);
  } finally {
    await db.destroy();
  }
}
