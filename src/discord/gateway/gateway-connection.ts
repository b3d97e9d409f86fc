// The connection to Discord's gateway: made however long it takes, watched, told of in the log,
// and given up only where Discord refuses the bot for good.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import type { WallMs } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import { shapeOf } from '../../ops/shape-of.ts';
import { awaitDiscord } from './await-discord.ts';
import { explainClose } from './gateway-close.ts';
import { buildGatewayStrategy } from './gateway-strategy.ts';
import type { LoginBackoff, Refusal } from './login-backoff.ts';
import { explainLoginFailure } from './login-failure.ts';

export interface GatewayConnection {
  /**
   * Logs in and waits until events come in, however long Discord is away.
   * @throws {AppError} where Discord refuses the bot for good; the signal's reason once it is
   * aborted
   */
  connect(token: string, stopping: AbortSignal): Promise<Client<true>>;
  /**
   * Why no connection is made until somebody mends something; undefined while there is no such
   * reason.
   */
  obstacle(): string | undefined;
  /** Resolves once Discord has closed the connection for good, after `connect` had made it. */
  refused: Promise<AppError>;
  close(): Promise<void>;
}

export interface GatewayContext {
  log: Logger;
  metrics: Pick<Metrics, 'eventDropped'>;
  now(): WallMs;
}

/** So long without events is worth a word, whatever the reason. */
const QUIET_MS = 30_000;
/** How long a refusal is waited out that could not be stored. */
const UNKEPT_WAIT_MS = 2 * 60_000;
/** A peer that is gone does not answer a goodbye. */
const CLOSE_TIMEOUT_MS = 2_000;

export function createGatewayConnection(
  client: Client,
  backoff: LoginBackoff,
  { log, metrics, now }: GatewayContext,
): GatewayConnection {
  const ended = new AbortController();
  const { promise: refused, resolve: refuse } = Promise.withResolvers<AppError>();
  let obstacle: string | undefined;
  let isRefused = false;
  let lostAt: number | undefined;
  let quiet: NodeJS.Timeout | undefined;

  const markLost = () => {
    if (lostAt !== undefined) return;
    const since = performance.now();
    lostAt = since;
    quiet = setInterval(() => {
      log.warn({ forMs: Math.round(performance.now() - since) }, 'not connected to Discord');
    }, QUIET_MS).unref();
  };
  const markConnected = () => {
    clearInterval(quiet);
    lostAt = undefined;
  };
  const loginsHeld = (waitMs: number | undefined) => {
    obstacle = undefined;
    if (waitMs === undefined) return;
    const until = new Date(now() + waitMs).toISOString();
    obstacle = `Discord allows hardly any more logins today. The next attempt comes no sooner than ${until}.`;
    log.error({ waitMs, until }, 'Discord allows no more logins today; waiting');
  };
  const onFatalClose = async (code: number) => {
    const { reason, remedy } = explainClose(code);
    isRefused = true;
    clearInterval(quiet);
    obstacle = `${reason} (${code}). ${remedy}`;
    log.error({ code, reason, remedy }, 'Discord refused this bot');
    const refusal = await backoff.refused(code).catch((error: unknown) => {
      log.error({ err: error }, 'the refusal could not be kept, so this process waits before it ends');
      return undefined;
    });
    // A restart would know nothing of it and spend another login.
    if (!refusal) await sleep(UNKEPT_WAIT_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    if (refusal) obstacle = describe(refusal);
    refuse(new AppError(code === 4004 ? 'bad-token' : 'gateway-refused', obstacle));
  };
  client.on(Events.Error, (error) => log.error({ err: error }, 'gateway'));
  client.on(Events.Warn, (message) => log.warn(message));
  const buildStrategy = buildGatewayStrategy(
    {
      connected(how) {
        if (lostAt !== undefined)
          log.info({ how, afterMs: Math.round(performance.now() - lostAt) }, 'events of Discord come in');
        // At the start events have come in once discord.js could read them: what it waits for may
        // have been unreadable.
        if (client.isReady()) markConnected();
      },
      closed(code) {
        if (ended.signal.aborted || isRefused) return;
        const { reason, remedy, isFatal } = explainClose(code);
        if (isFatal) return void onFatalClose(code);
        const words = lostAt === undefined ? 'connection to Discord lost' : 'no connection to Discord';
        log.warn({ code, reason, remedy }, words);
        markLost();
      },
      waiting: (pauseMs) => log.info({ pauseMs }, 'waiting before Discord is tried again'),
      loginsHeld,
      error(error) {
        // Of a refusal the close code tells more.
        if (!isRefused) log.warn({ err: error }, 'gateway connection');
      },
      unreadable(event, data) {
        metrics.eventDropped(event);
        log.warn({ event, shape: shapeOf(data) }, 'gateway event dropped');
      },
    },
    ended.signal,
  );
  client.options.ws = { ...client.options.ws, buildStrategy };

  /** Alive and honest about it: a process that ended instead would be started again and again. */
  const waitOutRefusal = async (stopping: AbortSignal) => {
    const refusal = await backoff.pending();
    if (!refusal) return;
    obstacle = describe(refusal);
    const { reason, remedy } = explainClose(refusal.code);
    log.error(
      { code: refusal.code, reason, remedy, until: new Date(refusal.until).toISOString() },
      'Discord refused this bot lately; waiting before it is tried again, unless its settings change',
    );
    await sleep(refusal.waitMs, undefined, { signal: stopping });
    obstacle = undefined;
  };

  return {
    refused,
    obstacle: () => obstacle,
    async connect(token, stopping) {
      await waitOutRefusal(stopping);
      markLost();
      await awaitDiscord(client.rest, { log, loginsHeld, stopping });
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
      const login = client.login(token).catch(async (error: unknown) => {
        throw isRefused ? await refused : explainLoginFailure(error);
      });
      const connected = await Promise.race([login.then(() => ready), refused, rejectOn(stopping)]);
      if (connected instanceof AppError) throw connected;
      markConnected();
      log.info({ user: connected.user.id }, 'connected to Discord');
      // A note of an earlier refusal that stays is read again by the next start, which waits then:
      // no reason to end this one.
      await backoff.succeeded().catch((error: unknown) => log.warn({ err: error }, 'login refusal record not cleared'));
      return connected;
    },
    async close() {
      ended.abort();
      clearInterval(quiet);
      await Promise.race([client.destroy(), sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false })]);
    },
  };
}

function describe({ code, until }: Refusal): string {
  const { reason, remedy } = explainClose(code);
  return `${reason} (${code}). ${remedy} The next attempt comes no sooner than ${new Date(until).toISOString()}, or at a start with other settings.`;
}

const rejectOn = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
