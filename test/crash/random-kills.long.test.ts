// Rounds of load with the bot killed at a random moment of each, and its wall clock set at another:
// more of them with KILL_ROUNDS, the same again with KILL_SEED.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createRandom } from '../../playground/vtrix-api/image/random.ts';
import type { World } from '../../playground/world.ts';
import { createLoad } from '../support/load.ts';
import { readAuditCounts, readTasks } from '../support/promises.ts';
import { createWallClock } from '../support/wall-clock.ts';
import { expectAllWell, startCrashWorld } from './crash-world.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 8);
const SEED = process.env.KILL_SEED ?? String(Date.now());
const ASKED_A_ROUND = 6;
const LONGEST_ROUND_MS = 2_500;
/** Between them nothing is waited for: what one kill left is there for the next. */
const ROUNDS_BETWEEN_CHECKS = 5;

let world: World;

afterEach(() => world.close());

it(
  `${ROUNDS} kills at random moments lose nothing and pay nothing twice (seed ${SEED})`,
  async () => {
    console.info(`KILL_SEED=${SEED}`);
    const random = createRandom(SEED);
    const clock = createWallClock();
    world = await startCrashWorld({
      provider: { behaviour: { medianMs: 1_200, sigma: 0.5 } },
      settings: clock.settings,
    });
    const load = await createLoad(world, random, { moderated: true });
    for (let round = 1; round <= ROUNDS; round += 1) {
      const killAfterMs = random() * LONGEST_ROUND_MS;
      const stepAfterMs = random() * LONGEST_ROUND_MS;
      const acting = (async () => {
        for (let count = 0; count < ASKED_A_ROUND; count += 1) {
          await load.act();
          await sleepFor(random() * 200);
        }
      })();
      // Before the kill, or while the bot is away.
      const stepping = sleepFor(stepAfterMs).then(() => clock.stepAtRandom(random));
      await Promise.all([acting, sleepFor(killAfterMs)]);
      await world.bot().kill('SIGKILL');
      await stepping;
      await world.startBot();
      await world.people.botReady();
      if (round % ROUNDS_BETWEEN_CHECKS > 0 && round < ROUNDS) continue;
      world.provider.state.faults.length = 0;
      world.discord.state.faults.length = 0;
      await expectAllWell(world, 120_000);
    }
    const states = Object.groupBy(await readTasks(world), ({ state }) => state);
    const counts = Object.fromEntries(Object.entries(states).map(([state, tasks]) => [state, tasks?.length]));
    console.info({ kills: ROUNDS, asked: load.asked(), paid: world.provider.state.tasks.size, ...counts });
    console.info(await readAuditCounts(world));
    expect(load.asked()).toBe(ROUNDS * ASKED_A_ROUND);
  },
  ROUNDS * 30_000 + 120_000,
);
