// Parts are put together as each language does, and a language without words of its own is put
// together as English, which it is shown in.
import { describe, expect, it } from 'vitest';
import { joinClauses, joinSentences, listItems } from '../../src/text/join-words.ts';

const SENTENCES = ['One.', 'Two.'];
const ITEMS = ['11', '22', '33'];

describe.each([
  ['en-US', 'One. Two.', '11, 22, 33', '11, 22, 33'],
  ['ko', 'One. Two.', '11, 22, 33', '11, 22, 33'],
  ['ja', 'One.Two.', '11、22、33', '11、22、33'],
  ['zh-CN', 'One.Two.', '11，22，33', '11、22、33'],
  ['zh-TW', 'One. Two.', '11, 22, 33', '11, 22, 33'],
])('in %s', (locale, sentences, clauses, items) => {
  it('joins sentences', () => {
    expect(joinSentences(SENTENCES, { locale })).toBe(sentences);
  });

  it('joins clauses', () => {
    expect(joinClauses(ITEMS, { locale })).toBe(clauses);
  });

  it('lists items, each told from the next', () => {
    expect(listItems(ITEMS, { locale })).toBe(items);
  });
});
