// Every call to the image API meets every fault: the table says what its member reads. All rows run
// at once, each about a prompt of its own.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../playground/vtrix-api/settings.ts';
import { hasEnded as hasTaskEnded } from '../../playground/vtrix-api/tasks.ts';
import type { World } from '../../playground/world.ts';
import { beginAll, startCrowdedWorld } from '../support/at-once.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded, hasImage } from '../support/shown.ts';

const FAULTS = {
  'reset before the request': 'reset-before',
  'reset after the request': 'reset-after',
  'no answer': 'hang',
  'a slow drip': 'drip',
  400: { status: 400, body: '{"error":{"message":"prompt too odd"}}' },
  401: { status: 401, body: '{"error":{"message":"invalid api key"}}' },
  403: { status: 403, body: '{"error":"insufficient balance"}' },
  404: { status: 404, body: '{"message":"no such thing"}' },
  '404 with a page': { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not Found</html>' },
  405: { status: 405, headers: { allow: 'GET' } },
  411: { status: 411 },
  413: { status: 413, headers: { 'content-type': 'text/html' }, body: '<html>Request Entity Too Large</html>' },
  414: { status: 414 },
  415: { status: 415, body: '{"error":{"message":"send JSON"}}' },
  431: { status: 431 },
  '429 with Retry-After': { status: 429, headers: { 'retry-after': '1' }, body: '{}' },
  '429 without Retry-After': { status: 429, body: '{}' },
  '429 with Retry-After 0': { status: 429, headers: { 'retry-after': '0' }, body: '{}' },
  '429 until a date in the past': {
    status: 429,
    headers: { 'retry-after': 'Wed, 21 Oct 2020 07:28:00 GMT' },
    body: '{}',
  },
  '429 with an unreadable Retry-After': { status: 429, headers: { 'retry-after': 'soon 5' }, body: '{}' },
  500: { status: 500 },
  '502 with a page': { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' },
  'truncated JSON': 'truncated',
  'wrong types': 'wrong-types',
  'a huge body': 'huge',
  'JSON without bottom': 'deep',
} as const satisfies Record<string, Fault['kind']>;

const IMAGE = 'the image';
const UNCONFIRMED = 'it is not known whether this image was made';
const REFUSED = 'The provider refused this request: ';

/** What the member of a request whose first such call meets a fault reads at last. */
const WORDS: Record<Fault['on'], Record<keyof typeof FAULTS, string>> = {
  create: {
    'reset before the request': UNCONFIRMED,
    'reset after the request': UNCONFIRMED,
    'no answer': UNCONFIRMED,
    'a slow drip': UNCONFIRMED,
    400: `${REFUSED}prompt too odd`,
    401: 'rejected this bot’s API key',
    403: 'is refusing this bot’s requests',
    404: `${REFUSED}no such thing`,
    '404 with a page': `${REFUSED}no reason given`,
    405: `${REFUSED}HTTP 405, Method Not Allowed`,
    411: `${REFUSED}HTTP 411, Length Required`,
    413: `${REFUSED}HTTP 413, Payload Too Large`,
    414: `${REFUSED}HTTP 414, URI Too Long`,
    415: `${REFUSED}send JSON`,
    431: `${REFUSED}HTTP 431, Request Header Fields Too Large`,
    '429 with Retry-After': IMAGE,
    '429 without Retry-After': IMAGE,
    '429 with Retry-After 0': IMAGE,
    '429 until a date in the past': IMAGE,
    '429 with an unreadable Retry-After': IMAGE,
    500: UNCONFIRMED,
    '502 with a page': UNCONFIRMED,
    'truncated JSON': UNCONFIRMED,
    'wrong types': UNCONFIRMED,
    'a huge body': UNCONFIRMED,
    'JSON without bottom': UNCONFIRMED,
  },
  // Trouble with looking at a task says nothing about the task.
  poll: {
    'reset before the request': IMAGE,
    'reset after the request': IMAGE,
    'no answer': IMAGE,
    'a slow drip': IMAGE,
    400: IMAGE,
    401: IMAGE,
    403: IMAGE,
    404: IMAGE,
    '404 with a page': IMAGE,
    405: IMAGE,
    411: IMAGE,
    413: IMAGE,
    414: IMAGE,
    415: IMAGE,
    431: IMAGE,
    '429 with Retry-After': IMAGE,
    '429 without Retry-After': IMAGE,
    '429 with Retry-After 0': IMAGE,
    '429 until a date in the past': IMAGE,
    '429 with an unreadable Retry-After': IMAGE,
    500: IMAGE,
    '502 with a page': IMAGE,
    'truncated JSON': IMAGE,
    'wrong types': IMAGE,
    'a huge body': IMAGE,
    'JSON without bottom': IMAGE,
  },
  result: {
    'reset before the request': IMAGE,
    'reset after the request': IMAGE,
    'no answer': IMAGE,
    'a slow drip': IMAGE,
    400: IMAGE,
    401: IMAGE,
    403: IMAGE,
    404: IMAGE,
    '404 with a page': IMAGE,
    405: IMAGE,
    411: IMAGE,
    413: IMAGE,
    414: IMAGE,
    415: IMAGE,
    431: IMAGE,
    '429 with Retry-After': IMAGE,
    '429 without Retry-After': IMAGE,
    '429 with Retry-After 0': IMAGE,
    '429 until a date in the past': IMAGE,
    '429 with an unreadable Retry-After': IMAGE,
    500: IMAGE,
    '502 with a page': IMAGE,
    'truncated JSON': IMAGE,
    'wrong types': IMAGE,
    'a huge body': 'a file that is too large to be an image',
    'JSON without bottom': IMAGE,
  },
};

const CALLS = { create: 'a new task', poll: 'a look at a task', result: 'a download' } as const;
const rows = (['create', 'poll', 'result'] as const).flatMap((on) =>
  Object.entries(FAULTS).map(([name, kind]) => ({
    on,
    kind: kind as Fault['kind'], // Object.entries forgets what `satisfies` has checked.
    title: `${CALLS[on]} that meets ${name}`,
    words: WORDS[on][name as keyof typeof FAULTS], // The keys of a constant.
  })),
);

/** The slowest row is a new task that is never answered: its member waits a minute. */
const TIMEOUT_MS = 110_000;

let world: World;
let outcomes: ReturnType<typeof beginAll>;
const ask = (prompt: string) => world.people.as('member').slash('imagine', { prompt });
const tasksOf = (prompt: string) =>
  [...world.provider.state.tasks.values()].filter(({ params }) => params.prompt.endsWith(prompt));
const postsOf = (prompt: string) =>
  world.provider.state.requests.filter(
    ({ method, body }) => method === 'POST' && JSON.stringify(body).includes(`${prompt}"`),
  );

beforeAll(async () => {
  world = await startCrowdedWorld({ TRUSTED_HOSTS: '127.0.0.1' });
  outcomes = beginAll(rows, async ({ title, on, kind }) => {
    world.provider.state.faults.push({ on, kind, times: 1, about: title });
    const message = await (await ask(title)).until(hasEnded, TIMEOUT_MS);
    return hasImage(message) ? IMAGE : message.content;
  });
});
afterAll(() => world.close());

describe('of its member is read', () => {
  it.each(rows)(
    '$title: $words',
    async ({ title, words }) => {
      const read = await outcomes.get(title);
      expect(read).toContain(words);
      expect(read).not.toContain(world.provider.apiKey);
    },
    TIMEOUT_MS,
  );
});

describe('after all of it', () => {
  it.each(rows)('$title was sent once where it may have been accepted', ({ title }) => {
    expect(postsOf(title).filter(({ status }) => status !== 429).length).toBe(1);
    expect(tasksOf(title).length).toBeLessThanOrEqual(1);
  });

  it('every fault has been met, and the bot still runs', () => {
    expect(world.provider.state.faults.filter(({ times }) => times > 0)).toEqual([]);
    expect(world.bot().isRunning()).toBe(true);
    expect(world.bot().log.filter(({ level }) => level === 'fatal' || level === 'error')).toEqual([
      // The operator is told of the key and of the balance.
      expect.objectContaining({ trouble: expect.any(String) }),
      expect.objectContaining({ trouble: expect.any(String) }),
    ]);
  });

  it('what the provider charged is in the ledger, but for what is unconfirmed', async () => {
    const isDone = () => [...world.provider.state.tasks.values()].every((task) => hasTaskEnded(task, Date.now()));
    await expect.poll(isDone, { timeout: 20_000 }).toBe(true);
    const unconfirmed = rows.filter(({ words, title }) => words === UNCONFIRMED && tasksOf(title).length === 1);
    expect(unconfirmed).toHaveLength(7);
    await expectPromisesKept(world, unconfirmed.length * 80_000);
  });
});

describe('a refused connection', () => {
  const said = (word: string) => () => world.bot().log.some((entry) => JSON.stringify(entry).includes(word));

  it('to a new task is waited out: nothing was sent', async () => {
    world.provider.goAway();
    const reply = await ask('nobody listens');
    await expect.poll(said('"kind":"not-sent"'), { timeout: 20_000 }).toBe(true);
    await world.provider.comeBack();
    await reply.until(hasImage);
    expect(postsOf('nobody listens')).toHaveLength(1);
  });

  it('to a look is waited out', async () => {
    const reply = await ask('nobody to look at');
    await reply.until(({ content }) => content.includes('%'));
    world.provider.goAway();
    await expect.poll(said('"kind":"unavailable"'), { timeout: 20_000 }).toBe(true);
    await world.provider.comeBack();
    await reply.until(hasImage);
  });

  it('to a download is waited out', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo; // A TCP server's.
    await new Promise((resolve) => closed.close(resolve));
    world.provider.state.nextPlans.push({ result: 'other-link', link: `http://127.0.0.1:${port}/x.png` });
    const reply = await ask('nobody to fetch from');
    await expect.poll(said('could not be fetched (ECONNREFUSED)'), { timeout: 20_000 }).toBe(true);
    const [task] = tasksOf('nobody to fetch from');
    if (task) task.plan.result = 'image';
    await reply.until(hasImage);
  });
});
