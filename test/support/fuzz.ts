// How many cases a property is tried with, in one place: a few hundred each time, `FUZZ_RUNS` of
// them in the long run. `FUZZ_SEED` repeats one.
import fc from 'fast-check';
import { it } from 'vitest';

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
/** Far more than a case takes. */
const CASE_MS = 10;
const LEAST_MS = 60_000;

/**
 * A test that `property` holds. Tells the seed and how many cases were tried.
 * @param share of the usual number, for cases that take long
 */
export function holds<Values>(name: string, property: fc.IRawProperty<Values>, share = 1): void {
  const numRuns = Math.max(1, Math.ceil(RUNS * share));
  it(
    name,
    async ({ task, annotate }) => {
      await annotate(`${numRuns} cases, seed ${SEED}`);
      // Few cases need no words; what fails tells its seed by itself.
      if (process.env.FUZZ_RUNS !== undefined) console.log(`${task.name}: ${numRuns} cases, seed ${SEED}`);
      await fc.assert(property, { numRuns, seed: SEED });
    },
    LEAST_MS + RUNS * CASE_MS,
  );
}

/** Text as people with bad intentions type it. */
export const hostileText = (maxLength = 200): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom(...TRICKS),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('').slice(0, maxLength));

const TRICKS = [
  '@everyone',
  '@here',
  '<@100000000000000001>',
  '<@&400000000000000011>',
  '<#300000000000000001>',
  '</imagine:1>',
  '<t:1:R>',
  '<:name:123456789012345678>',
  '<a:name:123456789012345678>',
  '[free](https://example.com)',
  '[free](<https://example.com>)',
  '<https://example.com>',
  'https://example.com/x',
  'discord.gg/abcdef',
  '```',
  '``',
  '`',
  '**',
  '__',
  '~~',
  '||',
  '> ',
  '>>> ',
  '# ',
  '-# ',
  '- ',
  '1. ',
  '\n',
  '\r\n',
  '\\',
  '\u202E',
  '\u2066',
  '\u200B',
  '\u200D',
  '\uFEFF',
  '\u00AD',
  '\u0000',
  '\u001B[31m',
  '\u009B31m',
  '\uD800',
  '{{value}}',
  '$t(apology)',
  '$t(refusal.model, {"value": "x"})',
  '=1+1',
  '--ar ',
  '--seed ',
  '—steps ',
  '%0a',
  '__proto__',
  'constructor',
];
