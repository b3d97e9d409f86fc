// Somebody sets the machine's clock while images are on their way: no span notices, in whatever
// state they are. Every step with CLOCK_STEPS=all.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../playground/discord-api/reply.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { expectAllWell } from '../crash/crash-world.ts';
import { readDatabase, readTasks } from '../support/promises.ts';
import { hasFailed, hasImage } from '../support/shown.ts';
import { DAY_MS, HOUR_MS, STEPS_MS } from '../support/test-clock.ts';
import { createWallClock, hasFaketime, type WallClock } from '../support/wall-clock.ts';

/** As long as any of it may take; less than the shortest step. */
const SOON_MS = 20_000;
const FINAL_EDIT = 'PATCH /webhooks/{}/{}/messages/{}';

const isThorough = process.env.CLOCK_STEPS === 'all';
/** One after another. */
const steps = isThorough ? STEPS_MS : [HOUR_MS, -DAY_MS];

let world: World;
let clock: WallClock;
let number = 0;

const ask = (who: string, options: Record<string, unknown>) => world.people.as(who).slash('imagine', options);
const stateOf = async (prompt: string) => (await readTasks(world)).find((task) => task.prompt === prompt)?.state;
const untilState = (prompt: string, state: string) =>
  expect.poll(() => stateOf(prompt), { timeout: SOON_MS, interval: 50 }).toBe(state);
/** Drawn, and not delivered at the first try. */
const untilWaiting = (prompt: string) => {
  const failedDeliveries = () =>
    readDatabase(world, async (db) => {
      const waiting = db.selectFrom('requests').select('delivery_attempts').where('delivery_due_at', 'is not', null);
      return (await waiting.where('prompt', '=', prompt).executeTakeFirst())?.delivery_attempts ?? 0;
    });
  return expect.poll(failedDeliveries, { timeout: SOON_MS, interval: 50 }).toBeGreaterThan(0);
};

/**
 * One image in each state: queued, submitting, running, and drawn but not to be delivered for now,
 * to all and to one alone.
 */
async function askForAll(): Promise<Reply[]> {
  const row = `row ${++number}`;
  const { discord, provider } = world;
  const undelivered = [`${row} public`, `${row} private`];
  const late: Reply[] = [];
  for (const [index, prompt] of undelivered.entries()) {
    provider.state.nextPlans.push({ durationMs: 300 });
    late.push(await ask('second', { prompt, private: index === 1 }));
    discord.state.faults.push({ route: FINAL_EDIT, about: prompt, times: 1_000, kind: { status: 503 } });
  }
  for (const prompt of undelivered) await untilWaiting(prompt);
  provider.state.faults.push({ on: 'create', about: `${row} submitting`, times: 1, kind: { delayMs: 2_500 } });
  const submitting = await ask('member', { prompt: `${row} submitting` });
  await untilState(`${row} submitting`, 'submitting');
  provider.state.nextPlans.push({ durationMs: 3_000 });
  const running = await ask('member', { prompt: `${row} running` });
  await running.until(({ content }) => content.includes('%'), SOON_MS);
  const queued = await ask('moderator', { prompt: `${row} queued` });
  await untilState(`${row} queued`, 'queued');
  return [...late, submitting, running, queued];
}

const startAll = async () => {
  clock = createWallClock();
  world = await startWorld({
    provider: { behaviour: { medianMs: 800, sigma: 0.05 } },
    settings: {
      ...clock.settings,
      DEFAULT_MEMBER_BUDGET: '1000/day',
      HOST_BUDGET: '10000/day',
      MAX_CONCURRENT: '2',
      QUEUE_TIMEOUT: '40',
      TASK_TIMEOUT: '30',
    },
  });
};

describe.skipIf(!hasFaketime)('a wall clock that is set', () => {
  beforeAll(startAll);
  beforeEach(() => {
    for (const { state } of [world.provider, world.discord]) state.faults.length = 0;
  });
  afterEach(() => expectAllWell(world));
  afterAll(() => world.close());

  it.each(steps)(
    'by %i ms keeps every image going, in whatever state it is',
    async (stepMs) => {
      const replies = await askForAll();
      clock.step(stepMs);
      world.discord.state.faults.length = 0;
      for (const reply of replies) await reply.until(hasImage, SOON_MS);
      // Nobody is told of floods, and nothing that is new waits.
      await (await ask('member', { prompt: `row ${number} after` })).until(hasImage, SOON_MS);
      expect(replies.flatMap(({ views }) => views).some(({ message }) => hasFailed(message))).toBe(false);
    },
    60_000,
  );

  it.each(isThorough ? steps : [DAY_MS])(
    'by %i ms while the bot is away lets what waited have its turn',
    async (stepMs) => {
      const replies = await askForAll();
      await world.bot().kill('SIGKILL');
      clock.step(stepMs);
      world.discord.state.faults.length = 0;
      await world.startBot();
      await world.people.botReady();
      const [first, second, submitting, ...others] = replies;
      // Whoever kills the bot just then does not learn what became of it.
      for (const reply of [first, second, ...others]) await reply?.until(hasImage, SOON_MS);
      await submitting?.until(hasFailed, SOON_MS);
    },
    60_000,
  );

  it('by a year forward removes no image that is kept', async () => {
    await (await ask('member', { prompt: 'kept' })).until(hasImage, SOON_MS);
    clock.step(365 * DAY_MS);
    // It sweeps at its start.
    await world.bot().kill('SIGTERM');
    await world.startBot();
    await world.people.botReady();
    await (await ask('member', { prompt: 'still kept' })).until(hasImage, SOON_MS);
    const kept = await readDatabase(world, (db) => db.selectFrom('images').select('id').execute());
    const made = (await readTasks(world)).filter(({ image_id }) => image_id !== null);
    expect(kept).toHaveLength(new Set(made.map(({ image_id }) => image_id)).size);
  }, 60_000);
});
