// The gateway's one shard, as the library runs it, but patient: a first connection that fails is made again, and attempts come further and further apart.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type WebSocketManager as GatewayManager,
  WebSocketShardEvents as ShardEvents,
  WebSocketShardStatus as ShardStatus,
  SimpleShardingStrategy,
  type WebSocketShard,
} from '@discordjs/ws';
import { explainClose } from './gateway-close.ts';
import { guardShard } from './guard-shard.ts';
import { createReconnectPace } from './reconnect-pace.ts';

export interface GatewayEvents {
  connected(how: 'anew' | 'resumed'): void;
  /** Also after an attempt that failed. */
  closed(code: number): void;
  /** The next attempt comes after so long. */
  waiting(pauseMs: number): void;
  /** Trouble that the library tells of; it goes on by itself. */
  error(error: Error): void;
  /** A frame that steers the connection and cannot be used: the connection is made again. @param data to be told by its shape alone */
  unreadable(event: string, data: unknown): void;
}

/** For `ws.buildStrategy` of the client. @param ended no attempt is made after it */
export const buildGatewayStrategy =
  (events: GatewayEvents, ended: AbortSignal) =>
  (manager: GatewayManager): SimpleShardingStrategy => {
    const pace = createReconnectPace();
    const strategy = new PatientStrategy(manager, events, ended);
    const { options } = manager;
    const { retrieveSessionInfo } = options;
    // The one thing that a shard asks for before it connects; while it is connected it asks for it too.
    options.retrieveSessionInfo = async (shardId) => {
      const status = (await strategy.fetchStatus()).get(shardId);
      if (status === ShardStatus.Idle) await pauseFor(pace.nextPauseMs());
      return retrieveSessionInfo(shardId);
    };
    const pauseFor = async (pauseMs: number) => {
      if (pauseMs > 0) {
        events.waiting(pauseMs);
        await sleep(pauseMs, undefined, { ref: false });
      }
      // The library does not look whether it was ended meanwhile.
      if (ended.aborted) await new Promise(() => undefined);
    };
    const connected = (how: 'anew' | 'resumed') => {
      pace.connected();
      events.connected(how);
    };
    manager.on(ShardEvents.Ready, () => connected('anew'));
    manager.on(ShardEvents.Resumed, () => connected('resumed'));
    manager.on(ShardEvents.Closed, ({ code }) => events.closed(code));
    manager.on(ShardEvents.Error, ({ error }) => events.error(error));
    return strategy;
  };

class PatientStrategy extends SimpleShardingStrategy {
  readonly #manager: GatewayManager;
  readonly #events: GatewayEvents;
  readonly #ended: AbortSignal;

  constructor(manager: GatewayManager, events: GatewayEvents, ended: AbortSignal) {
    super(manager);
    this.#manager = manager;
    this.#events = events;
    this.#ended = ended;
  }

  override async spawn(shardIds: number[]): Promise<void> {
    await super.spawn(shardIds);
    // Its types keep the shards private.
    const { shards } = this as unknown as { shards: ReadonlyMap<number, WebSocketShard> };
    for (const shard of shards.values()) guardShard(shard, this.#events, this.#ended);
  }

  /** Ends when events come in, or when Discord has closed the connection for good; the library's own ends at the first error, while its shard tries on. */
  override async connect(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#manager.on(ShardEvents.Ready, () => resolve());
    this.#manager.on(ShardEvents.Closed, ({ code }) => {
      if (explainClose(code).isFatal) reject(new Error(explainClose(code).reason));
    });
    super.connect().catch(() => undefined);
    return promise;
  }
}
