// Blocked words are found as people read them, whole, and no pattern can hang the bot.
import { describe, expect, it } from 'vitest';
import {
  findBlockedWord,
  isSameWord,
  isUseless,
  PATTERNS_COST_MAX,
  patternProblem,
  patternsCost,
} from '../../src/servers/blocked-words.ts';

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
    // Between words of these scripts stands nothing.
    ['暴力', '非常暴力的画'],
    ['ระเบิด', 'ภาพระเบิดใหญ่'],
    // A stroke may be an i or an l.
    ['elf', 'an e1f in the wood'],
    ['elf', 'an eIf in the wood'],
    ['elfin', 'e|fin'],
    ['witch', 'a w1tch'],
    ['rock 🎸', 'some rock 🎸 here'],
    // A form takes new lines.
    ['two words', 'these two  words'],
    ['two words', 'these two\nwords'],
    ['two  words', 'these two words'],
    ['STRASSE', 'auf der Straße'],
    // Korean writes particles onto a word.
    ['폭탄', '폭탄을 그려줘'],
    ['폭탄', '시한폭탄'],
    ['ガン', 'ｶﾞﾝを持つ人'],
    ['नंगा', 'एक नंगा आदमी'],
    ['ass', 'an @$$'],
  ])('%s is found in %j', async (text, prompt) => {
    expect(await findBlockedWord(prompt, word(text))).toBeDefined();
  });

  it.each([
    ['blood', 'a bloodhound'],
    ['ass', 'a classic grass scene'],
    ['cat', 'concatenate 2cat3'],
    ['fall', 'the fail of a plan'],
    // A letter of two units beside it, and one more letter of the same syllable.
    ['cat', '𐐀cat'],
    ['가', '각'],
    // Marks that make another letter are no accents.
    ['ガン', 'アメリカン'],
    ['パス', 'ハスの花'],
    ['ขาว', 'ข้าว'],
    ['नंगा', 'एक नाग'],
    // Figures alone are no word in disguise.
    ['ss', '55 roses'],
    ['ss', 'a $5 bill'],
    ['88', 'a BB gun'],
    ['blood', 'a lighthouse in fog'],
  ])('%s is not found in %j', async (text, prompt) => {
    expect(await findBlockedWord(prompt, word(text))).toBeUndefined();
  });
});

it.each([
  ['blood', 'BLÓOD', true],
  ['two words', 'two  words', true],
  ['blood', 'bloods', false],
])('%s and %s are one word: %s', (one, other, isSame) => {
  const [first, second] = [word(one)[0], word(other)[0]];
  expect(first && second && isSameWord(first, second)).toBe(isSame);
});

it.each([
  ['  ', false, true],
  ['\u0301\u200B', false, true],
  ['blood', false, false],
  ['.*', true, true],
  ['.', true, true],
  ['.+', true, true],
  ['\\S', true, true],
  ['[^x]', true, true],
  ['[a-z]', true, false],
  ['^.{0,30}$', true, false],
  ['^.{1,30}$', true, false],
  ['.{40,}', true, false],
  ['acme|', true, true],
  ['acme', true, false],
  ['blood', true, false],
])('%j (a pattern: %s) is of no use: %s', (text, isPattern, expected) => {
  expect(isUseless({ text, isPattern })).toBe(expected);
});

describe('a pattern', () => {
  it('goes over lines', async () => {
    expect(await findBlockedWord('naked\nwoman', pattern('naked.*woman'))).toBeDefined();
  });

  it('is looked for anywhere, in any case', async () => {
    expect(await findBlockedWord('made by ACME corp', pattern('acme|globex'))).toBeDefined();
    expect(await findBlockedWord('number 4711', pattern('\\d{4}'))).toBeDefined();
    expect(await findBlockedWord('number 47', pattern('^\\d{4}$'))).toBeUndefined();
  });

  it('may name accents, and what folding changes', async () => {
    expect(await findBlockedWord('un dragón', pattern('drag[óö]n'))).toBeDefined();
    expect(await findBlockedWord('un drago\u0301n', pattern('dragón'))).toBeDefined();
  });

  it('costs by its length, and a server’s together only so much', async () => {
    expect(patternsCost([...pattern('acme\\d+'), ...word('acme'), ...pattern('(')])).toBeLessThan(20);
    expect(patternsCost(pattern('.{0,500}(a|b){0,500}z'))).toBeGreaterThan(PATTERNS_COST_MAX);
    const heaviest = pattern('.{0,320}(a|b){0,320}z');
    expect(patternsCost(heaviest)).toBeLessThan(PATTERNS_COST_MAX);
    const startedAt = performance.now();
    expect(await findBlockedWord('ab '.repeat(2_000), heaviest)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('that the engine does not know is none', () => {
    for (const text of ['(', '(?=a)', '(a)\\1', '*']) expect(patternProblem(text)).toBeDefined();
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
