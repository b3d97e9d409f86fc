// A usage report in words, which also tells what the chart shows to whoever does not see it.
import { formatUsd } from '../../billing/money.ts';
import type { UsageFigures } from '../../billing/usage-days.store.ts';
import type { UsageReport } from '../../billing/usage-report.ts';
import type { Language } from '../../text/text.ts';

/** Lines of text. */
export function describeReport(
  { totals, models, kinds, unconfirmed }: Omit<UsageReport, 'daily'>,
  language: Language,
): string[] {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  if (totals.images + totals.failures === 0 && unconfirmed.tasks === 0) return [t('usage.nothing')];
  const averageMicros = totals.images > 0 ? Math.round(totals.spentMicros / totals.images / 100) * 100 : 0;
  const part = (name: string, { images, spentMicros }: UsageFigures) =>
    t('usage.part', { name, count: images, cost: usd(spentMicros) });
  return [
    t('usage.row', { count: totals.images, cost: usd(totals.spentMicros) }),
    ...(averageMicros > 0 ? [t('usage.average', { cost: usd(averageMicros) })] : []),
    ...(totals.failures > 0 ? [t('usage.failures', { count: totals.failures })] : []),
    ...(models.length > 1
      ? [t('usage.byModel', { parts: models.map((row) => part(row.model, row)).join(' · ') })]
      : []),
    ...(kinds.length > 1
      ? [t('usage.byKind', { parts: kinds.map((row) => part(t(`usage.kind.${row.kind}`), row)).join(' · ') })]
      : []),
    ...(unconfirmed.tasks > 0
      ? [t('usage.unconfirmedTasks', { count: unconfirmed.tasks, cost: usd(unconfirmed.micros) })]
      : []),
  ];
}
