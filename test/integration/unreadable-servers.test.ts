// A READY that holds one server discord.js cannot read, a GUILD_CREATE with such a channel: that
// one is dropped, counted and logged by its shape, and all the rest is handled.
import { Client } from 'discord.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dropUnreadableEvents } from '../../src/discord/gateway/drop-unreadable-events.ts';
import { createLog } from '../../src/ops/log.ts';

interface Packets {
  handlePacket(packet: unknown, shard: unknown): boolean;
}

const [FIRST, BROKEN, LAST] = ['200000000000000001', '200000000000000002', '200000000000000003'];
const log = createLog('silent');
const eventDropped = vi.fn();
const warn = vi.spyOn(log, 'warn');
const checkReady = vi.fn();
let client: Client;

beforeEach(() => {
  vi.clearAllMocks();
  client = new Client({ intents: [] });
  dropUnreadableEvents(client, { eventDropped }, log);
});
afterEach(() => client.destroy());

const handle = (guilds: unknown[]) =>
  (client.ws as unknown as Packets).handlePacket(
    { t: 'READY', d: { user: { id: '1', username: 'bot' }, application: { id: '2', flags: 0 }, guilds } },
    { id: 0, checkReady },
  );
const away = (id: string | undefined) => ({ id, unavailable: true });

it.each([
  ['channels that are no list', { id: BROKEN, channels: 5 }],
  ['roles that are no list', { id: BROKEN, roles: { a: 1 } }],
  ['a channel that is nothing', { id: BROKEN, channels: [null] }],
  ['an id that is no number', { id: 'a harbour', roles: [null] }],
])('%s', (_case, broken) => {
  expect(handle([away(FIRST), broken, away(LAST)])).toBe(true);
  expect([...client.guilds.cache.keys()]).toEqual([FIRST, LAST]);
  expect([client.user?.id, client.application?.id]).toEqual(['1', '2']);
  expect(checkReady).toHaveBeenCalledOnce();
  expect(eventDropped.mock.calls).toEqual([['READY']]);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ event: 'READY', shape: { guilds: [expect.any(Object)] } });
  expect(JSON.stringify(warn.mock.calls)).not.toMatch(/harbour|200000000000000002/);
});

it('a server that was known before is still known', () => {
  handle([away(FIRST), away(BROKEN)]);
  handle([away(FIRST), { id: BROKEN, channels: 5 }]);
  expect([...client.guilds.cache.keys()]).toEqual([FIRST, BROKEN]);
  expect(checkReady).toHaveBeenCalledTimes(2);
});

it('a GUILD_CREATE keeps the server and all its channels that can be read', () => {
  handle([away(FIRST)]);
  const general = { id: '300000000000000001', type: 0, name: 'general' };
  const thread = { id: '300000000000000003', type: 11, name: 'a thread', parent_id: general.id };
  const packet = {
    t: 'GUILD_CREATE',
    d: {
      ...{ id: FIRST, name: 'Lighthouse', roles: [{ id: FIRST, name: '@everyone', permissions: '0' }], members: [] },
      channels: [null, general, { id: '300000000000000002', type: 0, permission_overwrites: 5 }],
      threads: [null, thread],
      unavailable: false,
    },
  };
  expect((client.ws as unknown as Packets).handlePacket(packet, { id: 0, checkReady })).toBe(true);
  expect(client.guilds.cache.get(FIRST)?.available).toBe(true);
  expect([...client.channels.cache.keys()]).toEqual([general.id, thread.id]);
  expect(eventDropped.mock.calls).toEqual([['GUILD_CREATE'], ['GUILD_CREATE'], ['GUILD_CREATE']]);
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ event: 'GUILD_CREATE', shape: { channels: [expect.anything()] } });
});

it('elsewhere a server that cannot be read is an event that cannot be read', () => {
  handle([away(FIRST)]);
  const guilds = client.guilds as unknown as { _add(data: unknown): unknown };
  expect(() => guilds._add({ id: BROKEN, channels: 5 })).toThrow();
});
