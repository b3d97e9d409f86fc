// What Discord answers is read to its end in time and within bounds, and in a shape that discord.js
// does not break on.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { DiscordAPIError, REST, RESTEvents } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { isPassing } from '../../src/discord/api/discord-error.ts';
import { MissingIdError, makeRequest } from '../../src/discord/api/rest/fetch-adapter.ts';
import { keepToken } from '../../src/discord/api/rest/keep-token.ts';
import { createLimitJudge, DiscordLimitError, readRateLimit } from '../../src/discord/api/rest/rate-limit.ts';

let server: Server | undefined;
let arrived: (string | undefined)[] = [];
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  arrived = [];
});

async function serve(...answers: ((response: ServerResponse) => unknown)[]): Promise<REST> {
  const listening = createServer((request, response) => {
    arrived.push(request.headers.authorization);
    answers[Math.min(arrived.length, answers.length) - 1]?.(response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo; // A TCP server's.
  const options = {
    api: `http://127.0.0.1:${port}/api`,
    makeRequest,
    timeout: 3_000,
    retries: 0,
    globalRequestsPerSecond: 1_000,
  };
  return keepToken(new REST(options), 'the-token');
}

const json =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
const fine = json(200, '{"id":"1"}');

describe('an answer', () => {
  it('that drips is given up when the time-out is over', async () => {
    const rest = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    });
    await expect(rest.get('/users/@me')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that does not fit into memory is not read to its end', async () => {
    const rest = await serve(json(200, `"${'x'.repeat(11 * 1024 * 1024)}"`));
    await expect(rest.get('/users/@me')).rejects.toThrow('larger than');
  });

  it.each(['"no"', 'null', '["no"]', '<html>', ''])('that refuses by %j is a refusal all the same', async (body) => {
    const rest = await serve(json(403, body));
    const error: unknown = await rest.get('/users/@me').catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ status: 403 });
  });

  it.each([{ 'retry-after': '0.001' }, { 'retry-after': '1' }])(
    'of 429 with %j is waited out, not asked for again at once',
    async (headers) => {
      const rest = await serve(json(429, '{}', headers), fine);
      const answer = rest.get('/users/@me');
      const first = await Promise.race([answer, sleepFor(200, 'waits')]);
      expect(first).toBe('waits');
      expect(arrived).toHaveLength(1);
      expect(await answer).toEqual({ id: '1' });
      expect(arrived).toHaveLength(2);
    },
  );

  it.each([
    ['with a header of a day', '{}', { 'retry-after': '86400' }, { waitMs: 86_400_000, code: undefined }],
    [
      'with twenty minutes in its body',
      '{"retry_after":1200,"code":20028}',
      { 'retry-after': '1' },
      { waitMs: 1_200_000, code: 20_028 },
    ],
  ] as const)('of 429 %s reaches whoever called', async (_name, body, headers, limit) => {
    const rest = await serve(json(429, body, headers), fine);
    const refusal: unknown = await rest.get('/users/@me').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DiscordLimitError);
    expect(refusal).toMatchObject(limit);
    expect(isPassing(refusal)).toBe(true);
    expect(arrived).toHaveLength(1);
  });

  it('of 429 again and again reaches whoever called', async () => {
    const old = json(429, '{"code":30046,"retry_after":0.3}', { 'retry-after': '0.3' });
    const rest = await serve(old, old, old, old, fine);
    const edit = () => rest.patch('/channels/1/messages/2', { body: {} });
    await expect(edit()).rejects.toMatchObject({ code: 30_046 });
    expect(arrived).toHaveLength(4);
    expect(await edit()).toEqual({ id: '1' });
  });

  it('of 5xx is not followed by the same call at once', async () => {
    const times: number[] = [];
    const broken = (response: ServerResponse) => {
      times.push(performance.now());
      json(502, '<html>')(response);
    };
    const rest = await serve(broken, broken, fine);
    rest.options.retries = 2;
    expect(await rest.get('/users/@me')).toEqual({ id: '1' });
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThan(400);
  });

  it.each(['-1', 'Infinity', '1e9', '99999999', 'soon'])(
    'that says %j of when more may be asked for does not keep the bot busy with waiting',
    async (reset) => {
      const limits = { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': reset };
      const rest = await serve(json(200, '{"id":"1"}', limits), fine);
      let waits = 0;
      rest.on(RESTEvents.RateLimited, () => {
        waits += 1;
      });
      await rest.get('/users/@me');
      void rest.get('/users/@me').catch(() => undefined);
      await sleepFor(300);
      expect(waits).toBeLessThanOrEqual(1);
    },
  );

  it('of 401 does not make the bot forget its token', async () => {
    const rest = await serve(json(401, '{"message":"401: Unauthorized","code":0}'), fine);
    await expect(rest.get('/users/@me')).rejects.toMatchObject({ status: 401 });
    expect(await rest.get('/users/@me')).toEqual({ id: '1' });
    expect(arrived).toEqual(['Bot the-token', 'Bot the-token']);
  });

  it('without a body has none', async () => {
    const rest = await serve((response) => response.writeHead(204).end());
    await expect(rest.delete('/channels/1/messages/2')).resolves.toBeDefined();
  });
});

describe('a call whose address lacks an id', () => {
  it.each([
    '/channels//messages',
    '/channels/undefined/messages',
    '/channels/300000000000000001/messages/null',
    '/channels/300000000000000001/messages/',
    '/interactions//token/callback',
    '/webhooks/900000000000000001//messages/@original',
    '/guilds/[object Object]/members/1',
  ])('is never sent, nor worth another try: %s', async (route) => {
    const rest = await serve(fine);
    const error = await rest.get(route as `/${string}`).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(MissingIdError);
    expect(isPassing(error)).toBe(false);
    expect(arrived).toEqual([]);
  });

  it.each([
    '/users/@me/channels',
    '/applications/@me',
    '/applications/900000000000000001/guilds/200000000000000001/commands',
    '/channels/300000000000000001/messages/300000000000000002',
    '/webhooks/900000000000000001/aW50ZXJhY3Rpb24/messages/@original',
    '/interactions/200000000000000001/aW50ZXJhY3Rpb24/callback',
    '/guilds/200000000000000001/members/100000000000000001',
    '/gateway/bot',
  ])('is none of %s', async (route) => {
    const rest = await serve(fine);
    expect(await rest.get(route as `/${string}`)).toEqual({ id: '1' });
  });
});

describe('how long a 429 asks to wait', () => {
  const wait = (header: string | undefined, body?: Record<string, unknown>, isFirstAnswer = false) =>
    readRateLimit(new Headers(header === undefined ? {} : { 'retry-after': header }), body, isFirstAnswer).waitS;

  it.each([undefined, '', '0', '-3', 'soon 5', 'Infinity', 'Wed, 21 Oct 2020 07:28:00 GMT'])(
    'is a minute where its header is %j and its body says nothing, as Discord’s edge answers',
    (header) => {
      expect(wait(header)).toBe(60);
      expect(wait(header, { message: 'slow down' })).toBe(60);
    },
  );

  it('is what the body says, where the header says nothing or less', () => {
    expect(wait(undefined, { retry_after: 2 })).toBe(2);
    expect(wait('1', { retry_after: 1_200 })).toBe(1_200);
    expect(wait('5', { retry_after: 1 })).toBe(5);
  });

  it('is a second before a first answer, which three seconds are left for', () => {
    expect(wait(undefined, undefined, true)).toBe(1);
    expect(wait('2', undefined, true)).toBe(2);
  });

  it.each([
    ['0.001', 0.25],
    ['99999999', 86_400],
    ['1e9', 86_400],
  ])('stays within bounds: %s', (header, seconds) => expect(wait(header)).toBe(seconds));
});

it('429s of calls that lie apart are not counted together', () => {
  let now = 0;
  const limits = createLimitJudge(() => now);
  for (let times = 0; times < 10; times += 1) {
    limits.judge('PATCH /channels/1/messages/2', { waitS: 1, code: undefined });
    now += 2_000;
  }
  for (let times = 0; times < 2; times += 1) {
    limits.judge('PATCH /channels/1/messages/2', { waitS: 1, code: undefined });
    now += 1_050;
  }
  limits.judge('PATCH /channels/1/messages/2', { waitS: 1, code: undefined });
  expect(() => limits.judge('PATCH /channels/1/messages/2', { waitS: 1, code: undefined })).toThrow(DiscordLimitError);
});
