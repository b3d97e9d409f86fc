// What every program does first: nothing that it prints holds a secret, not even what it ends with
// when something breaks, and what it writes is for the user alone that runs it.
import { secretTexts } from '../config/read-config.ts';
import { exitOnCrash, printCrash } from '../ops/crash.ts';
import { guardOutput } from '../ops/guard-output.ts';
import { outliveReader } from '../ops/outlive-reader.ts';

/** For a program that does one thing and ends. */
export function guardProgram(environment: Readonly<Record<string, string | undefined>>): string[] {
  const secrets = guardProcess(environment);
  outliveReader();
  return secrets;
}

/** @returns the secrets as they were given, for a log that does not write to these streams */
export function guardProcess(environment: Readonly<Record<string, string | undefined>>): string[] {
  const secrets = secretTexts(environment);
  guardOutput(secrets);
  exitOnCrash(printCrash);
  // Database, images and backups hold prompts and who wrote them; the usual mask lets every user of
  // the machine read them.
  process.umask(0o077);
  return secrets;
}
