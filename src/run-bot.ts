// The bot: builds every part once, in order, and stops them in reverse.

import { guardProcess } from './cli/guard-program.ts';
import { steadyLibraries } from './clock.ts';
import { applicationIdOf } from './config/application-id.ts';
import { describeMisspelled, findMisspelled } from './config/misspelled.ts';
import { readConfigOrExit } from './config/read-config-or-exit.ts';
import { installLink } from './discord/registration/install-link.ts';
import { AppError } from './errors.ts';
import { exitOnCrash } from './ops/crash.ts';
import { endProcess } from './ops/end-process.ts';
import { createLog } from './ops/log.ts';
import { changeLevelOnSignal, stopOnSignals } from './ops/signals.ts';
import { startBot } from './start-bot.ts';

steadyLibraries();
const secrets = guardProcess(process.env);
const config = readConfigOrExit(process.env);
// A container's terminal is not watched: there it stays JSON.
const isWatched = process.stdout.isTTY && process.env.NODE_ENV !== 'production';
const log = createLog(config.LOG_LEVEL, { form: isWatched ? 'pretty' : 'json', secrets });
changeLevelOnSignal(log);
for (const misspelled of findMisspelled(process.env)) log.warn(misspelled, describeMisspelled(misspelled));
const applicationId = applicationIdOf(config.DISCORD_TOKEN);
if (applicationId !== undefined) log.info({ link: installLink(applicationId) }, 'install link');
exitOnCrash((error, origin) => log.fatal({ err: error, origin }, 'crashed'));
const stopping = new AbortController();
const starting = startBot(config, log, stopping.signal);
stopOnSignals(log, async () => {
  stopping.abort();
  const bot = await starting.catch(() => undefined);
  await bot?.stop();
});
try {
  const bot = await starting;
  void bot.refused.then(async ({ message }) => {
    process.stderr.write(`The bot cannot continue: ${message}\n`);
    await bot.stop().catch((error: unknown) => log.error({ err: error }, 'stopping failed'));
    endProcess(log, `refused by Discord: ${message}`, 1);
  });
} catch (error) {
  // What the operator can mend is told in a line; what only we can mend needs all there is.
  if (stopping.signal.aborted) log.debug({ err: error }, 'stopped while starting');
  else if (error instanceof AppError) process.stderr.write(`The bot cannot start: ${error.message}\n`);
  else log.fatal({ err: error }, 'could not start');
  process.exitCode = 1;
}
