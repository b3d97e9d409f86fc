// `npm run plots`: docs/images/finish.png, how soon an end is seen for how many polls. Look at it
// afterwards.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { init, type LineSeriesOption, type ScatterSeriesOption } from 'echarts';
import { createSlowedPlan, usualDay, watchDays } from '../bench/finish.ts';
import { fixedPlan, type ReportKind } from '../bench/simulate-polling.ts';

const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const [WIDTH, HEIGHT] = [860, 520];
const [FIXED_COLOUR, OUR_COLOUR, REPORTS_COLOUR, LEAST_COLOUR] = ['#b5651d', '#1f5fbf', '#2f8f4e', '#888888'];
/**
 * Half of what tasks take on average, in seconds, which is what fixed intervals make of delay ×
 * polls.
 */
const FIXED_PRODUCT = 4.78;
/** By theory, of that. */
const LEAST_SHARE = 0.57;

const fixed = [0.5, 0.7, 1, 1.4, 2, 3, 4, 5].map((seconds) => {
  const { delayMs, polls } = watchDays(usualDay, 'absent', { planOf: () => fixedPlan(seconds * 1_000) });
  return { name: [1, 2, 5].includes(seconds) ? `every ${seconds} s` : '', value: [polls, delayMs / 1_000] };
});
const ours = [0.5, 0.7, 1, 1.5, 2, 3, 4].map((slowdown) => {
  const { delayMs, polls } = watchDays(usualDay, 'absent', { planOf: () => createSlowedPlan(slowdown) });
  return { name: slowdown === 1 ? 'as the bot is set' : '', value: [polls, delayMs / 1_000] };
});
const withReports = (['linear', 'stalling'] satisfies ReportKind[]).map((reports) => {
  const { delayMs, polls } = watchDays(usualDay, reports);
  return { name: `${reports} reports`, value: [polls, delayMs / 1_000] };
});
const least = Array.from({ length: 60 }, (_, index) => 2 * 1.05 ** index)
  .filter((polls) => polls <= 20)
  .map((polls) => [polls, (LEAST_SHARE * FIXED_PRODUCT) / polls]);

const label = { show: true, formatter: '{b}', position: 'right', distance: 8, fontSize: 13 } as const;
const line = (name: string, color: string, data: NonNullable<LineSeriesOption['data']>): LineSeriesOption => ({
  type: 'line',
  name,
  data,
  smooth: true,
  symbolSize: 8,
  label: { ...label, color },
  itemStyle: { color },
  lineStyle: { color, width: 2.5 },
});
const points: ScatterSeriesOption = {
  type: 'scatter',
  name: 'the bot, with progress reports',
  data: withReports,
  symbolSize: 12,
  label: { ...label, color: REPORTS_COLOUR },
  itemStyle: { color: REPORTS_COLOUR },
};
const axis = {
  type: 'log',
  logBase: 2,
  nameLocation: 'middle',
  splitLine: { lineStyle: { color: '#e4e4e4' } },
} as const;

/** Of a power of two, as many as it takes to read it. */
function decimalsOf(value: number): number {
  if (value < 0.25) return 3;
  return value < 1 ? 2 : 0;
}

const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
chart.setOption({
  animation: false,
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: 'DejaVu Sans, sans-serif' },
  title: { text: 'How soon an end is seen, for how many polls', left: 'center', top: 10, textStyle: { fontSize: 17 } },
  legend: { top: 42, itemGap: 44, itemWidth: 20, textStyle: { fontSize: 11 } },
  grid: { left: 80, right: 110, top: 90, bottom: 60 },
  xAxis: { ...axis, name: 'polls a task', nameGap: 32, min: 2, max: 20, nameTextStyle: { fontSize: 14 } },
  yAxis: {
    ...axis,
    name: 'mean delay, seconds',
    nameGap: 50,
    min: 0.0625,
    max: 4,
    nameTextStyle: { fontSize: 14 },
    axisLabel: { formatter: (value: number) => value.toFixed(decimalsOf(value)) },
  },
  series: [
    line('a fixed interval', FIXED_COLOUR, fixed),
    {
      ...line('the bot, by time alone', OUR_COLOUR, ours),
      label: { ...label, position: 'bottom', distance: 12, color: OUR_COLOUR },
    },
    points,
    {
      ...line('the least possible by time alone', LEAST_COLOUR, least),
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: LEAST_COLOUR, type: 'dashed', width: 1.5 },
    },
  ],
});
const image = new Resvg(chart.renderToSVGString(), {
  fitTo: { mode: 'zoom', value: 2 },
  font: { loadSystemFonts: false, fontFiles: [FONT], defaultFontFamily: 'DejaVu Sans' },
});
writeFileSync(fileURLToPath(new URL('../docs/images/finish.png', import.meta.url)), image.render().asPng());
chart.dispose();
