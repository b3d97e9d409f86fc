// Tables whose rows all begin at once in one world, and are looked at one by one: what takes a
// minute takes it once.
import { startWorld, type World } from '../../playground/world.ts';

/** A world in which no limit stands in the way of many images at once. */
export const startCrowdedWorld = (settings: Readonly<Record<string, string>> = {}): Promise<World> =>
  startWorld({
    provider: { behaviour: { medianMs: 1_500, sigma: 0.05 } },
    settings: {
      DEFAULT_MEMBER_BUDGET: '100/day',
      HOST_BUDGET: '1000/day',
      MAX_CONCURRENT: '500',
      MAX_CONCURRENT_PER_MEMBER: '500',
      ...settings,
    },
  });

/**
 * Begins every row.
 * @returns what each comes to, by its title; one that fails says so to whoever asks for it
 */
export function beginAll<Row extends { title: string }>(
  rows: readonly Row[],
  run: (row: Row) => Promise<string>,
): ReadonlyMap<string, Promise<string>> {
  return new Map(
    rows.map((row) => {
      const outcome = run(row);
      outcome.catch(() => undefined);
      return [row.title, outcome];
    }),
  );
}
