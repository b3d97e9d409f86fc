// A landscape as SVG: sky, sun or moon, ranges of hills, water, and what the prompt names, in
// colours that follow its words.

import type { Size } from './image-size.ts';
import { motifs } from './motifs.ts';

type Random = () => number;

interface Palette {
  sky: [string, string, string];
  light: string;
  near: [number, number, number];
  far: [number, number, number];
  water: string;
  isNight: boolean;
}

const PALETTES: Readonly<Record<string, Palette>> = {
  dawn: {
    sky: ['#35477d', '#c06c84', '#f8b195'],
    light: '#fff1d0',
    near: [44, 38, 66],
    far: [186, 120, 140],
    water: '#7a6590',
    isNight: false,
  },
  day: {
    sky: ['#3a7bd5', '#8fc7f0', '#e9f6fb'],
    light: '#fffbe6',
    near: [38, 84, 62],
    far: [150, 190, 200],
    water: '#4d9cc4',
    isNight: false,
  },
  dusk: {
    sky: ['#1f1c3b', '#7b3f61', '#f2a65a'],
    light: '#ffd9a0',
    near: [26, 22, 40],
    far: [150, 86, 92],
    water: '#5a3d5c',
    isNight: false,
  },
  night: {
    sky: ['#060b1e', '#12204a', '#2b3f73'],
    light: '#f2f4ff',
    near: [8, 14, 30],
    far: [46, 64, 110],
    water: '#14234a',
    isNight: true,
  },
  autumn: {
    sky: ['#7a4a2b', '#d99a5b', '#fbe3b5'],
    light: '#fff3cf',
    near: [74, 40, 22],
    far: [206, 142, 88],
    water: '#9a6b45',
    isNight: false,
  },
  winter: {
    sky: ['#7d9bb8', '#bcd0e0', '#f4f8fb'],
    light: '#ffffff',
    near: [86, 108, 130],
    far: [206, 220, 232],
    water: '#9db8cc',
    isNight: false,
  },
  fog: {
    sky: ['#8b9aa6', '#b5c0c8', '#dde3e6'],
    light: '#f7f7f2',
    near: [70, 84, 94],
    far: [186, 196, 202],
    water: '#93a3ae',
    isNight: false,
  },
};

const BY_WORD: readonly [RegExp, string][] = [
  [/\b(fog|mist|haze)/i, 'fog'],
  [/\b(night|moon|star|midnight)/i, 'night'],
  [/\b(dusk|sunset|evening)/i, 'dusk'],
  [/\b(dawn|sunrise|morning)/i, 'dawn'],
  [/\b(autumn|fall|amber)/i, 'autumn'],
  [/\b(snow|winter|ice)/i, 'winter'],
];

/** @returns SVG elements that fill `size` */
export function renderContext(prompt: string, size: Size, random: Random): string {
  const names = Object.keys(PALETTES);
  const named = BY_WORD.find(([word]) => word.test(prompt))?.[1] ?? names[Math.floor(random() * names.length)] ?? 'day';
  const palette = PALETTES[named];
  if (!palette) throw new Error(`no palette ${named}`);
  const horizon = size.height * (0.52 + random() * 0.14);
  return [
    sky(palette, size),
    palette.isNight ? stars(size, horizon, random) : '',
    sunOrMoon(palette, size, horizon, random),
    palette.isNight ? '' : clouds(size, horizon, random),
    hills(palette, size, horizon, random),
    water(palette, size, horizon, random),
    motifs(prompt, { size, horizon, dark: `rgb(${palette.near.join()})`, light: palette.light }, random),
    foreground(palette, size, random),
    named === 'fog' ? fog(size, horizon, random) : '',
  ].join('');
}

const sky = ({ sky: [top, middle, low] }: Palette, { width, height }: Size) =>
  `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset=".45" stop-color="${middle}"/><stop offset=".75" stop-color="${low}"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#sky)"/>`;

function stars({ width }: Size, horizon: number, random: Random): string {
  const star = () =>
    `<circle cx="${num(random() * width)}" cy="${num(random() * horizon)}" r="${num(0.6 + random() * 1.6)}" fill="#fff" opacity="${num(0.3 + random() * 0.7)}"/>`;
  return Array.from({ length: 160 }, star).join('');
}

function sunOrMoon({ light }: Palette, { width, height }: Size, horizon: number, random: Random): string {
  const x = width * (0.2 + random() * 0.6);
  const y = horizon - height * (0.1 + random() * 0.28);
  const radius = Math.min(width, height) * (0.045 + random() * 0.05);
  const glow = [4.2, 2.8, 1.8].map(
    (factor) => `<circle cx="${num(x)}" cy="${num(y)}" r="${num(radius * factor)}" fill="${light}" opacity=".10"/>`,
  );
  return `${glow.join('')}<circle cx="${num(x)}" cy="${num(y)}" r="${num(radius)}" fill="${light}" opacity=".95"/>`;
}

function clouds({ width, height }: Size, horizon: number, random: Random): string {
  const cloud = () => {
    const [x, y, w] = [random() * width, horizon * (0.1 + random() * 0.55), width * (0.08 + random() * 0.14)];
    return [0, 0.35, -0.3, 0.65]
      .map(
        (shift) =>
          `<ellipse cx="${num(x + shift * w)}" cy="${num(y - random() * height * 0.012)}" rx="${num(w * 0.5)}" ry="${num(height * (0.012 + random() * 0.014))}" fill="#fff" opacity=".22"/>`,
      )
      .join('');
  };
  return Array.from({ length: 5 }, cloud).join('');
}

/** Ranges from far and pale to near and dark; sums of sines make their ridges. */
function hills({ near, far }: Palette, { width, height }: Size, horizon: number, random: Random): string {
  const ranges = 4;
  return Array.from({ length: ranges }, (_, range) => {
    const depth = range / (ranges - 1);
    const colour = near.map((channel, index) =>
      Math.round((far[index] ?? 0) + (channel - (far[index] ?? 0)) * depth * 0.75),
    );
    const base = horizon - height * 0.13 * (1 - depth);
    const waves = Array.from({ length: 4 }, (_, wave) => ({
      reach: (height * (0.07 - depth * 0.035)) / (wave + 1),
      pace: (1.2 + random() * 2) * (wave + 1),
      shift: random() * Math.PI * 2,
    }));
    const ridge = Array.from({ length: 65 }, (_, step) => {
      const share = step / 64;
      const y = waves.reduce(
        (sum, { reach, pace, shift }) => sum - reach * Math.sin(share * pace * Math.PI + shift),
        base,
      );
      return `${num(share * width)},${num(y)}`;
    });
    return `<polygon points="0,${height} ${ridge.join(' ')} ${width},${height}" fill="rgb(${colour.join()})"/>`;
  }).join('');
}

function water({ water: colour, light }: Palette, { width, height }: Size, horizon: number, random: Random): string {
  const top = horizon + height * 0.06;
  const glints = Array.from({ length: 46 }, () => {
    const y = top + random() ** 1.6 * (height - top);
    const w = width * (0.02 + random() * 0.09);
    return `<rect x="${num(random() * width)}" y="${num(y)}" width="${num(w)}" height="${num(1 + ((y - top) / height) * 6)}" rx="2" fill="${light}" opacity="${num(0.06 + random() * 0.16)}"/>`;
  });
  return `<rect y="${num(top)}" width="${width}" height="${num(height - top)}" fill="${colour}"/>${glints.join('')}`;
}

function foreground({ near }: Palette, { width, height }: Size, random: Random): string {
  const colour = `rgb(${near.map((channel) => Math.round(channel * 0.6)).join()})`;
  const bank = height * (0.9 + random() * 0.03);
  const blades = Array.from({ length: 90 }, () => {
    const x = random() * width;
    const lean = (random() - 0.5) * width * 0.02;
    const tall = height * (0.02 + random() * 0.045);
    return `<path d="M${num(x)} ${num(bank + 12)} q${num(lean * 0.2)} ${num(-tall * 0.6)} ${num(lean)} ${num(-tall)}" stroke="${colour}" stroke-width="2.2" fill="none"/>`;
  });
  return `<path d="M0 ${num(bank)} Q${num(width * 0.3)} ${num(bank - height * 0.03)} ${num(width * 0.6)} ${num(bank + 8)} T${width} ${num(bank)} V${height} H0 Z" fill="${colour}"/>${blades.join('')}`;
}

function fog({ width, height }: Size, horizon: number, random: Random): string {
  return Array.from({ length: 9 }, () => {
    const y = horizon + (random() - 0.6) * height * 0.4;
    return `<ellipse cx="${num(random() * width)}" cy="${num(y)}" rx="${num(width * (0.3 + random() * 0.4))}" ry="${num(height * (0.02 + random() * 0.04))}" fill="#f3f5f6" opacity=".2"/>`;
  }).join('');
}

const num = (value: number) => Math.round(value * 10) / 10;
