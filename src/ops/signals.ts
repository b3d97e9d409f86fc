// Signals: the first to stop asks politely, the second leaves at once; another one turns the log up and down.
import type { Logger } from './log.ts';

export function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    log.info({ signal }, 'stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping went wrong');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** SIGUSR2 logs everything down to debug, and again as before; where that is usual, it leaves it out. */
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
