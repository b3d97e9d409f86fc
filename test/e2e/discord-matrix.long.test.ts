// Every call to Discord that an image needs meets every fault: the table says where its member
// finds it. Rows run at once, each about a seed of its own.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonsOf } from '../../playground/discord-api/buttons.ts';
import type { Fault } from '../../playground/discord-api/faults.ts';
import { useSlash } from '../../playground/discord-api/interact.ts';
import { connectPeople, type Player } from '../../playground/discord-api/people.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { personByKey } from '../../playground/discord-api/state.ts';
import type { World } from '../../playground/world.ts';
import { beginAll, startCrowdedWorld } from '../support/at-once.ts';
import { askToDelete } from '../support/controls.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { plainImage } from '../support/photos.ts';
import { hasImage, hasWithdrawn, isEphemeral } from '../support/shown.ts';

const FAULTS = {
  'reset before the request': 'reset-before',
  'reset after the request': 'reset-after',
  'no answer': 'hang',
  'a slow drip': 'drip',
  400: { status: 400, body: { message: 'Invalid Form Body', code: 50035 } },
  401: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
  403: { status: 403, body: { message: 'Missing Access', code: 50001 } },
  404: { status: 404, body: { message: 'Unknown Message', code: 10008 } },
  '403 with a page': { status: 403, page: '<html>Access denied</html>' },
  '400 with JSON that is no object': { status: 400, body: 'no' },
  '429 with Retry-After': { status: 429, headers: { 'retry-after': '1' }, body: { retry_after: 1, global: false } },
  // With nothing in its body either, a minute is waited: `test/integration/fetch-adapter.test.ts`.
  '429 without Retry-After': { status: 429, body: { message: 'slow down', retry_after: 1 } },
  500: { status: 500, body: {} },
  '502 with a page': { status: 502, page: '<html>Bad gateway</html>' },
  'truncated JSON': 'truncated',
  'wrong types': 'wrong-types',
  'a huge body': 'huge',
} as const satisfies Record<string, Fault['kind']>;
type FaultName = keyof typeof FAULTS;

const HERE = 'the image, in the message that answered';
const ANEW = 'the image, in a new message that mentions them';
const DIRECTLY = 'the image, in a direct message';
const KEPT = 'the image, in /history, and they are told';
const IN_WORDS = `${KEPT} in words`;
const LATER = `${KEPT} at next use`;
const NOTHING = 'Discord’s own word that there was no answer; nothing is drawn';
const SORRY = 'Something went wrong on our side';
const ADVICE = 'I cannot answer in';
const FORM = 'the form';
const NO_FORM = 'This interaction failed';
const GONE_FROM_HERE = 'that the message is gone';
const BELIEVED = 'nothing: Discord says that it is gone already';
const REFUSED_INPUT = 'That file could not be edited.';
/** Every fault that passes leads to `usual`; refusals lead to what is given for them. */
const table = (usual: string, refused: string): Record<FaultName, string> => ({
  'reset before the request': usual,
  'reset after the request': usual,
  'no answer': usual,
  'a slow drip': usual,
  400: refused,
  401: refused,
  403: refused,
  404: refused,
  '403 with a page': refused,
  '400 with JSON that is no object': refused,
  '429 with Retry-After': usual,
  '429 without Retry-After': usual,
  500: usual,
  '502 with a page': usual,
  'truncated JSON': usual,
  'wrong types': usual,
  'a huge body': usual,
});

const CALLBACK = 'POST /interactions/{}/{}/callback';
const LOOK = 'GET /webhooks/{}/{}/messages/{}';
const EDIT = 'PATCH /webhooks/{}/{}/messages/{}';
const DELETE = 'DELETE /webhooks/{}/{}/messages/{}';
const FOLLOW_UP = 'POST /webhooks/{}/{}';
const CHANNEL_EDIT = 'PATCH /channels/{}/messages/{}';
const CHANNEL_MESSAGE = 'POST /channels/{}/messages';
const OPEN_DIRECT = 'POST /users/@me/channels';

const DEAD_TOKEN = { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } };
const GONE = { status: 404, body: { message: 'Unknown Message', code: 10008 } };

/**
 * @param final what only the edit that shows the image holds.
 * @param prompt what every call about the request holds
 */
type Scenario = (row: { prompt: string; seed: number; final: string; kind: Fault['kind'] }) => Promise<string>;

let world: World;
const meet = (route: string, about: string, kind: Fault['kind'], times = 1) =>
  world.discord.state.faults.push({ route, about, kind, times });
const member = () => world.people.as('member');
const TIMEOUT_MS = 75_000;

/** Rows begin before their tests, which is why they cannot wait by `expect.poll`. */
async function until<T>(find: () => T | undefined): Promise<T> {
  for (const endsAt = Date.now() + TIMEOUT_MS; Date.now() < endsAt; await sleepFor(100)) {
    const found = find();
    if (found !== undefined) return found;
  }
  throw new Error('it did not come in time');
}

/** Where the image of a prompt is to be found, once the bot says that it was delivered. */
async function findImage(player: Player, prompt: string, channel: string, firstId?: string): Promise<string> {
  const shown = async (place: string) =>
    (await player.messages(place)).filter((message) => hasImage(message) && message.content.includes(prompt));
  const { told } = await until(() => deliveryOf(prompt));
  const [here, directly] = [await shown(channel), await shown('direct')];
  expect(here.length + directly.length).toBeLessThanOrEqual(1);
  if (directly.length === 1) return DIRECTLY;
  const [found] = here;
  if (!found) return `${KEPT} ${told}`;
  return found.id === firstId ? HERE : ANEW;
}

const ENDS = ['request delivered', 'result not shown where it was asked for'];

/** How the delivery of a prompt's request ended, from the log. */
function deliveryOf(prompt: string): { told?: unknown } | undefined {
  const task = [...world.provider.state.tasks.values()].find(({ params }) => params.prompt === prompt);
  const { log } = world.bot();
  const submitted = log.find(({ msg, providerTaskId }) => msg === 'task submitted' && providerTaskId === task?.id);
  const requestId = String(submitted?.taskId ?? '?').replace(/-\d+$/, '');
  return log.find((entry) => ENDS.includes(String(entry.msg)) && entry.requestId === requestId);
}

const lanes = new Map<string, Promise<unknown>>();
function inLane<T>(lane: string, work: () => Promise<T>): Promise<T> {
  const mine = (lanes.get(lane) ?? Promise.resolve()).then(work, work);
  lanes.set(lane, mine);
  return mine;
}

/**
 * Asked one after another, so that the three seconds for a first answer are not used up by a crowd.
 */
async function imagine(
  player: Player,
  prompt: string,
  seed: number,
  { channel = 'general', isPrivate = false, lane = 'asking' } = {},
) {
  const reply = await inLane(lane, async () => {
    const asked = await player.slash('imagine', { prompt, seed, private: isPrivate }, { channel });
    await asked.answer(TIMEOUT_MS);
    return asked;
  });
  const answer = await reply.answer();
  if (answer.outcome === 'failed') return NOTHING;
  return findImage(player, prompt, channel, await until(() => reply.message()?.id));
}

const drawImage = (prompt: string, seed: number) =>
  inLane('asking', () => member().slash('imagine', { prompt, seed })).then((reply) =>
    reply.until(hasImage, TIMEOUT_MS),
  );

const idOfButton = (message: Parameters<typeof buttonsOf>[0], wanted: string) =>
  buttonsOf(message).find(({ label }) => label === wanted)?.customId ?? '';

const hasEndedInChat = (message: Parameters<typeof hasImage>[0]) =>
  hasImage(message) || [SORRY, ADVICE].some((words) => message.content.startsWith(words));

/**
 * discord.js keeps a channel's calls in line behind one that hangs: the others are made elsewhere.
 */
const isSlow = (kind: Fault['kind']) => kind === 'hang' || kind === 'drip';

/** Direct messages are told apart by whom they are opened for alone. */
const RECIPIENTS = [
  ['second', '100000000000000002'],
  ['moderator', '100000000000000003'],
  ['manager', '100000000000000004'],
] as const;

const SCENARIOS: Record<string, { words: Record<FaultName, string>; run: Scenario }> = {
  'the first answer': {
    words: table(HERE, NOTHING),
    run: ({ prompt, seed, kind }) => {
      meet(CALLBACK, prompt, kind);
      return imagine(member(), prompt, seed, { lane: 'first answers' });
    },
  },
  'the look whether the first answer arrived': {
    words: table(HERE, HERE),
    run: ({ prompt, seed, kind }) => {
      meet(CALLBACK, prompt, 'wrong-types');
      meet(CALLBACK, prompt, 'truncated');
      meet(LOOK, prompt, kind);
      return imagine(member(), prompt, seed);
    },
  },
  'an edit of progress': {
    words: table(HERE, HERE),
    run: ({ prompt, seed, kind }) => {
      meet(EDIT, prompt, kind);
      return imagine(member(), prompt, seed);
    },
  },
  'the edit by token': {
    words: table(HERE, HERE),
    run: ({ prompt, seed, final, kind }) => {
      meet(EDIT, final, kind);
      return imagine(member(), prompt, seed);
    },
  },
  'the edit in the channel': {
    words: table(HERE, ANEW),
    run: ({ prompt, seed, final, kind }) => {
      meet(EDIT, final, DEAD_TOKEN, 1_000);
      meet(CHANNEL_EDIT, final, kind);
      return imagine(member(), prompt, seed, { channel: isSlow(kind) ? 'art' : 'general' });
    },
  },
  'the new message in the channel': {
    words: table(ANEW, IN_WORDS),
    run: ({ prompt, seed, final, kind }) => {
      meet(EDIT, final, DEAD_TOKEN, 1_000);
      meet(CHANNEL_EDIT, final, GONE, 1_000);
      meet(CHANNEL_MESSAGE, final, kind);
      return imagine(member(), prompt, seed, { channel: isSlow(kind) ? 'age-restricted' : 'art' });
    },
  },
  'the direct message': {
    words: table(DIRECTLY, LATER),
    run: ({ prompt, seed, final, kind }) => {
      meet(EDIT, final, DEAD_TOKEN, 1_000);
      meet(CHANNEL_MESSAGE, final, kind);
      // Whoever is told at their next use is nobody whose next use, or direct messages, another row
      // is about.
      return imagine(world.people.as('outsider'), prompt, seed, { channel: 'elsewhere', isPrivate: true });
    },
  },
  'the opening of direct messages': {
    words: table(DIRECTLY, LATER),
    run: ({ prompt, seed, final, kind }) => {
      const [key, id] = RECIPIENTS[seed % RECIPIENTS.length] ?? RECIPIENTS[0];
      return inLane(key, () => {
        meet(EDIT, final, DEAD_TOKEN, 1_000);
        meet(OPEN_DIRECT, `"${id}"`, kind);
        return imagine(world.people.as(key), prompt, seed, { isPrivate: true });
      });
    },
  },
  'the answer in a chat': {
    words: { ...table(HERE, SORRY), 403: ADVICE },
    run: async ({ prompt, kind }) => {
      meet(CHANNEL_MESSAGE, prompt, kind);
      const file = { name: 'look.png', bytes: await plainImage('png', 120, 80), contentType: 'image/png' };
      const heard: Awaited<ReturnType<Player['post']>>[] = [];
      const asked = await inLane('chat', () => {
        void member()
          .waitForMessage((message) => heard.push(message) === 0, TIMEOUT_MS)
          .catch(() => undefined);
        return member().post(`<@${BOT_ID}> ${prompt}`, { files: [file], channel: isSlow(kind) ? 'art' : 'general' });
      });
      const isAnswer = ({ author, message_reference, content }: (typeof heard)[number]) =>
        author.id === BOT_ID &&
        (message_reference?.message_id === asked.id || (content.startsWith(ADVICE) && prompt.includes('meets 403 n')));
      const answer = await until(() => heard.find((message) => isAnswer(message) && hasEndedInChat(message)));
      return hasImage(answer) ? HERE : answer.content;
    },
  },
  'the form that a button opens': {
    // Without the form there is still time for a word; a 401 says that there is none.
    words: { ...table(FORM, SORRY), 401: NO_FORM },
    run: async ({ prompt, seed, kind }) => {
      const result = await drawImage(prompt, seed);
      meet(CALLBACK, idOfButton(result, 'Edit'), kind);
      const click = await inLane('clicking', () => member().click(result, 'Edit'));
      const answer = await click.answer(TIMEOUT_MS);
      if (answer.outcome === 'modal') return FORM;
      if (answer.outcome === 'failed') return answer.reason;
      return (await click.until(({ content }) => content !== '')).content;
    },
  },
  'the deletion of a message': {
    words: { ...table(GONE_FROM_HERE, GONE_FROM_HERE), 404: BELIEVED },
    run: async ({ prompt, seed, kind }) => {
      const result = await drawImage(prompt, seed);
      meet(DELETE, idOfButton(result, 'Details').replace('details', 'more'), kind);
      const question = await inLane('clicking', async () => (await askToDelete(member(), result)).until(isEphemeral));
      const click = await inLane('clicking', () => member().click(question, 'Delete'));
      if (kind === FAULTS[404]) {
        await click.answer(TIMEOUT_MS);
        await until(() =>
          world
            .bot()
            .log.find((entry) => entry.msg === 'command served' && entry.interactionId === click.interactionId),
        );
        return click.message()?.content ?? BELIEVED;
      }
      await until(() => (world.discord.state.messages.has(result.id) ? undefined : true));
      return GONE_FROM_HERE;
    },
  },
  'the private word about a refused image': {
    words: table(REFUSED_INPUT, REFUSED_INPUT),
    run: async ({ prompt, kind }) => {
      meet(FOLLOW_UP, prompt, kind);
      const broken = { name: 'broken.png', bytes: Buffer.from('no image'), contentType: 'image/png' };
      const reply = await member().slash('edit', { prompt, image: 'broken' }, { files: { image: broken } });
      return (await reply.until(hasWithdrawn, TIMEOUT_MS)).content;
    },
  },
};

const rows = Object.entries(SCENARIOS).flatMap(([call, { words, run }], scenario) =>
  Object.entries(FAULTS).map(([name, kind], fault) => {
    const seed = 1_000 * (scenario + 1) + fault;
    const title = `${call} that meets ${name}`;
    // Letters and spaces alone are shown as they are typed.
    const prompt = `${title} number ${seed} end`.replaceAll(/[^a-z0-9]+/gi, ' ');
    return {
      title,
      words: words[name as FaultName],
      outcome: () => run({ prompt, seed, final: `seed ${seed} ·`, kind }),
    }; // A constant's key.
  }),
);

let outcomes: ReturnType<typeof beginAll>;

beforeAll(async () => {
  world = await startCrowdedWorld();
  // A first answer has three seconds: those rows come before the crowd that slows everything down.
  const isFirstAnswer = ({ title }: { title: string }) => title.startsWith('the first answer that');
  const { promise: quietIsOver, resolve: endQuiet } = Promise.withResolvers<void>();
  outcomes = beginAll(rows, async (row) => {
    if (!isFirstAnswer(row)) await quietIsOver;
    return row.outcome();
  });
  const quiet = rows.filter(isFirstAnswer).map(({ title }) => outcomes.get(title));
  void Promise.allSettled(quiet).then(() => endQuiet());
});
afterAll(() => world.close());

describe('of its member is found', () => {
  it.each(rows)(
    '$title: $words',
    async ({ title, words }) => {
      const found = await outcomes.get(title);
      expect(found, found).toContain(words);
    },
    100_000,
  );
});

describe('after all of it', () => {
  it('every task was paid once at most, and the bot still runs', async () => {
    const prompts = [...world.provider.state.tasks.values()].map(({ params }) => params.prompt);
    expect(new Set(prompts).size).toBe(prompts.length);
    expect(world.bot().isRunning()).toBe(true);
    expect(world.bot().log.filter(({ level }) => level === 'fatal')).toEqual([]);
    await expectPromisesKept(world);
  });

  it('no secret stands in the log', () => {
    const log = JSON.stringify([world.bot().log, world.bot().printed]);
    expect(log).not.toContain(world.discord.token);
    for (const { token } of world.discord.state.interactions.values()) expect(log).not.toContain(token);
  });
});

describe('a refused connection', () => {
  const said = (word: string) => () => world.bot().log.some((entry) => JSON.stringify(entry).includes(word));

  it('to the first answer drops the request: nothing is drawn, nothing stays reserved', async () => {
    const { state } = world.discord;
    const person = personByKey(state, 'member');
    const channel = state.channels.find(({ key }) => key === 'general');
    if (!channel) throw new Error('there is such a channel');
    world.discord.goAway();
    await useSlash(state, { person, channel }, { name: 'imagine', options: { prompt: 'nobody listens' }, files: {} });
    await expect.poll(said('request dropped'), { timeout: 20_000 }).toBe(true);
    await world.discord.comeBack();
    expect([...world.provider.state.tasks.values()].some(({ params }) => params.prompt === 'nobody listens')).toBe(
      false,
    );
    await expectPromisesKept(world);
  });

  it('to edits is waited out, and the image is shown once', async () => {
    const people = connectPeople(world.discord.controlUrl);
    const reply = await people.as('member').slash('imagine', { prompt: 'nobody to show it to' });
    await reply.until(({ content }) => content.includes('%'));
    world.discord.goAway();
    const failures = () => world.bot().log.filter(({ msg }) => msg === 'delivery method failed').length;
    const before = failures();
    await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThan(before);
    await world.discord.comeBack();
    const shown = async () =>
      (await world.people.as('member').messages()).filter(
        (message) => hasImage(message) && message.content.includes('nobody to show it to'),
      );
    await expect.poll(shown, { timeout: 30_000 }).toHaveLength(1);
    await people.close();
    await expectPromisesKept(world);
  });
});
