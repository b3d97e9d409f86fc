// The bot: builds every part once, in order, and stops them in reverse.
import { enableCompileCache } from 'node:module';

// Compiled code is kept from one start to the next, which takes a third off each; so all else is loaded after this.
enableCompileCache();
const { readConfigOrExit } = await import('./config/read-config-or-exit.ts');
const { AppError } = await import('./errors.ts');
const { createLog } = await import('./ops/log.ts');
const { stopOnSignals } = await import('./ops/signals.ts');
const { startBot } = await import('./start-bot.ts');

const config = readConfigOrExit(process.env);
const log = createLog(config.LOG_LEVEL);
try {
  const bot = await startBot(config, log);
  stopOnSignals(log, () => bot.stop());
} catch (error) {
  // What the host can mend is told in a line; what only we can mend needs all there is.
  if (error instanceof AppError) process.stderr.write(`The bot cannot start: ${error.message}\n`);
  else log.fatal({ err: error }, 'could not start');
  process.exitCode = 1;
}
