// Rounds of load that end with a power cut: whatever of what was not flushed happens to have been
// written, nothing that anybody was told, paid or shown is lost. More of them with CUT_ROUNDS, the
// same again with CUT_SEED.
import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createRandom } from '../../playground/vtrix-api/image/random.ts';
import type { World } from '../../playground/world.ts';
import { createLoad } from '../support/load.ts';
import { type CutDisk, createCutDisk, hasCompiler } from '../support/power-cut/cut-disk.ts';
import { findDamage } from '../support/power-cut/find-damage.ts';
import { hasImage } from '../support/shown.ts';
import { expectAllWell, startCrashWorld } from './crash-world.ts';

const ROUNDS = Number(process.env.CUT_ROUNDS ?? 100);
const SEED = process.env.CUT_SEED ?? String(Date.now());
const LONGEST_ROUND_MS = 1_000;
const ASKED_A_ROUND = 3;
/** Between them nothing is waited for: what one cut left is there for the next. */
const ROUNDS_BETWEEN_CHECKS = 20;
/** A flush takes longer, as on a disk that is not the quickest. */
const FLUSH_TAKES_US = '3000';

/** At the nth of these that a bot does the power is cut. Every start has a checkpoint. */
const CUTS: [event: string, most: number][] = [
  ['database-written', 30],
  ['database-written', 5],
  ['database-flush', 2],
  ['journal-begun', 1],
  ['journal-begun', 2],
  ['journal-written', 100],
  ['journal-flush', 20],
  ['journal-emptied', 1],
  ['other-flush', 10],
];
/** The nth of these fails. */
const FAILURES: [event: string, most: number][] = [
  ['journal-flush', 10],
  ['database-flush', 1],
];

let world: World | undefined;
let disk: CutDisk | undefined;

afterEach(async () => {
  await world?.close();
  disk?.close();
  world = disk = undefined;
});

it.skipIf(!hasCompiler)(
  'the first image of a new bot is there after a cut that keeps only what was flushed',
  async () => {
    disk = createCutDisk();
    const data = join(disk.root, 'data');
    world = await startCrashWorld({ storageDir: data, settings: disk.settings });
    await (await world.people.as('member').slash('imagine', { prompt: 'the first' })).until(hasImage);
    await world.bot().kill('SIGKILL');
    disk.cut(() => 0);
    expect(existsSync(join(data, 'kontext.db'))).toBe(true);
    expect(findDamage(data)).toEqual([]);
    await world.startBot();
    await expectAllWell(world);
  },
);

it.skipIf(!hasCompiler)(
  'a flush that failed ends the bot before it tells anybody, and what it left is no loss to the next',
  { timeout: 90_000 },
  async () => {
    disk = createCutDisk();
    const data = join(disk.root, 'data');
    const armed = join(disk.root, '..', 'armed');
    const settings = { ...disk.settings, RECORD_FAIL: 'journal-flush:2', RECORD_ARMED: armed };
    world = await startCrashWorld({ storageDir: data, settings });
    const { people, provider } = world;
    const paid = (prompt: string) =>
      [...provider.state.tasks.values()].filter(({ params }) => params.prompt === prompt);
    await (await people.as('member').slash('imagine', { prompt: 'first' })).until(hasImage);
    writeFileSync(armed, '');
    void people.as('member').slash('imagine', { prompt: 'before' });
    expect(await world.bot().exited).toBe(1);
    expect(world.bot().log.at(-1)).toMatchObject({ msg: 'crashed', err: { code: 'not-durable' } });
    expect(paid('before')).toEqual([]);
    await world.startBot({ RECORD_FAIL: '' });
    await people.botReady();
    await people.as('member').slash('imagine', { prompt: 'after' });
    await expect.poll(() => paid('after'), { timeout: 20_000, interval: 5 }).toHaveLength(1);
    await world.bot().kill('SIGKILL');
    disk.cut(() => 0);
    await world.startBot({ RECORD_FAIL: '' });
    await expectAllWell(world);
  },
);

it.skipIf(!hasCompiler)(
  `${ROUNDS} power cuts lose nothing and pay nothing twice (seed ${SEED})`,
  async () => {
    console.info(`CUT_SEED=${SEED}`);
    const random = createRandom(SEED);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // None is empty.
    const eventOf = (events: typeof CUTS) => {
      const [event, most] = pick(events);
      return `${event}:${1 + Math.floor(random() * most)}`;
    };

    const cutting = createCutDisk();
    disk = cutting;
    const data = join(cutting.root, 'data');
    const armed = join(cutting.root, '..', 'armed');
    const running = await startCrashWorld({
      storageDir: data,
      settings: { ...cutting.settings, RECORD_DELAY: FLUSH_TAKES_US },
      provider: { behaviour: { medianMs: 600, sigma: 0.5 } },
    });
    world = running;
    const load = await createLoad(running, random, { moderated: true });
    const bot = () => running.bot();
    /** It may end before it is ready. */
    const start = (settings: Record<string, string> = {}) => running.startBot(settings).catch(() => undefined);
    const actForAWhile = async () => {
      const endsAfterMs = random() * LONGEST_ROUND_MS;
      const acting = (async () => {
        for (let count = 0; count < ASKED_A_ROUND && bot().isRunning(); count += 1) {
          await load.act();
          await sleepFor(random() * 150);
        }
      })();
      await Promise.all([acting.catch(() => undefined), Promise.race([bot().exited, sleepFor(endsAfterMs)])]);
    };

    const atAnyMoment = () => start();
    const whileItStarts = () => start({ RECORD_CUT: eventOf(CUTS) });
    const whileItWorks = async () => {
      await start({ RECORD_CUT: eventOf(CUTS), RECORD_ARMED: armed });
      writeFileSync(armed, '');
    };
    /** What is in memory only is there for the next bot, until the power is cut. */
    const afterAKill = async () => {
      await start();
      await actForAWhile();
      await bot().kill('SIGKILL');
      await start();
    };
    let failures = 0;
    const afterAFailedFlush = async () => {
      await start({ RECORD_FAIL: eventOf(FAILURES), RECORD_ARMED: armed });
      writeFileSync(armed, '');
      await actForAWhile();
      if (!bot().isRunning()) {
        failures += 1;
        expect(await bot().exited).toBe(1);
        expect(bot().log.at(-1)).toMatchObject({ msg: 'crashed', err: { code: 'not-durable' } });
      }
      await bot().kill('SIGKILL');
      await start();
    };
    const ways = [
      atAnyMoment,
      whileItStarts,
      whileItStarts,
      whileItWorks,
      whileItWorks,
      afterAKill,
      afterAFailedFlush,
      afterAFailedFlush,
    ];

    let cuts = 0;
    let inCheckpoints = 0;
    // Which moments are met is up to chance: a few rounds more where too few were checkpoints.
    const isEnough = () => cuts >= ROUNDS && (inCheckpoints >= ROUNDS / 4 || cuts >= 2 * ROUNDS);
    while (!isEnough()) {
      cuts += 1;
      await rm(armed, { force: true });
      await bot().kill('SIGKILL');
      await pick(ways)();
      await actForAWhile();
      await bot().kill('SIGKILL');
      if (cutting.cut(random).isInCheckpoint) inCheckpoints += 1;
      expect(findDamage(data), `round ${cuts}`).toEqual([]);
      if (cuts % ROUNDS_BETWEEN_CHECKS > 0 && !isEnough()) continue;
      running.provider.state.faults.length = 0;
      running.discord.state.faults.length = 0;
      await start();
      await expectAllWell(running);
    }
    console.info({
      cuts,
      inCheckpoints,
      failures,
      asked: load.asked(),
      paid: running.provider.state.tasks.size,
    });
    expect(inCheckpoints).toBeGreaterThanOrEqual(ROUNDS / 4);
  },
  ROUNDS * 15_000 + 120_000,
);
