// Images and what they cost, in words: what failed and was charged all the same stands apart, so
// that nobody divides its cost by the images there are.
import { formatUsd } from '../../billing/money.ts';
import type { UsageFigures } from '../../billing/usage/usage-days.store.ts';
import type { Language } from '../../text/text.ts';

type Figures = Pick<UsageFigures, 'images' | 'chargedFailures' | 'spentMicros' | 'failedMicros'>;

/** What the images cost that there are. */
export const deliveredMicros = ({ spentMicros, failedMicros }: Figures): number => spentMicros - failedMicros;

/**
 * `12 images · $0.96; 2 failed but charged, $0.16`
 * @param name stands before it, where given, with commas: `edited 12 images, $0.96`
 */
export function describeFigures(figures: Figures, { t, locale }: Language, name?: string): string {
  const of = { count: figures.images, cost: formatUsd(deliveredMicros(figures), locale) };
  const images = name === undefined ? t('usage.row', of) : t('usage.part', { name, ...of });
  if (figures.chargedFailures === 0) return images;
  const cost = formatUsd(figures.failedMicros, locale);
  return t('usage.withFailures', {
    images,
    failures: t('usage.chargedFailures', { count: figures.chargedFailures, cost }),
  });
}
