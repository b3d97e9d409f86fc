// Every text of a language with values put in, packed into messages of a size that Discord takes.
import { formatUsd } from '../src/billing/money.ts';
import { catalogues } from '../src/text/catalogues.ts';
import { formatPercent, formatSpan, progressBar, relativeTime } from '../src/text/figures.ts';
import type { Language } from '../src/text/text.ts';
import { textsOf } from '../test/support/texts-of.ts';

const SHEET_MAX = 1_900;
const HOURS_5_MS = 5 * 3600 * 1000;
const PRICE_MICROS = 80_000;
const BUDGET_MICROS = 2_000_000;

/** @returns messages: each text behind its key */
export function textSheets(language: Language): string[] {
  const lines = textsOf(catalogues[language.locale] ?? {})
    .filter(([key]) => !key.startsWith('commandName.'))
    .map(([key, text]) => `\`${key}\` ${withValues(text, key, language)}`);
  const sheets: string[] = [];
  for (const line of lines) {
    const last = sheets.at(-1);
    if (last !== undefined && last.length + line.length < SHEET_MAX) sheets[sheets.length - 1] = `${last}\n${line}`;
    else sheets.push(line);
  }
  return sheets;
}

const withValues = (text: string, key: string, language: Language): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => sampleOf(name, key, language));

/** Such as stands there. */
function sampleOf(name: string, key: string, language: Language): string {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  const values: Readonly<Record<string, string>> = {
    count: key.endsWith('_one') ? '1' : '3',
    number: '2',
    place: '3',
    open: '4',
    wanted: '2',
    most: '4',
    least: '1',
    page: '2',
    cost: usd(PRICE_MICROS),
    reserved: usd(PRICE_MICROS),
    used: /images/i.test(key) ? '3' : usd(BUDGET_MICROS - PRICE_MICROS),
    left: key.startsWith('request') ? formatSpan(HOURS_5_MS / 5000, language) : usd(PRICE_MICROS),
    limit: /oncurrency/.test(key) ? '4' : usd(BUDGET_MICROS),
    amount: usd(BUDGET_MICROS),
    percent: formatPercent(0.8, language),
    bar: progressBar(0.6),
    window: t(key.startsWith('denial') || key.startsWith('notice') ? 'windowName.day' : 'window.day'),
    when: relativeTime(Date.now() + HOURS_5_MS),
    resets: relativeTime(Date.now() + HOURS_5_MS),
    member: '100000000000000002',
    userId: '100000000000000001',
    channel: '300000000000000002',
    role: '400000000000000011',
    rule: t('budget.amount', { limit: usd(BUDGET_MICROS), window: t('window.day') }),
    model: 'flux_kontext_max',
    prompt: 'a lighthouse in fog',
    option: 'seed',
    detail: 'photo.jpg',
  };
  return values[name] ?? `‹${name}›`;
}
