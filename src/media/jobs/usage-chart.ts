// The chart of what was spent: stacked bars a day, on a ground of its own, so that it reads in
// Discord's dark and light alike.
import { renderAsync } from '@resvg/resvg-js';
import { formatUsd } from '../../billing/money.ts';
import { FONT, FONT_FILES } from './chart-font.ts';

export interface UsageChart {
  title: string;
  /** What the bars are measured in. */
  unit: string;
  /** As its readers write days, shortly. */
  days: readonly string[];
  series: readonly { name: string; micros: readonly number[] }[];
  /** How its readers write amounts. */
  locale: string;
}

/** Discord shows an image 550 wide: the words must still be read then. */
const [WIDTH, HEIGHT] = [760, 430];
/** For screens that show two dots for one, and for enlarging. */
const SCALE = 2;
const GROUND = '#23262d';
const INK = '#e6e8ec';
const QUIET = '#9aa0ab';
/**
 * Told apart by people who see red and green alike too (after Okabe and Ito), by patterns where
 * bars have room for them, and by their order in the legend.
 */
const PALETTE = ['#56b4e9', '#e69f00', '#009e73', '#f0e442', '#cc79a7', '#d55e00', '#7f9cf5', '#b5e48c', '#8d99ae'];

/** Narrower bars than those of this many days would show a pattern as noise. */
const PATTERNED_DAYS_MAX = 62;

/** Of the font's size, on average. */
const LETTER_WIDTH = 0.66;
/** @returns a PNG */
export async function drawUsageChart(chart: UsageChart): Promise<Buffer> {
  // Large, and needed by few runs: loaded when the first chart is asked for.
  const { init, setPlatformAPI } = await import('echarts');
  // Without a browser nothing else knows how wide the font's words are.
  setPlatformAPI({
    measureText: (text, font = '14px') => ({
      width: text.length * Number.parseFloat(font.match(/\d+(?=px)/)?.[0] ?? '14') * LETTER_WIDTH,
    }),
  });
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  canvas.setOption(chartOptions(chart));
  const svg = canvas.renderToSVGString();
  canvas.dispose();
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT },
  });
  return image.asPng();
}

/** Three rows under the axis hold this much of each of eight names. */
const NAME_MAX = 16;

/**
 * What two members are both called would be one in the legend, and in colour: the later ones are
 * numbered.
 */
export function tellApart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const short = shorten(name);
    let own = short;
    for (let number = 2; taken.has(own); number += 1) own = `${short} (${number})`;
    taken.add(own);
    return own;
  });
}

const TITLE_WIDTH = WIDTH - 48;

/** Whole, as long as it can be read. */
const titleSize = (title: string): number =>
  Math.max(14, Math.min(22, Math.floor(TITLE_WIDTH / (title.length * LETTER_WIDTH))));

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shorten(name: string): string {
  const letters = [...graphemes.segment(name)].map(({ segment }) => segment);
  return letters.length <= NAME_MAX
    ? name
    : `${letters
        .slice(0, NAME_MAX - 1)
        .join('')
        .trimEnd()}…`;
}

function chartOptions({ title, unit, days, series, locale }: UsageChart) {
  const names = tellApart(series.map(({ name }) => name));
  return {
    animation: false,
    aria: { enabled: true, decal: { show: series.length > 1 && days.length <= PATTERNED_DAYS_MAX } },
    backgroundColor: GROUND,
    color: PALETTE,
    textStyle: { fontFamily: FONT, color: INK },
    title: {
      text: title,
      left: 24,
      top: 18,
      textStyle: { color: INK, fontSize: titleSize(title), fontFamily: FONT, width: TITLE_WIDTH, overflow: 'truncate' },
    },
    legend: {
      type: 'plain',
      bottom: 14,
      left: 24,
      right: 24,
      itemWidth: 16,
      itemHeight: 12,
      textStyle: { color: INK, fontSize: 14, fontFamily: FONT },
    },
    grid: { left: 76, right: 24, top: 92, bottom: 100 },
    xAxis: {
      type: 'category',
      data: [...days],
      axisLine: { lineStyle: { color: QUIET } },
      axisTick: { show: false },
      axisLabel: { color: QUIET, fontSize: 13, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      // A cent: what is less cannot be told apart on it.
      minInterval: 10_000,
      name: unit,
      nameTextStyle: { color: QUIET, fontSize: 13, align: 'left' },
      axisLabel: { color: QUIET, fontSize: 13, formatter: (micros: number) => formatUsd(Math.round(micros), locale) },
      splitLine: { lineStyle: { color: '#383c45' } },
    },
    series: series.map(({ micros }, index) => ({
      type: 'bar',
      stack: 'cost',
      name: names[index] ?? '',
      data: [...micros],
      barMaxWidth: 46,
      barCategoryGap: days.length > 90 ? '5%' : '25%',
    })),
  } as const;
}
