// Entries of the audit trail in every language: facts of every kind, those of other versions, and
// words of before there were facts.
import { describe, expect, it } from 'vitest';
import { describeChange, EVERYTHING, type Room } from '../../commands/moderation/audit/describe-change.ts';
import { settingFact } from '../../commands/settings/describe-settings.ts';
import type { AuditFact } from '../../src/servers/audit-facts.ts';
import { serverSettings } from '../../src/servers/settings.store.ts';
import { languages } from '../../src/text/catalogues.ts';
import { createText } from '../../src/text/text.ts';

const languageOf = createText();
const english = languageOf('en-US');
const NARROW: Room = { reasonMax: 20, textMax: 30, listedMax: 1 };
const limit = { limitMicros: 5_000_000, window: 'day', source: 'member' } as const;

const told = (facts: unknown, { target = 'member:1', words = { before: 'old words', after: 'new words' } } = {}) =>
  describeChange(
    { target, ...words, facts: typeof facts === 'string' ? facts : JSON.stringify(facts) },
    english,
    EVERYTHING,
  );

describe('a fact of another version', () => {
  const block = { is: 'block', endsAt: null };
  it.each([
    ['a kind that is new', { is: 'quota', most: 3 }],
    ['a source that is new', { is: 'limit', limit: { ...limit, source: 'channel' } }],
    ['money as text', { is: 'grant', id: 1, amountMicros: '5', expiresAt: null }],
    ['nothing', null],
    ['text', 'blocked'],
  ])('leaves the other side readable: %s', (_case, unknown) => {
    const words = english.t('moderate.untilLifted');
    expect(told({ before: block, after: unknown })).toEqual({ before: words, after: 'new words' });
    expect(told({ before: unknown, after: block })).toEqual({ before: 'old words', after: words });
  });

  it.each(['', '{', 'null', '[]', '5', '"text"', '{"__proto__":{"after":1}}'])(
    'facts that are %j leave the words',
    (text) => {
      expect(told(text)).toEqual({ before: 'old words', after: 'new words' });
    },
  );
});

it('an entry of before there were facts is told in its words, cut to the room there is', () => {
  const row = { target: 'setting', before: null, after: 'x'.repeat(500), facts: null };
  const { before, after } = describeChange(row, english, NARROW);
  expect([before, after.length <= NARROW.textMax]).toEqual(['', true]);
});

it('a setting that there is no more is told as nothing', () => {
  const facts = { after: { is: 'setting', settings: { old_setting: 5 }, defaults: {} } };
  expect(told(facts, { target: 'old_setting' }).after).toBe('');
});

describe.each(languages)('in %s', (locale) => {
  const language = languageOf(locale);
  const facts: AuditFact[] = [
    { is: 'limit', limit: null },
    ...(['member', 'role', 'default', 'host', 'server', 'host-server'] as const).flatMap((source) =>
      (['day', 'week', 'month', 'total'] as const).map(
        (window): AuditFact => ({
          is: 'limit',
          limit: { limitMicros: 0, limitImages: 1, window, source, roleId: '4' },
        }),
      ),
    ),
    { is: 'grant', id: 1, amountMicros: 1, expiresAt: null },
    { is: 'grant', id: 1, amountMicros: Number.MAX_SAFE_INTEGER, expiresAt: 8.64e15 },
    { is: 'grant-left', id: 1, amountMicros: 5, leftMicros: -5 },
    { is: 'block', endsAt: null },
    { is: 'block', endsAt: 0 },
    ...(['released', 'charged', 'notCharged'] as const).map((outcome): AuditFact => ({ is: 'charge', outcome })),
  ];
  it.each(facts)('%j is told', (fact) => {
    const { after } = describeChange(
      { target: null, before: null, after: null, facts: JSON.stringify({ after: fact }) },
      language,
      NARROW,
    );
    expect(after).toMatch(/\S/);
    expect(after).not.toMatch(/undefined|null|NaN|Invalid|\{|\}|Infinity/);
  });

  it.each(serverSettings.keyof().options)('the setting %s is told, set or not', (name) => {
    const set = serverSettings.parse({
      [name]: serverSettings.shape[name].safeParse(5).success ? 5 : undefined,
      paused: 'while <@1> is away `',
      moderator_role: '4',
      log_channel: '3',
      allowed_channels: ['1', '2', '3'],
      blocked_words: [{ text: 'a', isPattern: false }],
      language: 'xx',
    });
    for (const settings of [serverSettings.parse({}), set]) {
      const row = { target: name, before: null, after: null };
      const facts = JSON.stringify({ after: settingFact(name, settings, {}) });
      const { after } = describeChange({ ...row, facts }, language, NARROW);
      expect(after).toMatch(/\S/);
      expect(after).not.toMatch(/undefined|NaN|\{|\}/);
    }
  });
});
