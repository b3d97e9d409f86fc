// A chart holds no empty boxes in place of letters: it is in its reader's language where its font
// can draw that, in English elsewhere.
import { describe, expect, it } from 'vitest';
import { drawableLanguage } from '../../commands/usage/chart-language.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { usagePeriods } from '../../src/billing/usage/usage-period.ts';
import { canDraw } from '../../src/media/jobs/chart-font.ts';
import { languages } from '../../src/text/catalogues.ts';
import { createText } from '../../src/text/text.ts';

const languageOf = createText();

describe.each(languages)('a chart for somebody who reads %s', (locale) => {
  const { t, locale: chartLocale } = drawableLanguage(languageOf(locale), languageOf);

  it('shows only what its font can draw', () => {
    const periods = [
      ...usagePeriods.map((period) => t(`usage.period.${period}`)),
      t('usage.between', { from: '2026-11-01', to: '2026-11-30' }),
    ];
    const titles = periods.flatMap((period) => [
      t('usage.titleMe', { period }),
      t('usage.titleMember', { name: 'Anna', period }),
      t('usage.titleServer', { period }),
      t('usage.titleTop', { period }),
      t('usage.titleHost', { period }),
    ]);
    const kinds = (['imagine', 'edit', 'remix'] as const).map((kind) => t(`usage.kind.${kind}`));
    const names = [...kinds, t('usage.others'), t('usage.unnamed', { number: 7 })];
    const shown = [...titles, ...names, t('usage.chartUnit'), formatUsd(1_250_000, chartLocale)];
    expect(shown.filter((text) => !canDraw(text))).toEqual([]);
  });
});

it.each(['ja', 'ko', 'zh-CN'])('is in English for %s, which the font has no letters for', (locale) => {
  expect(drawableLanguage(languageOf(locale), languageOf).locale).toBe('en-US');
});

it('stays in a language that the font has letters for', () => {
  expect(drawableLanguage(languageOf('en-GB'), languageOf).locale).toBe('en-GB');
});
