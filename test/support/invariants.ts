// What must hold after whatever happened: Discord's rules were kept, every image has alternative
// text, the ledger is true, and it holds what the provider really charged.
import type { APIMessage } from 'discord-api-types/v10';
import { expect, vi } from 'vitest';
import { buttonsOf } from '../../playground/discord-api/buttons.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import type { World } from '../../playground/world.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import { parseCostMicros } from '../../src/billing/money.ts';
import { HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { readDatabase } from './promises.ts';

/** Of the bot's own; what it is called by those who cannot see it is never empty. */
const imagesWithoutWords = (world: World): string[] =>
  messagesOfBot(world)
    .flatMap(({ attachments }) => attachments)
    .filter(({ content_type, description = '' }) => content_type?.startsWith('image/') && description.trim() === '')
    .map(({ filename }) => filename);

/** A symbol or a colour alone tells not everybody what a button does. */
const buttonsWithoutWords = (world: World): string[] =>
  messagesOfBot(world)
    .flatMap(buttonsOf)
    .filter(({ label }) => !/\p{L}/u.test(label))
    .map(({ customId }) => customId);

const messagesOfBot = (world: World): APIMessage[] =>
  [...world.discord.state.messages.values()].map(({ message }) => message).filter(({ author }) => author.id === BOT_ID);

/** @param notYetSettledMicros charged by the provider for tasks whose answer the bot never got */
export async function expectPromisesKept(world: World, notYetSettledMicros = 0): Promise<void> {
  expect(world.discord.state.violations).toEqual([]);
  expect(imagesWithoutWords(world)).toEqual([]);
  expect(buttonsWithoutWords(world)).toEqual([]);
  expect(await readDatabase(world, verifyLedger)).toEqual([]);
  const charged = () => world.provider.charges().reduce((sum, cost) => sum + parseCostMicros(cost), 0);
  // The provider charges when an image is done, and the bot learns of it by its next poll.
  const missing = async () => charged() - notYetSettledMicros - (await readDatabase(world, spentMicros));
  // Hooks call this too, where `expect.poll` is refused.
  await vi.waitFor(async () => expect(await missing()).toBe(0), { timeout: SETTLING_MS });
}

const SETTLING_MS = 10_000;

const spentMicros = async (db: Parameters<typeof sumsSince>[0]): Promise<number> =>
  (await sumsSince(db, HOST_SCOPE, 0)).spentMicros;
