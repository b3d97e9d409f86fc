// Frames that steer the gateway's connection and cannot be used are reported by their shape, and
// the connection is made again; nothing ends the process.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { REST } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { buildGatewayStrategy } from '../../src/discord/gateway/gateway-strategy.ts';

const HELLO = { op: 10, d: { heartbeat_interval: 40_000 } };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Sent {
  op: number;
  d?: unknown;
}

/** A gateway that sends `frames(n)` on its nth connection: at once, and after an IDENTIFY. */
async function connectTo(
  frames: (connection: number, url: string) => { first?: Sent; ready?: unknown; then?: unknown },
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`; // A TCP server's address.
  const heard: number[] = [];
  let connections = 0;
  server.on('connection', (socket: WebSocket) => {
    connections += 1;
    const { first = HELLO, ready, then } = frames(connections, url);
    const send = (frame: unknown) => socket.send(JSON.stringify(frame));
    send(first);
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data)) as Sent; // The library writes JSON.
      heard.push(op);
      if (op === 2) send({ op: 0, t: 'READY', s: 1, d: ready === undefined ? goodReady(url) : ready });
      if (op === 6) send({ op: 0, t: 'RESUMED', s: 3, d: {} });
      if (op === 2 && then !== undefined) send(then);
    });
  });
  const ended = new AbortController();
  const told = { unreadable: [] as [string, unknown][], connected: [] as string[], closed: [] as number[] };
  const get = async () => ({
    url,
    shards: 1,
    session_start_limit: { total: 1_000, remaining: 900, reset_after: 1_000, max_concurrency: 16 },
  });
  const manager = new WebSocketManager({
    token: 'x',
    intents: 0,
    rest: Object.assign(new REST(), { get }),
    buildStrategy: buildGatewayStrategy(
      {
        connected: (how) => told.connected.push(how),
        closed: (code) => told.closed.push(code),
        waiting: () => undefined,
        loginsHeld: () => undefined,
        error: () => undefined,
        unreadable: (event, data) => told.unreadable.push([event, data]),
      },
      ended.signal,
    ),
  });
  const ready: unknown[] = [];
  manager.on(WebSocketShardEvents.Ready, ({ data }) => ready.push(data.guilds));
  closers.push(async () => {
    ended.abort();
    await manager.destroy();
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await manager.connect();
  return { told, ready, heard, connections: () => connections };
}

const goodReady = (url: string) => ({
  session_id: 'a',
  resume_gateway_url: url,
  user: { id: '1' },
  application: { id: '2' },
  guilds: [{ id: '3' }],
});

describe('while it connects', () => {
  it.each([
    ['nothing', null],
    ['no interval', {}],
    ['an interval of null', { heartbeat_interval: null }],
    ['an interval that no timer can count', { heartbeat_interval: 2 ** 31 }],
  ])(
    'a HELLO with %s',
    async (_kind, d) => {
      const { told, connections, heard } = await connectTo((n) => (n === 1 ? { first: { op: 10, d } } : {}));
      expect(told).toEqual({ unreadable: [['HELLO', d]], closed: [4201], connected: ['anew'] });
      expect(connections()).toBe(2);
      expect(heard.filter((op) => op === 2)).toHaveLength(1);
    },
    20_000,
  );

  it.each([
    ['nothing', () => null],
    ['no session', (url: string) => ({ ...goodReady(url), session_id: undefined })],
    ['an address to resume at that is none', (url: string) => ({ ...goodReady(url), resume_gateway_url: 'not a url' })],
    ['no user', (url: string) => ({ ...goodReady(url), user: null })],
    ['no application', (url: string) => ({ ...goodReady(url), application: undefined })],
    ['no list of servers', (url: string) => ({ ...goodReady(url), guilds: null })],
  ])(
    'a READY with %s',
    async (_kind, ready) => {
      const { told, connections } = await connectTo((n, url) => (n === 1 ? { ready: ready(url) } : {}));
      expect(told.unreadable.map(([event]) => event)).toEqual(['READY']);
      expect([told.closed, told.connected, connections()]).toEqual([[4201], ['anew'], 2]);
    },
    20_000,
  );
});

it('a READY with servers that cannot be read brings the others, at the first connection', async () => {
  const [nothing, nameless, named] = [null, { unavailable: true }, { id: 'a harbour', unavailable: true }];
  const { told, ready, connections } = await connectTo((_n, url) => ({
    ready: { ...goodReady(url), guilds: [{ id: '3' }, nothing, nameless, { id: '4' }, named] },
  }));
  expect(ready).toEqual([[{ id: '3' }, { id: '4' }]]);
  expect(told.unreadable).toEqual([nothing, nameless, named].map((guild) => ['READY', { guilds: [guild] }]));
  expect([told.closed, told.connected, connections()]).toEqual([[], ['anew'], 1]);
}, 20_000);

describe('once it is connected', () => {
  it.each([
    ['READY', { op: 0, t: 'READY', s: 2, d: null }, 'anew'],
    ['INVALID_SESSION', { op: 9, d: null }, 'anew'],
    // Nothing is wrong with the session.
    ['HELLO', { op: 10, d: null }, 'resumed'],
  ])(
    'a %s of null',
    async (event, then, how) => {
      const { told } = await connectTo((n) => (n === 1 ? { then } : {}));
      await expect.poll(() => told.connected, { timeout: 10_000 }).toEqual(['anew', how]);
      expect(told).toMatchObject({ unreadable: [[event, null]], closed: [4201] });
    },
    20_000,
  );

  it.each([['{{{'], [[1]], ['text'], [5], [{ op: 99, d: null }], [{ op: 11 }]])(
    '%j is passed over',
    async (then) => {
      const { told } = await connectTo(() => ({ then }));
      expect(told).toEqual({ unreadable: [], closed: [], connected: ['anew'] });
    },
    20_000,
  );
});
