// What every program does first: nothing that it prints holds a secret, not even what it ends with when something breaks.
import { secretTexts } from '../config/read-config.ts';
import { exitOnCrash, printCrash } from '../ops/crash.ts';
import { guardOutput } from '../ops/guard-output.ts';

/** @returns the secrets as they were given, for a log that does not write to these streams */
export function guardProgram(environment: Readonly<Record<string, string | undefined>>): string[] {
  const secrets = secretTexts(environment);
  guardOutput(secrets);
  exitOnCrash(printCrash);
  return secrets;
}
