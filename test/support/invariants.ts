// What must hold after whatever happened: Discord's rules were kept, every picture has alternative text, the ledger is true, and it holds what the provider
// really charged.
import { expect } from 'vitest';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import type { World } from '../../playground/world.ts';
import { parseCostMicros } from '../../src/billing/money.ts';
import { HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { verifyLedger } from '../../src/billing/verify-ledger.store.ts';
import { openDatabaseReadOnly } from '../../src/store/open-database.ts';

/** Of the bot's own; what it is called by those who cannot see it is never empty. */
const picturesWithoutWords = (world: World): string[] =>
  [...world.discord.state.messages.values()]
    .filter(({ message }) => message.author.id === BOT_ID)
    .flatMap(({ message }) => message.attachments)
    .filter(({ content_type, description = '' }) => content_type?.startsWith('image/') && description.trim() === '')
    .map(({ filename }) => filename);

/** @param notYetSettledMicros charged by the provider for tasks whose answer the bot never got */
export async function expectPromisesKept(world: World, notYetSettledMicros = 0): Promise<void> {
  expect(world.discord.state.violations).toEqual([]);
  expect(picturesWithoutWords(world)).toEqual([]);
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
