// The bot killed just before and just after every durable step, its wall clock set on the way:
// whatever the moment, nothing is paid twice, forgotten, shown twice or booked wrongly.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../playground/vtrix-api/image/random.ts';
import type { World } from '../../playground/world.ts';
import { cancelAnyway, deleteResult } from '../support/controls.ts';
import { edited, plainInput } from '../support/editing.ts';
import { hasFailed, hasImage, hasWithdrawn } from '../support/shown.ts';
import { createWallClock } from '../support/wall-clock.ts';
import { expectAllWell, observeSteps, startBotKilledAt, startCrashWorld } from './crash-world.ts';

/** What a member sees may come just before the step that notes it. */
const STEPS_AFTER_MS = 10_000;

const SEED = process.env.STEP_SEED ?? String(Date.now());
const random = createRandom(SEED);
const clock = createWallClock();
let world: World;
let number = 0;

beforeAll(async () => {
  console.info(`STEP_SEED=${SEED}`);
  world = await startCrashWorld({ settings: clock.settings });
});
beforeEach(() => {
  world.discord.state.faults.length = 0;
  world.provider.state.faults.length = 0;
  world.provider.state.nextPlans.length = 0;
});
afterAll(() => world.close());

const member = () => world.people.as('member');

/** What a member does until the step is reached; the bot may die at any moment of it. */
type Scenario = (prompt: string) => Promise<unknown>;

const imagineOne = async (prompt: string) => (await member().slash('imagine', { prompt })).until(hasImage);
const imagine: Scenario = imagineOne;

/** Not ready at the first look. */
const slow: Scenario = async (prompt) => {
  world.provider.state.nextPlans.push({ durationMs: 4_500 });
  return imagine(prompt);
};

const edit: Scenario = (prompt) => edited(member(), prompt);

const failing: Scenario = async (prompt) => {
  world.provider.state.nextPlans.push({ outcome: 'failed', error: 'no' });
  return (await member().slash('imagine', { prompt })).until(hasWithdrawn);
};

const losingTheAnswer: Scenario = async (prompt) => {
  world.provider.state.faults.push({ on: 'create', kind: 'reset-after', times: 1 });
  return (await member().slash('imagine', { prompt })).until(hasFailed);
};

/** Two moderators give the same charge back at the same moment. */
const givenBackTwice: Scenario = async (prompt) => {
  world.provider.state.faults.push({ on: 'create', kind: 'reset-after', times: 1 });
  const failed = await (await member().slash('imagine', { prompt })).until(hasFailed);
  const moderators = ['moderator', 'manager'].map((key) => world.people.as(key));
  const replies = await Promise.all(moderators.map((who) => who.slash('moderate release', { image: failed.id })));
  return Promise.all(replies.map((reply) => reply.answer()));
};

const toldToWait: Scenario = async (prompt) => {
  const headers = { 'retry-after': '0' };
  world.provider.state.faults.push({ on: 'create', kind: { status: 429, headers }, times: 1 });
  return imagine(prompt);
};

const cancelledAtWork: Scenario = async (prompt) => {
  world.provider.state.nextPlans.push({ durationMs: 2_500 });
  const reply = await member().slash('imagine', { prompt });
  const working = await reply.until(({ content }) => content.includes('%'));
  await cancelAnyway(member(), working);
  return reply.until(({ content }) => content.includes('was kept'));
};

/** The provider takes nothing for now. */
const cancelledInQueue: Scenario = async (prompt) => {
  world.provider.state.faults.push({
    on: 'create',
    kind: { status: 429, headers: { 'retry-after': '600' } },
    times: 1,
  });
  const reply = await member().slash('imagine', { prompt });
  const waiting = await reply.until(({ content }) => content.includes('In the queue'));
  await member().click(waiting, 'Cancel');
  return reply.until(({ content }) => content.includes('Cancelled before'));
};

/** Its message is deleted while the image is on its way: a new one has to be made. */
const deletedMeanwhile: Scenario = async (prompt) => {
  const reply = await member().slash('imagine', { prompt });
  const working = await reply.until(({ content }) => content.includes('%'));
  await world.people.as('moderator').delete(working);
  return member().waitForMessage((message) => message.content.includes(prompt) && hasImage(message));
};

const undone: Scenario = async (prompt) => {
  const reply = await member().slash('edit', { prompt }, { files: await plainInput() });
  const result = await reply.until(hasImage);
  await member().select(result, 'more', ['undo']);
  return reply.until(({ content }) => content.includes('Undone'));
};

const deleted: Scenario = async (prompt) => {
  const result = await imagineOne(prompt);
  await deleteResult(member(), result);
  await expect.poll(() => world.discord.state.messages.has(result.id), { timeout: STEPS_AFTER_MS }).toBe(false);
};

const scenarios: [name: string, scenario: Scenario, steps: string[]][] = [
  [
    'an image from words',
    imagine,
    [
      'admitted',
      'acknowledged',
      'submitting',
      'running',
      'look claimed',
      'image kept',
      'completed',
      'method chosen',
      'delivered',
    ],
  ],
  ['an image that takes its time', slow, ['looked']],
  ['an edit', edit, ['admitted', 'image kept', 'input ready']],
  ['a failure', failing, ['failed', 'shown']],
  ['a lost answer', losingTheAnswer, ['unconfirmed']],
  ['a charge given back by two', givenBackTwice, ['given back']],
  ['a provider that asks to wait', toldToWait, ['queued#2', 'submitting#2']],
  ['a cancel at work', cancelledAtWork, ['cancel asked']],
  ['a message that was deleted meanwhile', deletedMeanwhile, ['method chosen#3', 'message noted']],
  ['a deletion', deleted, ['deleted']],
  ['an undo', undone, ['message adopted', 'undone', 'shown#2']],
  // The last: for as long as the provider asked to wait, nothing else is submitted.
  ['a cancel in the queue', cancelledInQueue, ['cancelled']],
];

describe.each(scenarios)('%s', (name, scenario, steps) => {
  it.each(steps.flatMap((step) => [`before ${step}`, `after ${step}`]))(
    'with the bot killed %s',
    async (point) => {
      const prompt = `${name} number ${++number}`;
      await startBotKilledAt(world, point);
      const bot = world.bot();
      // What is waited for ends in vain once the bot is dead.
      const acting = scenario(prompt).catch((error: unknown) => error);
      clock.stepAtRandom(random);
      const waited = acting.then(() => sleepFor(STEPS_AFTER_MS, 'alive', { ref: false }));
      const story = () => bot.log.map((entry) => JSON.stringify(entry)).join('\n');
      expect(await Promise.race([bot.exited, waited]), story()).toBe('SIGKILL');
      world.discord.state.faults.length = 0;
      world.provider.state.faults.length = 0;
      clock.stepAtRandom(random);
      await world.startBot();
      await expectAllWell(world);
    },
    60_000,
  );
});

it('every step that is ever taken is among those', async () => {
  const tried = new Set(scenarios.flatMap(([, , steps]) => steps.map((step) => step.replace(/#\d+$/, ''))));
  const taken = await observeSteps(world, async () => {
    for (const [name, scenario] of scenarios) await scenario(`${name}, undisturbed ${++number}`);
    await expectAllWell(world);
  });
  // Part of the same transaction as one that is tried.
  const together = ['queued', 'delivery due'];
  expect([...taken].filter((step) => !tried.has(step) && !together.includes(step))).toEqual([]);
}, 120_000);
