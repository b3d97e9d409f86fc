// A usage report in words, which also tells what the chart shows to whoever does not see it.
import { formatUsd } from '../../billing/money.ts';
import type { UsageReport } from '../../billing/usage/usage-report.ts';
import type { Language } from '../../text/text.ts';
import { deliveredMicros, describeFigures } from './describe-figures.ts';

/** Lines of text. */
export function describeReport(
  { totals, models, kinds, unconfirmed }: Omit<UsageReport, 'daily'>,
  language: Language,
): string[] {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  if (totals.images + totals.failures === 0 && unconfirmed.tasks === 0) return [t('usage.nothing')];
  const averageMicros = totals.images > 0 ? Math.round(deliveredMicros(totals) / totals.images / 100) * 100 : 0;
  const uncharged = totals.failures - totals.chargedFailures;
  return [
    describeFigures(totals, language),
    ...(averageMicros > 0 ? [t('usage.average', { cost: usd(averageMicros) })] : []),
    ...(uncharged > 0 ? [t('usage.failures', { count: uncharged })] : []),
    ...(models.length > 1
      ? [t('usage.byModel', { parts: models.map((row) => describeFigures(row, language, row.model)).join(' · ') })]
      : []),
    ...(kinds.length > 1
      ? [
          t('usage.byKind', {
            parts: kinds.map((row) => describeFigures(row, language, t(`usage.kind.${row.kind}`))).join(' · '),
          }),
        ]
      : []),
    ...(unconfirmed.tasks > 0
      ? [t('usage.unconfirmedTasks', { count: unconfirmed.tasks, cost: usd(unconfirmed.micros) })]
      : []),
  ];
}
