// The end that somebody asked for, or that is asked of the bot: the log's last line says so, and
// tells it from a process that was killed.
import type { Logger } from './log.ts';

/** @param reason a signal, or why it ends by itself */
export function endProcess(log: Logger, reason: string, exitCode: 0 | 1): never {
  log[exitCode === 0 ? 'info' : 'warn']({ reason, exitCode }, 'stopped');
  // At once: nothing that is still under way can log after it.
  process.exit(exitCode);
}
