// Whatever the image API does, its member reads an honest word, nothing is paid twice, and the
// ledger stays true.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, TaskPlan } from '../../playground/vtrix-api/settings.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded, hasFailed, hasImage } from '../support/shown.ts';

let world: World;
let unsettledMicros = 0;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 500, sigma: 0.05 } },
    settings: {
      DEFAULT_MEMBER_BUDGET: '100/day',
      HOST_BUDGET: '1000/day',
      MAX_CONCURRENT_PER_MEMBER: '100',
      TASK_TIMEOUT: '4',
    },
  });
});
beforeEach(async () => {
  world.provider.state.defaultPlan = {};
  world.provider.state.faults.length = 0;
  // Several failures in a row would say that the provider is away, and this is about each for
  // itself.
  await (await world.people.as('second').slash('imagine', { prompt: 'all is well' })).until(hasImage);
});
afterEach(() => expectPromisesKept(world, unsettledMicros));
afterAll(() => world.close());

const ask = () => world.people.as('member').slash('imagine', { prompt: 'a lighthouse' });
const posts = () => world.provider.state.requests.filter(({ method }) => method === 'POST').length;
const fault = (on: Fault['on'], kind: Fault['kind'], times = 1) =>
  world.provider.state.faults.push({ on, kind, times });
const plan = (next: Partial<TaskPlan>) => world.provider.state.nextPlans.push(next);

describe('a new task', () => {
  it.each([
    [401, '{"error":{"code":"x","message":"invalid api key"}}', 'rejected this bot’s API key'],
    [402, '{"message":"no balance"}', 'is refusing this bot’s requests'],
    [403, '{"error":"insufficient balance"}', 'is refusing this bot’s requests'],
    [400, '{"error":{"code":1,"message":"prompt too odd"}}', 'The provider refused this request: prompt too odd'],
    [422, 'not json', 'The provider refused this request: no reason given'],
  ])('that is refused with %i is told in plain words and costs nothing', async (status, body, words) => {
    fault('create', { status, body });
    const before = posts();
    const failed = await (await ask()).until(hasFailed);
    expect(failed.content).toContain(words);
    expect(failed.content).toContain('Nothing was charged.');
    expect(failed.content).not.toContain(world.provider.apiKey);
    expect(posts() - before).toBe(1);
  });

  it('that meets 429 waits as long as Retry-After says, then is sent again', async () => {
    fault('create', { status: 429, headers: { 'retry-after': '2' }, body: '{}' });
    const before = world.provider.state.requests.length;
    await (await ask()).until(hasImage);
    const [refused, sent] = world.provider.state.requests.slice(before).filter(({ method }) => method === 'POST');
    expect([refused?.status, sent?.status]).toEqual([429, 200]);
    expect((sent?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_990);
  });

  it.each<[string, Fault['kind'], boolean]>([
    ['a 500 with nothing in it', { status: 500 }, false],
    ['a 502 with a page in it', { status: 502, body: '<html>Bad gateway</html>' }, false],
    ['a 200 that is no JSON', { does: true, status: 200, body: '{"id": ' }, true],
    ['a 200 without an id', { does: true, status: 200, body: '{"status":"in_progress"}' }, true],
    ['half an answer', 'truncated', true],
    ['a connection reset after the request', 'reset-after', true],
    ['a redirect', { status: 307, headers: { location: '/model/v1/generation' } }, false],
  ])('that is answered by %s is sent once only, and said to be unconfirmed', async (_name, kind, isCharged) => {
    fault('create', kind);
    const before = posts();
    const failed = await (await ask()).until(hasFailed);
    if (isCharged) unsettledMicros += 80_000;
    expect(failed.content).toContain('it is not known whether this image was made');
    expect(failed.content).toContain('It may have been charged; $0.08 stays reserved');
    expect(posts() - before).toBe(1);
    // The provider charges once it has drawn what it accepted.
    await new Promise((resolve) => setTimeout(resolve, 800));
  });
});

describe('a look at a task', () => {
  it.each<[string, Fault['kind']]>([
    ['500', { status: 500, body: 'oops' }],
    ['429', { status: 429, headers: { 'retry-after': '1' } }],
    ['a page instead of JSON', { status: 200, body: '<html></html>' }],
    ['half an answer', 'truncated'],
    ['a reset connection', 'reset-before'],
    ['another task’s answer', { status: 200, body: '{"id":"task-of-somebody-else","status":"failed"}' }],
  ])('that meets %s is taken again, and the image comes', async (_name, kind) => {
    fault('poll', kind);
    await (await ask()).until(hasImage);
  });

  it('that never sees an end tells the member that it takes longer, and the image still comes when it does', async () => {
    plan({ durationMs: 7_000, progress: 'absent' });
    const reply = await ask();
    await reply.until((message) => message.content.includes('This is taking longer than usual. You will still get it'));
    await reply.until(hasImage, 40_000);
  }, 60_000);
});

describe('the end of a task', () => {
  it.each<[string, Partial<TaskPlan>, string, string]>([
    [
      'an error as an object',
      { outcome: 'failed', error: { code: 7, error_message: 'too hard' } },
      'could not make this image: too hard',
      'Nothing was charged.',
    ],
    [
      'an error as a string',
      { outcome: 'failed', error: 'too hard' },
      'could not make this image: too hard',
      'Nothing was charged.',
    ],
    [
      'an error with a cost',
      { outcome: 'failed', error: 'late', cost: '0.02' },
      'could not make this image: late',
      'The provider charged $0.02 for it.',
    ],
    [
      'a link that is gone',
      { result: 'gone' },
      'lost it before it could be downloaded',
      'The provider charged $0.08 for it.',
    ],
    [
      'a page instead of an image',
      { result: 'not-an-image' },
      'sent a file that is not an image',
      'The provider charged $0.08 for it.',
    ],
    [
      'half an image',
      { result: 'truncated' },
      'sent a file that is not an image',
      'The provider charged $0.08 for it.',
    ],
    [
      '26 MiB',
      { result: 'too-large' },
      'a file that is too large to be an image',
      'The provider charged $0.08 for it.',
    ],
    [
      'a link to a private address',
      { result: 'other-link', link: 'https://127.0.0.1:9/x.png' },
      'lost it before it could be downloaded',
      'The provider charged $0.08 for it.',
    ],
    [
      'a link that is not https',
      { result: 'other-link', link: 'http://example.com/x.png' },
      'lost it before it could be downloaded',
      'The provider charged $0.08 for it.',
    ],
  ])('with %s is told with what it cost', async (_name, next, words, charge) => {
    plan(next);
    const failed = await (await ask()).until(hasEnded);
    expect(failed.content).toContain(words);
    expect(failed.content).toContain(charge);
  });

  it('without a cost is charged by the price list and marked so', async () => {
    plan({ usage: 'absent' });
    const done = await (await ask()).until(hasImage);
    expect(done.content).toContain('$0.08 (list price; the provider reported no cost)');
  });

  it.each<[string, Partial<TaskPlan>, string]>([
    ['a cost as a number', { usage: 'number' }, '$0.08'],
    ['a cost above the estimate', { cost: '0.1234567' }, '$0.123457'],
    ['a discount to nothing', { cost: '0' }, '$0.00'],
    ['the type image_url', { contentType: 'image_url' }, '$0.08'],
    ['more images than asked for', { images: 2 }, '$0.08'],
    ['no progress reports', { progress: 'absent' }, '$0.08'],
  ])('with %s brings the image', async (_name, next, cost) => {
    plan(next);
    const done = await (await ask()).until(hasImage);
    expect(done.content.endsWith(cost)).toBe(true);
  });

  it('whose link fails for a moment is fetched again', async () => {
    fault('result', { status: 503 });
    await (await ask()).until(hasImage);
  });
});
