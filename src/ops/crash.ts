// The end of a program that no longer knows what state it is in: what broke is told, with nothing
// secret in it, and the process ends.

/** Tells what broke. @param origin how it came to light, as Node names it */
export type TellCrash = (error: unknown, origin: string) => void;

let tell: TellCrash | undefined;

/**
 * Node by itself would print the error with everything that hangs on it, such as the address and
 * the body of the request that failed.
 */
export function exitOnCrash(tellCrash: TellCrash): void {
  const isListening = tell !== undefined;
  tell = tellCrash;
  if (isListening) return;
  const crash = (error: unknown, origin: string) => {
    tell?.(error, origin);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', (reason) => crash(reason, 'unhandledRejection'));
}

/** For programs without a log: stacks on standard error, causes too. */
export const printCrash: TellCrash = (error) => process.stderr.write(`It broke: ${stackOf(error)}\n`);

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`;
}
