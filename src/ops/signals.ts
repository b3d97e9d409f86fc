// Signals: the first to stop asks politely, the second leaves at once; another one turns the log up
// and down.
import { endProcess } from './end-process.ts';
import type { Logger } from './log.ts';

/**
 * npm hands a Ctrl-C on to what it runs, which the terminal has signalled already: both are one
 * request.
 */
const SAME_REQUEST_MS = 1_000;

/**
 * @param stop called once, at the first SIGINT or SIGTERM
 * @param leave called at each that comes more than a second later
 */
export function onStopSignals(stop: (signal: NodeJS.Signals) => void, leave: (signal: NodeJS.Signals) => void): void {
  let asked = false;
  let mayLeave = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (mayLeave) leave(signal);
    if (asked) return;
    asked = true;
    setTimeout(() => {
      mayLeave = true;
    }, SAME_REQUEST_MS).unref();
    stop(signal);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/**
 * Replaces the listeners that `main.ts` set, which leave at once. The log's last line says how it
 * ended.
 * @param stop called once, at the first SIGINT or SIGTERM
 */
export function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  const onFirst = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    stop().then(
      () => endProcess(log, signal, 0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        endProcess(log, `${signal}, and not all of it could be stopped`, 1);
      },
    );
  };
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const earlier = signals.map((signal) => ({ signal, listeners: process.listeners(signal) }));
  onStopSignals(onFirst, (signal) => endProcess(log, `${signal} while stopping`, 1));
  // The new listeners first: the first process of a container ignores a signal that nobody listens
  // to.
  for (const { signal, listeners } of earlier) for (const listener of listeners) process.off(signal, listener);
}

/**
 * SIGUSR2 logs everything down to debug, and again as before; where that is usual, it leaves it
 * out.
 */
export function changeLevelOnSignal(log: Logger): void {
  // Windows knows no such signal.
  if (process.platform === 'win32') return;
  const usual = log.level;
  const other = log.isLevelEnabled('debug') ? 'info' : 'debug';
  process.on('SIGUSR2', () => {
    log.level = log.level === usual ? other : usual;
    // As a warning, so that it is seen at all but the quietest levels.
    log.warn({ logLevel: log.level }, 'log level changed');
  });
}
