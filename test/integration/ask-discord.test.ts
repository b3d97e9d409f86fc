// The doctor waits where Discord asks it to, half a minute in all, and then says so.
import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSecret } from '../../src/config/secret.ts';
import { DiscordLimitError } from '../../src/discord/api/rest/rate-limit.ts';
import { askDiscord, createLimitWait } from '../../src/doctor/ask-discord.ts';
import { defineCheck } from '../../src/doctor/check.ts';

interface Answer {
  status: number;
  body?: unknown;
  headers?: OutgoingHttpHeaders;
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A Discord that gives these answers in turn, the last one for good. */
async function answering(...answers: Answer[]) {
  let calls = 0;
  const server = createServer((_request, response) => {
    const { status, body, headers } = answers[Math.min(calls, answers.length - 1)] ?? { status: 500 };
    calls += 1;
    response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  const slept: number[] = [];
  const limitWait = createLimitWait(async (delayMs) => slept.push(delayMs));
  const access = {
    DISCORD_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // A TCP server's address.
    DISCORD_TOKEN: createSecret('x'),
  };
  return { ask: () => askDiscord(access, '/users/@me', limitWait), slept, calls: () => calls };
}

const limited = (retryAfterS: number): Answer => ({ status: 429, body: { retry_after: retryAfterS, global: false } });
const fine: Answer = { status: 200, body: { id: '1' } };

describe('a 429', () => {
  it('is waited out, and asked again', async () => {
    const { ask, slept, calls } = await answering(limited(1.5), limited(2), fine);
    expect(await ask()).toMatchObject({ status: 200, body: { id: '1' } });
    expect([slept, calls()]).toEqual([[1500, 2000], 3]);
  });

  it('that tells its time by the header alone is too', async () => {
    const { ask, slept } = await answering({ status: 429, headers: { 'retry-after': '3' } }, fine);
    expect((await ask()).status).toBe(200);
    expect(slept).toEqual([3000]);
  });

  it('is waited out for half a minute in all, whichever question meets it', async () => {
    const { ask, slept } = await answering(limited(9), fine, limited(9), fine, limited(9), fine, limited(9));
    for (let times = 0; times < 3; times += 1) await ask();
    await expect(ask()).rejects.toThrow('Discord asks to wait for 9 seconds (429)');
    expect(slept).toEqual([9000, 9000, 9000]);
  });

  it.each([
    ['an hour', limited(3600), 3_600_000],
    ['no time, as Discord’s edge answers', { status: 429 }, 60_000],
    ['a time that is none', { status: 429, body: { retry_after: 'soon' } }, 60_000],
    ['a body that is no object', { status: 429, body: [1] }, 60_000],
  ])('of %s is not waited for', async (_case, answer, waitMs) => {
    const { ask, slept, calls } = await answering(answer, fine);
    await expect(ask()).rejects.toMatchObject({ name: 'DiscordLimitError', waitMs });
    expect([slept, calls()]).toEqual([[], 1]);
  });

  it('without a pause ends too', async () => {
    const { ask, calls } = await answering(limited(0.001));
    await expect(ask()).rejects.toBeInstanceOf(DiscordLimitError);
    expect(calls()).toBeLessThan(130);
  });
});

it('a check that Discord keeps waiting is a warning with its remedy', async () => {
  const check = defineCheck('clock', [], () => Promise.reject(new DiscordLimitError(240_000, undefined)));
  expect(await check.run({})).toEqual([
    {
      level: 'warning',
      what: 'not checked: Discord asks to wait for 240 seconds (429)',
      remedy:
        'Run the doctor again after that. If it says the same then, look for other programs that use this token or address.',
    },
  ]);
});
