// One report, ready to be shown: its figures in words, its chart, and its table where that was
// asked for.
import type { RepliableInteraction } from 'discord.js';
import { userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { sumUsage, type UsageFilter } from '../../src/billing/usage/usage-days.store.ts';
import { type DaySpan, daysOf } from '../../src/billing/usage/usage-period.ts';
import { type DailyCost, dailyCost, type Stack, usageReport } from '../../src/billing/usage/usage-report.ts';
import { attachData } from '../../src/discord/api/attach-file.ts';
import { ATTACHMENT_DESCRIPTION_MAX, CONTENT_MAX } from '../../src/discord/api/limits.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { describeReport } from '../../src/discord/rendering/describe-report.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import type { UsageChart } from '../../src/media/jobs/usage-chart.ts';
import { toSpreadsheet } from '../../src/text/csv.ts';
import { listItems } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';
import { drawableLanguage } from './chart-language.ts';

export interface UsageQuestion {
  /** What stands above it and in the chart. */
  title(language: Language): string;
  filter: UsageFilter;
  /** What the bars are stacked by. */
  stack: Stack;
  nameOf(key: string | number, language: Language): string;
  /** What stands below the figures: budgets, or the list of members. */
  further: readonly string[];
  withCsv: boolean;
}

/** Longer ones begin with the first day on which anything was spent. */
const DAYS_SHOWN_MAX = 366;

export async function answerUsage(
  interaction: RepliableInteraction,
  app: App,
  question: UsageQuestion,
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { filter, stack, further } = question;
  const report = await usageReport(app.db, filter, stack);
  const days = shownDays(filter, report.daily);
  const cost = dailyCost(days, report.daily);
  const content = [`**${question.title(language)}**`, ...describeReport(report, language), ...further].join('\n');
  const files = [];
  if (report.totals.spentMicros > 0)
    files.push(await chartFile(drawnPart(question, days, report.daily), cost, language, app));
  if (question.withCsv) files.push(await csvFile(app, filter));
  return { content: cut(content, CONTENT_MAX), files };
}

function shownDays(span: DaySpan, rows: readonly { day: string }[]): string[] {
  const days = daysOf(span);
  if (days.length <= DAYS_SHOWN_MAX) return days;
  const [first = span.to] = rows.map(({ day }) => day).sort();
  return daysOf({ from: first, to: span.to }).slice(-DAYS_SHOWN_MAX);
}

/** A chart that begins later than what it is about says which days it shows. */
export function drawnPart(
  question: UsageQuestion,
  days: readonly string[],
  rows: readonly { day: string }[],
): UsageQuestion {
  const [from = '', to = ''] = [days[0], days.at(-1)];
  if (!rows.some(({ day }) => day < from)) return question;
  return {
    ...question,
    title: (language) => `${question.title(language)} (${language.t('usage.between', { from, to })})`,
  };
}

async function chartFile(
  question: UsageQuestion,
  { days, series }: DailyCost,
  language: Language,
  { languageOf, media }: Pick<App, 'languageOf' | 'media'>,
) {
  const chartLanguage = drawableLanguage(language, languageOf);
  const data = await media.drawUsageChart({
    ...wordsOfChart(question, series, chartLanguage),
    days: daysIn(chartLanguage, days),
  });
  const { title, series: named, locale } = wordsOfChart(question, series, language);
  const totals = named.map(({ name, micros }) => {
    const totalMicros = micros.reduce((sum, value) => sum + value, 0);
    return `${name} ${formatUsd(totalMicros, locale)}`;
  });
  const figures = { title, from: days[0], to: days.at(-1), totals: listItems(totals, language) };
  const description = language.t('usage.chartInWords', figures);
  return { name: 'usage.png', data, description: cut(description, ATTACHMENT_DESCRIPTION_MAX) };
}

function wordsOfChart(
  { title, nameOf }: UsageQuestion,
  series: DailyCost['series'],
  language: Language,
): Omit<UsageChart, 'days'> {
  const { t, locale } = language;
  return {
    title: title(language),
    unit: t('usage.chartUnit'),
    series: series.map(({ key, micros }) => ({
      name: key === 'others' ? t('usage.others') : nameOf(key, language),
      micros,
    })),
    locale,
  };
}

/** Without a sign of currency, for programs. */
const inUsd = (micros: number): string => (micros / 1_000_000).toFixed(6);

function daysIn({ locale }: Language, days: readonly string[]): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  return days.map((day) => format.format(Date.parse(day)));
}

async function csvFile(app: App, filter: UsageFilter) {
  const rows = await sumUsage(app.db, filter, ['day', 'guild_id', 'account_id', 'model', 'kind']);
  const users = await userIdsOf(app.db, [...new Set(rows.map(({ account_id }) => account_id))]);
  const sorted = rows.toSorted((a, b) => a.day.localeCompare(b.day) || a.account_id - b.account_id);
  const head = [
    'day',
    'server',
    'member',
    'model',
    'kind',
    'images',
    'failures',
    'usd',
    'charged_failures',
    'failed_usd',
  ];
  const lines = sorted.map((row) => [
    row.day,
    row.guild_id,
    users.get(row.account_id) ?? '',
    row.model,
    row.kind,
    String(row.images),
    String(row.failures),
    inUsd(row.spentMicros),
    String(row.chargedFailures),
    inUsd(row.failedMicros),
  ]);
  return attachData('usage.csv', toSpreadsheet([head, ...lines]));
}
