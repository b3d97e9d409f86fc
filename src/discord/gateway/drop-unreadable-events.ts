// Gateway events that cannot be read are logged by their shape, counted, and dropped. discord.js
// throws while it handles them: an autocomplete without `data`, say, would end the process.
//
// This is the one place that reaches into discord.js (14.x). There, `WebSocketManager` makes its
// connection `_ws` and calls its own `attachEvents`, whose listener for `dispatch` emits `raw`,
// emits the event at `client.ws`, and calls `handlePacket`, which builds structures and emits what
// `client.on` hears. Nothing of it catches, so an error ends up as a rejection that nobody handles.
// Events that come before the client is ready are queued, and handled by `handlePacket` later. So
// both are guarded: that listener and the one for `ready` as soon as they are attached, and
// `handlePacket`. While that handles a READY, `client.guilds._add` is guarded too, and
// `client.channels._add` while it handles a GUILD_CREATE. What @discordjs/ws itself cannot read (a
// READY without any data, say) does not come this far: guard-shard.ts.
import type { Client } from 'discord.js';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Logger } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import { shapeOf } from '../../ops/shape-of.ts';

interface Packet {
  t?: unknown;
  d?: unknown;
}

type Listener = (event: { data?: Packet }) => void;

interface Emitter {
  listeners(name: string): Listener[];
  on(name: string, listener: Listener): void;
  off(name: string, listener: Listener): void;
}

/** What is private in discord.js's managers of servers and channels. */
interface Cache {
  _add(data: unknown, ...more: unknown[]): unknown;
}

/** What is private in discord.js's WebSocketManager. */
interface Manager {
  _ws: Emitter;
  attachEvents(): void;
  handlePacket(packet?: Packet, shard?: unknown): boolean;
}

const KNOWN_EVENTS: ReadonlySet<unknown> = new Set(Object.values(GatewayDispatchEvents));
const FRAMES_SHOWN = 3;

/**
 * Call it before the client logs in.
 * @throws where discord.js no longer has what is guarded here
 */
export function dropUnreadableEvents(client: Client, metrics: Pick<Metrics, 'eventDropped'>, log: Logger): void {
  const manager = client.ws as unknown as Manager; // Its types leave out what is private.
  const { attachEvents, handlePacket } = manager;
  // Their types leave out what is private.
  const [servers, channels] = [client.guilds as unknown as Cache, client.channels as unknown as Cache];
  const parts = [attachEvents, handlePacket, servers._add, channels._add];
  if (parts.some((part) => typeof part !== 'function'))
    throw new Error('discord.js handles packets in another way than drop-unreadable-events.ts knows');

  const drop = (error: unknown, { t, d }: Packet) => {
    const event = KNOWN_EVENTS.has(t) ? String(t) : 'other';
    metrics.eventDropped(event);
    log.warn({ event, shape: shapeOf(d), ...whereOf(error) }, 'gateway event dropped');
  };

  manager.attachEvents = () => {
    attachEvents.call(manager);
    for (const [name, toPacket] of GUARDED) {
      for (const listener of manager._ws.listeners(name)) {
        manager._ws.off(name, listener);
        manager._ws.on(name, (event) => {
          try {
            listener(event);
          } catch (error) {
            drop(error, toPacket(event));
          }
        });
      }
    }
  };
  manager.handlePacket = (packet, shard) => {
    const handle = () => handlePacket.call(manager, packet, shard);
    try {
      // A READY holds every server the bot is in, a GUILD_CREATE every channel: one that cannot be
      // read must not keep the bot from all others.
      if (packet?.t === GatewayDispatchEvents.Ready)
        return whilePartsMayFail(servers, handle, (error, data) => drop(error, { t: packet.t, d: { guilds: [data] } }));
      if (packet?.t === GatewayDispatchEvents.GuildCreate)
        return whilePartsMayFail(channels, handle, (error, data) =>
          drop(error, { t: packet.t, d: { channels: [data] } }),
        );
      return handle();
    } catch (error) {
      drop(error, packet ?? {});
      return false;
    }
  };
}

/** Leaves out each part that `cache` cannot read. */
function whilePartsMayFail<T>(cache: Cache, handle: () => T, onFailure: (error: unknown, data: unknown) => void): T {
  const add = cache._add;
  cache._add = (...args) => {
    try {
      return add.apply(cache, args);
    } catch (error) {
      onFailure(error, args[0]);
      return undefined;
    }
  };
  try {
    return handle();
  } finally {
    cache._add = add;
  }
}

/** Events of the connection, and the packet that each brings. */
const GUARDED: readonly [string, (event: { data?: Packet }) => Packet][] = [
  ['dispatch', ({ data }) => data ?? {}],
  ['ready', ({ data }) => ({ t: GatewayDispatchEvents.Ready, d: data })],
];

/** Where it broke, without the error's message: that may quote what was sent. */
function whereOf(error: unknown): { error: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, FRAMES_SHOWN).map((line) => line.trim()) };
}
