// Which language a chart is in: its reader's, or English where the chart's font has no letters for
// that.
import { canDraw } from '../../src/media/jobs/chart-font.ts';
import { ENGLISH } from '../../src/text/catalogues.ts';
import type { Language } from '../../src/text/text.ts';

export const drawableLanguage = (language: Language, languageOf: (locale: string) => Language): Language =>
  canDraw(language.t('usage.chartUnit')) ? language : languageOf(ENGLISH);
