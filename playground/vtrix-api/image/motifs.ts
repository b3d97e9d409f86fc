// What the prompt names and the stand-in knows how to draw, standing at the water's edge.
import type { Size } from './image-size.ts';

interface Place {
  /** The middle of its foot. */
  x: number;
  base: number;
  /** What its measures are multiples of, in pixels. */
  unit: number;
  dark: string;
  light: string;
}

type Draw = (place: Place) => string;

const lighthouse: Draw = ({ x, base, unit, dark, light }) => {
  const tower = (from: number, to: number, fill: string) => {
    const half = (share: number) => unit * (0.13 - 0.05 * share);
    const y = (share: number) => base - unit * 1.5 * share;
    return `<polygon points="${x - half(from)},${y(from)} ${x + half(from)},${y(from)} ${x + half(to)},${y(to)} ${x - half(to)},${y(to)}" fill="${fill}"/>`;
  };
  const lamp = base - unit * 1.58;
  return [
    `<ellipse cx="${x}" cy="${base + unit * 0.05}" rx="${unit * 0.75}" ry="${unit * 0.16}" fill="${dark}"/>`,
    `<polygon points="${x},${lamp} ${x - unit * 3.4},${lamp - unit * 0.5} ${x - unit * 3.4},${lamp + unit * 0.5}" fill="${light}" opacity=".20"/>`,
    `<polygon points="${x},${lamp} ${x + unit * 3.4},${lamp - unit * 0.4} ${x + unit * 3.4},${lamp + unit * 0.6}" fill="${light}" opacity=".13"/>`,
    ...[0, 1, 2, 3, 4].map((band) => tower(band / 5, (band + 1) / 5, band % 2 === 0 ? '#f4efe6' : '#b8453a')),
    `<rect x="${x - unit * 0.12}" y="${base - unit * 1.53}" width="${unit * 0.24}" height="${unit * 0.04}" fill="${dark}"/>`,
    `<rect x="${x - unit * 0.07}" y="${base - unit * 1.66}" width="${unit * 0.14}" height="${unit * 0.14}" fill="${light}"/>`,
    `<polygon points="${x - unit * 0.1},${base - unit * 1.66} ${x + unit * 0.1},${base - unit * 1.66} ${x},${base - unit * 1.8}" fill="#7d2f28"/>`,
  ].join('');
};

const house: Draw = ({ x, base, unit, dark, light }) =>
  `<rect x="${x - unit * 0.3}" y="${base - unit * 0.4}" width="${unit * 0.6}" height="${unit * 0.42}" fill="#d8c3a5"/><polygon points="${x - unit * 0.38},${base - unit * 0.4} ${x + unit * 0.38},${base - unit * 0.4} ${x},${base - unit * 0.75}" fill="#8e3b34"/><rect x="${x - unit * 0.07}" y="${base - unit * 0.22}" width="${unit * 0.14}" height="${unit * 0.24}" fill="${dark}"/><rect x="${x + unit * 0.12}" y="${base - unit * 0.28}" width="${unit * 0.1}" height="${unit * 0.1}" fill="${light}"/>`;

const tree: Draw = ({ x, base, unit, dark }) =>
  `<rect x="${x - unit * 0.03}" y="${base - unit * 0.3}" width="${unit * 0.06}" height="${unit * 0.32}" fill="${dark}"/>${[0, 1, 2].map((tier) => `<polygon points="${x - unit * (0.3 - tier * 0.07)},${base - unit * (0.25 + tier * 0.22)} ${x + unit * (0.3 - tier * 0.07)},${base - unit * (0.25 + tier * 0.22)} ${x},${base - unit * (0.65 + tier * 0.22)}" fill="#2f5d43"/>`).join('')}`;

const boat: Draw = ({ x, base, unit, dark, light }) =>
  `<path d="M${x - unit * 0.4} ${base} h${unit * 0.8} l${-unit * 0.15} ${unit * 0.16} h${-unit * 0.5} Z" fill="${dark}"/><polygon points="${x},${base - unit * 0.04} ${x},${base - unit * 0.8} ${x + unit * 0.36},${base - unit * 0.04}" fill="${light}"/><polygon points="${x - unit * 0.03},${base - unit * 0.04} ${x - unit * 0.03},${base - unit * 0.66} ${x - unit * 0.28},${base - unit * 0.04}" fill="${light}" opacity=".85"/>`;

const castle: Draw = ({ x, base, unit, dark, light }) =>
  [-0.5, -0.2, 0.15, 0.45]
    .map((shift, index) => {
      const [w, h] = [0.18, [0.7, 1.05, 0.85, 0.6][index] ?? 0.7];
      const left = x + unit * (shift - w / 2);
      return `<rect x="${left}" y="${base - unit * h}" width="${unit * w}" height="${unit * h}" fill="${dark}"/><polygon points="${left - unit * 0.02},${base - unit * h} ${left + unit * (w + 0.02)},${base - unit * h} ${left + (unit * w) / 2},${base - unit * (h + 0.22)}" fill="#7d2f28"/><rect x="${left + unit * 0.07}" y="${base - unit * (h - 0.15)}" width="${unit * 0.04}" height="${unit * 0.09}" fill="${light}"/>`;
    })
    .join('') +
  `<rect x="${x - unit * 0.5}" y="${base - unit * 0.4}" width="${unit}" height="${unit * 0.42}" fill="${dark}"/>`;

const cat: Draw = ({ x, base, unit, dark }) =>
  `<ellipse cx="${x}" cy="${base - unit * 0.22}" rx="${unit * 0.26}" ry="${unit * 0.3}" fill="${dark}"/><circle cx="${x}" cy="${base - unit * 0.58}" r="${unit * 0.17}" fill="${dark}"/><polygon points="${x - unit * 0.16},${base - unit * 0.64} ${x - unit * 0.13},${base - unit * 0.86} ${x - unit * 0.02},${base - unit * 0.7}" fill="${dark}"/><polygon points="${x + unit * 0.16},${base - unit * 0.64} ${x + unit * 0.13},${base - unit * 0.86} ${x + unit * 0.02},${base - unit * 0.7}" fill="${dark}"/><path d="M${x + unit * 0.2} ${base - unit * 0.05} q${unit * 0.35} ${-unit * 0.05} ${unit * 0.22} ${-unit * 0.4}" stroke="${dark}" stroke-width="${unit * 0.07}" fill="none" stroke-linecap="round"/>`;

const KNOWN: readonly [RegExp, Draw][] = [
  [/\b(lighthouse|tower)/i, lighthouse],
  [/\b(castle|palace|fort)/i, castle],
  [/\b(house|cabin|cottage|home|hut)/i, house],
  [/\b(boat|ship|sail)/i, boat],
  [/\b(tree|forest|wood|pine)/i, tree],
  [/\b(cat|kitten|fox|dog)/i, cat],
];

interface Landscape {
  size: Size;
  /** From the top, in pixels. */
  horizon: number;
  dark: string;
  light: string;
}

/** Up to three motifs, side by side; none named, a tree or two. */
export function motifs(prompt: string, { size, horizon, dark, light }: Landscape, random: () => number): string {
  const named = KNOWN.filter(([word]) => word.test(prompt)).map(([, draw]) => draw);
  const shown = named.length > 0 ? named.slice(0, 3) : unnamed(random);
  const unit = Math.min(size.width, size.height) * 0.24;
  return shown
    .map((draw, index) => {
      const x = Math.round(size.width * ((index + 0.5) / shown.length) + (random() - 0.5) * size.width * 0.2);
      return draw({ x, base: Math.round(horizon + size.height * (0.09 + random() * 0.05)), unit, dark, light });
    })
    .join('');
}

const unnamed = (random: () => number): readonly Draw[] => (random() < 0.6 ? [tree, tree] : [boat]);
