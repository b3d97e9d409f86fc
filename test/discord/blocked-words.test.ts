// Blocked words are found as people read them, whole, and no pattern can hang the bot.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, findBlockedWord } from '../../src/servers/blocked-words.ts';

const word = (text: string) => [{ text, isPattern: false }];
const pattern = (text: string) => [{ text, isPattern: true }];

describe('a word', () => {
  it.each([
    ['blood', 'a pool of Blood, oil painting'],
    ['blood', 'BLOOD'],
    ['blood', 'blóöd'],
    ['blood', 'ｂｌｏｏｄ'],
    ['blood', 'bl\u200Bood'],
    ['blood', 'blооd in Cyrillic'],
    ['blood', 'bl00d'],
    ['кровь', 'много Крови и кровь'],
    ['straße', 'auf der STRASSE'.replace('SS', 'ẞ')],
    ['two words', 'these two words here'],
    ['日本', '日本'],
  ])('%s is found in %j', async (text, prompt) => {
    expect(await findBlockedWord(prompt, word(text))).toBeDefined();
  });

  it.each([
    ['blood', 'a bloodhound'],
    ['ass', 'a classic grass scene'],
    ['cat', 'concatenate 2cat3'],
    ['blood', 'a lighthouse in fog'],
  ])('%s is not found in %j', async (text, prompt) => {
    expect(await findBlockedWord(prompt, word(text))).toBeUndefined();
  });
});

describe('a pattern', () => {
  it('is looked for anywhere, in any case', async () => {
    expect(await findBlockedWord('made by ACME corp', pattern('acme|globex'))).toBeDefined();
    expect(await findBlockedWord('number 4711', pattern('\\d{4}'))).toBeDefined();
    expect(await findBlockedWord('number 47', pattern('^\\d{4}$'))).toBeUndefined();
  });

  it('that the engine does not know is none', () => {
    for (const text of ['(', '(?=a)', '(a)\\1', '*']) expect(compilePattern(text)).toBeUndefined();
  });

  it('that would take others forever ends at once', async () => {
    const startedAt = performance.now();
    expect(await findBlockedWord(`${'a'.repeat(4_000)}!`, pattern('^(a+)+$'))).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('and hundreds of the slowest leave others their turn', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const slow = Array.from({ length: 300 }, (_, index) => pattern(`(.*a){30}${index}b`)).flat();
    expect(await findBlockedWord('ab cd '.repeat(300), slow)).toBeUndefined();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

it('nothing that people write breaks it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', minLength: 1 }),
      async (prompt, text) => {
        await findBlockedWord(prompt, [...word(text), ...pattern(text)]);
        const isWord = /^[a-z]+$/.test(text);
        if (isWord) expect(await findBlockedWord(`${prompt} ${text} ${prompt}`, word(text))).toBeDefined();
      },
    ),
  );
});
