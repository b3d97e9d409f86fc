// The form for a block, and the suggestions of /moderate: what is preselected, and which prompts
// are not shown.
import { describe, expect, it } from 'vitest';
import { offeredName } from '../../commands/moderation/autocomplete-images.ts';
import { blockForm, readBlockForm } from '../../commands/moderation/block-form.ts';
import type { Spoiler } from '../../src/tasks/requests/request-options.ts';
import { createText } from '../../src/text/text.ts';

const language = createText()('en-US');

describe('the form for a block', () => {
  it('preselects a day, never a block without end', () => {
    const form = JSON.parse(JSON.stringify(blockForm('1', language)));
    const chosen = form.components[0].component.options.filter((option: { default?: boolean }) => option.default);
    expect(chosen).toMatchObject([{ value: '1d' }]);
  });
});

describe('the form for a block, sent', () => {
  const spanOf = (...values: string[]) => {
    const fields = { getStringSelectValues: () => values, getTextInputValue: () => '' };
    return readBlockForm({ fields } as never).spanMs;
  };
  const DAY_MS = 24 * 60 * 60_000;

  it.each([
    ['12h', DAY_MS / 2],
    ['until-lifted', undefined],
    ['for ever', DAY_MS],
    ['3h', DAY_MS],
    ['', DAY_MS],
  ])('%j is for %s', (value, spanMs) => {
    expect(spanOf(value)).toBe(spanMs);
  });

  it('without a duration is for a day', () => {
    expect(spanOf()).toBe(DAY_MS);
  });
});

describe('an image offered to moderators', () => {
  const named = (spoiler: Spoiler, is_private: 0 | 1) => {
    const options = JSON.stringify({
      model: 'm',
      parameters: { prompt: 'a secret' },
      spoiler,
      isPrivate: is_private === 1,
    });
    return offeredName({ id: '1', prompt: 'a secret', is_private, options, created_at: 0 as never }, language.t);
  };

  it.each([
    [false, 0, /^a secret · /],
    [true, 0, /^\(spoiler\) · /],
    ['prompt', 0, /^\(spoiler\) · /],
    [false, 1, /^\(private\) · /],
    [true, 1, /^\(private\) · /],
  ] as const)('spoiler %s, private %s: shows words only where they are open', (spoiler, isPrivate, label) => {
    expect(named(spoiler, isPrivate)).toMatch(label);
  });
});
