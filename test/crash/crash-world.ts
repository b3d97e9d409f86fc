// A world whose bot is killed at will, or made to die at a certain step.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { startWorld, type World, type WorldOptions } from '../../playground/world.ts';
import { findBrokenPromises, readUnfinished } from '../support/promises.ts';

const HOOK = fileURLToPath(new URL('../support/hooks/durable-steps.ts', import.meta.url));

export const startCrashWorld = (options: WorldOptions = {}): Promise<World> =>
  startWorld({
    ...options,
    provider: { behaviour: { medianMs: 700, sigma: 0.05 }, ...options.provider },
    settings: {
      DEFAULT_MEMBER_BUDGET: '1000/day',
      HOST_BUDGET: '10000/day',
      MAX_CONCURRENT_PER_MEMBER: '1000',
      ...options.settings,
    },
  });

async function restart(world: World, settings: Record<string, string>): Promise<void> {
  await world.bot().kill('SIGKILL');
  await world.startBot(settings, HOOK);
  await world.people.botReady();
}

/** The next bot dies at `point`, `before running` for one. */
export const startBotKilledAt = (world: World, point: string): Promise<void> => restart(world, { KILL_AT: point });

/** Every durable step that `act` leads to, by name. */
export async function observeSteps(world: World, act: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const file = join(dirname(world.databasePath), 'steps.log');
  await restart(world, { STEPS_LOG: file });
  await act();
  const steps = new Set(readFileSync(file, 'utf8').trim().split('\n'));
  rmSync(file);
  return steps;
}

/**
 * Resolves once nothing is under way or to be shown any more, and everything promised has been
 * kept.
 */
export async function expectAllWell(world: World, timeoutMs = 40_000): Promise<void> {
  await expect.poll(() => readUnfinished(world), { timeout: timeoutMs, interval: 100 }).toEqual([]);
  // A task whose answer was lost is charged when it ends, which may be after the bot has given it
  // up.
  await expect.poll(() => findBrokenPromises(world), { timeout: timeoutMs, interval: 100 }).toEqual([]);
}
