// Events of Discord's gateway with something wrong in them, the same ones for the same seed.
import fc from 'fast-check';

/** What is put in a part's place, or `missing` where the part is taken away. */
const WRONG: readonly unknown[] = [
  'missing',
  null,
  '',
  'words',
  0,
  -1,
  2 ** 31,
  99,
  true,
  [],
  [null],
  {},
  { id: null },
];

type Parts = Record<string, unknown> | unknown[];

const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null;

/** Every part of `event`, however deep, by whatever holds it. */
function partsOf(event: unknown): { holder: Parts; key: string }[] {
  if (!isParts(event)) return [];
  return Object.keys(event).flatMap((key) => [
    { holder: event, key },
    ...partsOf((event as Record<string, unknown>)[key]),
  ]);
}

function breakPart(event: unknown, where: number, wrong: unknown): void {
  const parts = partsOf(event);
  const part = parts[where % Math.max(parts.length, 1)];
  if (!part) return;
  if (wrong !== 'missing') (part.holder as Record<string, unknown>)[part.key] = structuredClone(wrong);
  else if (Array.isArray(part.holder)) part.holder.splice(Number(part.key), 1);
  else delete part.holder[part.key];
}

const breakage = fc.array(fc.tuple(fc.nat({ max: 10_000 }), fc.constantFrom(...WRONG)), { minLength: 1, maxLength: 3 });

/**
 * @returns `count` copies of `event`, each with one to three of its parts missing or wrong; some
 * are no object at all
 */
export function brokenCopies(event: unknown, count: number, seed: number): unknown[] {
  const whole: fc.Arbitrary<unknown> = fc.constantFrom(null, [], {}, 'words', 7);
  const broken = breakage.map((breakages) => {
    const copy: unknown = structuredClone(event);
    for (const [where, wrong] of breakages) breakPart(copy, where, wrong);
    return copy;
  });
  const either = fc.oneof({ arbitrary: broken, weight: 30 }, { arbitrary: whole, weight: 1 });
  return fc.sample(either, { numRuns: count, seed });
}
