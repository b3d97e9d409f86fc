// The end of a bot that no longer knows what state it is in: what broke is logged, with nothing secret in it, and the process ends, to be started anew.
import type { Logger } from './log.ts';

/** Node by itself would print the error with everything that hangs on it, such as the address and the body of the request that failed. */
export function exitOnCrash(log: Logger): void {
  const crash = (error: unknown, origin: string) => {
    log.fatal({ err: error, origin }, 'crashed');
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', (reason) => crash(reason, 'unhandledRejection'));
}
