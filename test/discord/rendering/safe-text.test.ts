// What people typed is shown letter by letter.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, isBlank, plainLine, quote } from '../../../src/discord/rendering/safe-text.ts';

describe('quote', () => {
  it.each([
    ['**bold** _x_ ~~y~~ `code` ||spoiler||', '\\*\\*bold\\*\\* \\_x\\_ \\~\\~y\\~\\~ \\`code\\` \\|\\|spoiler\\|\\|'],
    ['@everyone <@1> <#2> <t:3:R>', '\\@everyone \\<\\@1\\> \\<\\#2\\> \\<t\\:3\\:R\\>'],
    ['[a](https://b.c)', '\\[a\\]\\(https\\:\\/\\/b.c\\)'],
    ['# heading\n- list\n> quote', '\\# heading \\- list \\> quote'],
    ['back\\slash', 'back\\\\slash'],
  ])('takes the meaning out of %j', (text, shown) => {
    expect(quote(text, 200)).toBe(shown);
  });

  it('leaves nothing that formats, mentions or links, and stays within twice the length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        const shown = quote(text, 100);
        expect(shown.length).toBeLessThanOrEqual(200);
        expect(shown.replace(/\\./gu, '')).not.toMatch(/[\\*_~`|>#[\]()<@:/\n]/);
      }),
    );
  });
});

describe('plainLine', () => {
  it('drops what hides or turns text, and keeps what emoji and scripts need', () => {
    expect(plainLine('a\u202Eb\u200Bc\uFEFFd\u0000e\u2066f')).toBe('abc def');
    expect(plainLine('👩‍👩‍👧 می‌خواهم')).toBe('👩‍👩‍👧 می‌خواهم');
    expect(plainLine('  a \n\t b  ')).toBe('a b');
    const flags =
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} \u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}';
    expect(plainLine(flags)).toBe(flags);
    // The same tags after anything else hide words.
    expect(plainLine('a\u{E0067}\u{E0062}\u{E007F}b')).toBe('ab');
  });
});

describe('cut', () => {
  it('cuts between characters as people count them', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abcde…');
    expect(cut('👩‍👩‍👧👩‍👩‍👧', 10)).toBe('👩‍👩‍👧…');
  });
});

describe('isBlank', () => {
  it.each([
    '',
    ' \n',
    '\u200B\u2060\uFEFF',
    '\u{E0067}\u{E007F}',
    '\u3164\u115F',
    '\u2800',
    '\uFE0F\u034F',
    '\u0301',
    '\u202E\u0000',
  ])('sees nothing in %j', (text) => expect(isBlank(text)).toBe(true));
  it.each(['a', '.', '猫', '🏴', '\u200Ba'])('sees something in %j', (text) => expect(isBlank(text)).toBe(false));
});
