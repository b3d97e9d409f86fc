// Where new sessions follow one another, Discord is asked how many logins are left before the next
// is spent.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketManager } from '@discordjs/ws';
import { REST } from 'discord.js';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { buildGatewayStrategy } from '../../src/discord/gateway/gateway-strategy.ts';

// How far apart attempts come is not what these tests are about.
vi.mock('../../src/discord/gateway/reconnect-pace.ts', () => ({
  createReconnectPace: () => ({ nextPauseMs: () => 0, connected: () => undefined }),
}));

/** So many follow one another before Discord is asked. */
const UNASKED = 5;
const ENOUGH = { total: 1_000, remaining: 900, reset_after: 60_000, max_concurrency: 1 };

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

/**
 * A gateway that ends each session at once, until `isGood()`.
 * @param ask what `/gateway/bot` answers to the nth question
 */
async function connect(ask: (question: number) => unknown, isGood = () => false) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`; // A TCP server's address.
  const seen = { logins: 0, questions: 0, held: [] as (number | undefined)[] };
  server.on('connection', (socket) => {
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    send({ op: 10, d: { heartbeat_interval: 40_000 } });
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).op !== 2) return;
      seen.logins += 1;
      const ready = {
        session_id: 'a',
        resume_gateway_url: url,
        user: { id: '1' },
        application: { id: '2' },
        guilds: [],
      };
      send(isGood() ? { op: 0, t: 'READY', s: 1, d: ready } : { op: 9, d: false });
    });
  });
  let isFirst = true;
  const get = async () => {
    // The library's own question, before its first connection.
    if (isFirst) {
      isFirst = false;
      return { url, shards: 1, session_start_limit: ENOUGH };
    }
    seen.questions += 1;
    return ask(seen.questions);
  };
  const ended = new AbortController();
  const manager = new WebSocketManager({
    token: 'x',
    intents: 0,
    shardCount: 1,
    rest: Object.assign(new REST(), { get }),
    buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }),
    buildStrategy: buildGatewayStrategy(
      {
        connected: () => undefined,
        closed: () => undefined,
        waiting: () => undefined,
        loginsHeld: (waitMs) => seen.held.push(waitMs),
        error: () => undefined,
        unreadable: () => undefined,
      },
      ended.signal,
    ),
  });
  close = async () => {
    ended.abort();
    await manager.destroy();
    for (const client of server.clients) client.terminate();
    server.close();
  };
  const connected = manager.connect();
  return { seen, ended, connected };
}

const limit = (remaining: number, reset_after: number) => ({
  url: 'wss://x',
  shards: 1,
  session_start_limit: { ...ENOUGH, remaining, reset_after },
});

it('five sessions begin unasked; the sixth waits where hardly any login is left, and begins once there are more', async () => {
  let isHeld = true;
  const { seen, connected } = await connect(
    () => {
      const answer = limit(isHeld ? 49 : 900, 0);
      isHeld = false;
      return answer;
    },
    () => !isHeld,
  );
  await expect.poll(() => seen.held, { timeout: 10_000 }).toEqual([1_000]);
  expect(seen.logins).toBe(UNASKED);
  await connected;
  expect(seen).toEqual({ logins: UNASKED + 1, questions: 2, held: [1_000, undefined] });
}, 30_000);

it.each([
  ['an error', () => Promise.reject(new Error('503'))],
  ['nothing', () => undefined],
  ['no limit', () => ({ url: 'wss://x', shards: 1 })],
  ['words', () => ({ url: 'wss://x', shards: 1, session_start_limit: { remaining: 'none', reset_after: null } })],
])(
  '%s in answer keeps nobody from logging in',
  async (_what, ask) => {
    const asked = { count: 0 };
    const { seen, connected } = await connect(
      () => {
        asked.count += 1;
        return ask();
      },
      () => asked.count > 0,
    );
    await connected;
    expect(seen).toEqual({ logins: UNASKED + 1, questions: 1, held: [] });
  },
  30_000,
);

it('nobody logs in who was ended while Discord was asked', async () => {
  const answer = Promise.withResolvers<unknown>();
  const { seen, ended } = await connect(() => answer.promise);
  await expect.poll(() => seen.questions, { timeout: 10_000 }).toBe(1);
  ended.abort();
  answer.resolve(limit(900, 60_000));
  // What would connect does so within a few turns of the loop and a local connection.
  await expect(vi.waitUntil(() => seen.logins > UNASKED, { timeout: 1_500 })).rejects.toThrow('Timed out');
  expect(seen.logins).toBe(UNASKED);
}, 30_000);
