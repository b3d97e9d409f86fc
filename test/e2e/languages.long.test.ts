// Each language through the front door: nobody meets a word of another one, a name of a text in
// place of it, or a value that was not put in.
import { expect, it } from 'vitest';
import type { NumberedEvent } from '../../playground/discord-api/model.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld } from '../../playground/world.ts';
import { catalogues, ENGLISH, languages } from '../../src/text/catalogues.ts';
import { en } from '../../src/text/en.ts';
import { createText } from '../../src/text/text.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { everybodyReads, TOUR_SETTINGS, walkThrough } from '../support/language-tour.ts';
import { textsOf } from '../support/texts-of.ts';

/** Shorter ones are words that languages share, or parts of names. */
const TELLING_LENGTH = 12;

it.concurrent.each(languages)('%s', { timeout: 180_000 }, async (locale) => {
  await using world = await startWorld({
    provider: { behaviour: { medianMs: 600, sigma: 0.1 } },
    settings: TOUR_SETTINGS,
  });
  const { people, events } = world.discord.state;
  everybodyReads(world, locale);
  const read: string[] = [];
  for (const { key } of people) events.on(`person:${key}`, ({ event }: NumberedEvent) => read.push(...wordsIn(event)));
  await walkThrough(world, createText()(locale).t);
  expect(read.length).toBeGreaterThan(300);
  expect(read.filter((text) => /\{\{|\$t\(/.test(text))).toEqual([]);
  expect(read.filter((text) => keys.has(text))).toEqual([]);
  if (locale !== ENGLISH) expect(read.flatMap((text) => englishIn(text, locale))).toEqual([]);
  await expectPromisesKept(world);
});

const keys = new Set(textsOf(en).map(([key]) => key));

/** Every string that the bot put into what somebody was told, except the words of people. */
function wordsIn(event: NumberedEvent['event']): string[] {
  if (event.kind === 'delete' || event.kind === 'presence') return [];
  if (event.kind === 'interaction') return 'modal' in event.answer ? stringsIn(event.answer.modal) : [];
  const { message } = event;
  if (message.author.id !== BOT_ID) return [];
  const names = message.attachments.map(({ description = '' }) => description);
  return [message.content, ...names, ...stringsIn(message.components)];
}

function stringsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(stringsIn) : [];
}

/**
 * English texts, up to their first value or command (which is shown as a mention), that stand in
 * `text` and are not the language's own; the API's parameters are called as in English.
 */
function englishIn(text: string, locale: string): string[] {
  const own = new Map(textsOf(catalogues[locale] ?? {}));
  return textsOf(en).flatMap(([key, words]) => {
    const [beginning = ''] = words.split(/\{\{|`/);
    const isTelling = beginning.length >= TELLING_LENGTH && !key.startsWith('commandName.');
    return isTelling && !own.get(key)?.startsWith(beginning) && text.includes(beginning) ? [`${key}: ${text}`] : [];
  });
}
