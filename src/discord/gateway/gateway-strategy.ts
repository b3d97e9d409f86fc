// The gateway's one shard, as the library runs it, but patient: a first connection that fails is
// made again, and attempts come further and further apart.
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
import { createLoginPace, loginWaitMs, sessionStartLimit } from './login-limit.ts';
import { createReconnectPace } from './reconnect-pace.ts';

export interface GatewayEvents {
  connected(how: 'anew' | 'resumed'): void;
  /** Also after an attempt that failed. */
  closed(code: number): void;
  /** The next attempt comes after so long. */
  waiting(pauseMs: number): void;
  /**
   * Hardly any of the day's logins are left, so that the next comes after so long; undefined once
   * that is over.
   */
  loginsHeld(waitMs: number | undefined): void;
  /** Trouble that the library tells of; it goes on by itself. */
  error(error: Error): void;
  /**
   * A frame that steers the connection and cannot be used: the connection is made again.
   * @param data to be told by its shape alone
   */
  unreadable(event: string, data: unknown): void;
}

/** Discord's answer about its logins is not waited for any longer. */
const ASK_TIMEOUT_MS = 10_000;

/** For `ws.buildStrategy` of the client. @param ended no attempt is made after it */
export const buildGatewayStrategy =
  (events: GatewayEvents, ended: AbortSignal) =>
  (manager: GatewayManager): SimpleShardingStrategy => {
    const pace = createReconnectPace();
    const logins = createLoginPace();
    const strategy = new PatientStrategy(manager, events, ended);
    const { options } = manager;
    const { retrieveSessionInfo, buildIdentifyThrottler } = options;
    // The one thing that a shard asks for before it connects; while it is connected it asks for it
    // too.
    options.retrieveSessionInfo = async (shardId) => {
      const status = (await strategy.fetchStatus()).get(shardId);
      if (status === ShardStatus.Idle) {
        const attemptPauseMs = pace.nextPauseMs();
        // To resume costs nothing; a new session costs a login.
        const isNew = !(await retrieveSessionInfo(shardId));
        await pauseFor(isNew ? Math.max(attemptPauseMs, logins.nextPauseMs()) : attemptPauseMs);
        if (isNew && logins.isCrowded()) await awaitLogins();
      }
      return retrieveSessionInfo(shardId);
    };
    options.buildIdentifyThrottler = async (forManager) => {
      const throttler = await buildIdentifyThrottler(forManager);
      return {
        async waitForIdentify(shardId, signal) {
          await throttler.waitForIdentify(shardId, signal);
          logins.loggedIn();
        },
      };
    };
    const awaitLogins = async () => {
      for (let isHeld = false; ; isHeld = true) {
        const asking = manager.fetchGatewayInformation(true).catch(() => undefined);
        const answer = await Promise.race([asking, sleep(ASK_TIMEOUT_MS, undefined, { ref: false })]);
        const limit = sessionStartLimit.safeParse(answer?.session_start_limit);
        // Where Discord does not say, the pace alone keeps to the day's number.
        const waitMs = limit.success ? loginWaitMs(limit.data) : 0;
        await stayOutOnceEnded();
        if (waitMs === 0 && isHeld) events.loginsHeld(undefined);
        if (waitMs === 0) return;
        events.loginsHeld(waitMs);
        await sleep(waitMs, undefined, { ref: false });
        await stayOutOnceEnded();
      }
    };
    const pauseFor = async (pauseMs: number) => {
      if (pauseMs > 0) {
        events.waiting(pauseMs);
        await sleep(pauseMs, undefined, { ref: false });
      }
      await stayOutOnceEnded();
    };
    // The library does not look whether it was ended meanwhile.
    const stayOutOnceEnded = async () => {
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

  /**
   * Ends when events come in, or when Discord has closed the connection for good; the library's own
   * ends at the first error, while its shard tries on.
   */
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
