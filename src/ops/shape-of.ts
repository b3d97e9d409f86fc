// What a value looks like without what it says: keys and types, for a log that must not hold
// anybody's words or ids.

/** A name of a type, or the same for the parts of an array or object. */
export type Shape = string | Shape[] | { [key: string]: Shape };

const DEPTH_MAX = 8;
/** Of an object or array; the rest is left out. */
const PARTS_MAX = 50;
const DISTINCT_MAX = 3;

/**
 * Strings are told apart only as far as parsers do: `digits` can be an id, `empty` cannot. Of an
 * array's items, each different shape once.
 */
export function shapeOf(value: unknown, depth = 0): Shape {
  if (value === null) return 'null';
  if (typeof value === 'string') return shapeOfText(value);
  if (typeof value !== 'object') return typeof value;
  if (depth >= DEPTH_MAX) return Array.isArray(value) ? 'array' : 'object';
  if (Array.isArray(value)) return distinct(value, depth);
  const entries = Object.entries(value).slice(0, PARTS_MAX);
  // Discord's own keys are words in lower case; what else stands as a key is an id or somebody's
  // word.
  const [words, others] = [entries.filter(([key]) => isWord(key)), entries.filter(([key]) => !isWord(key))];
  const shape = Object.fromEntries(words.map(([key, part]): [string, Shape] => [key, shapeOf(part, depth + 1)]));
  if (others.length > 0)
    shape['<key>'] = distinct(
      others.map(([, part]) => part),
      depth,
    );
  return shape;
}

function shapeOfText(text: string): 'empty' | 'digits' | 'string' {
  if (text === '') return 'empty';
  return /^\d+$/.test(text) ? 'digits' : 'string';
}

const isWord = (key: string): boolean => /^[a-z_][a-z0-9_]{0,60}$/.test(key) && key !== '__proto__';

function distinct(values: readonly unknown[], depth: number): Shape[] {
  const byText = new Map<string, Shape>();
  for (const value of values.slice(0, PARTS_MAX)) {
    const shape = shapeOf(value, depth + 1);
    byText.set(JSON.stringify(shape), shape);
  }
  return [...byText.values()].slice(0, DISTINCT_MAX);
}
