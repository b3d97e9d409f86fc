// The bot: builds every part once, in order, and stops them in reverse.
import { enableCompileCache } from 'node:module';

// Compiled code is kept from one start to the next, which takes a third off each; so all else is loaded after this.
enableCompileCache();
const { readConfigOrExit } = await import('./config/read-config-or-exit.ts');
const { AppError } = await import('./errors.ts');
const { exitOnCrash } = await import('./ops/crash.ts');
const { createLog } = await import('./ops/log.ts');
const { changeLevelOnSignal, stopOnSignals } = await import('./ops/signals.ts');
const { startBot } = await import('./start-bot.ts');

const config = readConfigOrExit(process.env);
// A container's terminal is not watched: there it stays JSON.
const isWatched = process.stdout.isTTY && process.env.NODE_ENV !== 'production';
const secrets = [config.DISCORD_TOKEN.reveal(), config.VTRIX_API_KEY.reveal()];
const log = createLog(config.LOG_LEVEL, { form: isWatched ? 'pretty' : 'json', secrets });
changeLevelOnSignal(log);
exitOnCrash(log);
try {
  const bot = await startBot(config, log);
  stopOnSignals(log, () => bot.stop());
} catch (error) {
  // What the host can mend is told in a line; what only we can mend needs all there is.
  if (error instanceof AppError) process.stderr.write(`The bot cannot start: ${error.message}\n`);
  else log.fatal({ err: error }, 'could not start');
  process.exitCode = 1;
}
