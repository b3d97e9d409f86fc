// For programs started by people: settings that are missing or wrong are told in plain lines, not
// as a stack trace.
import { describeMisspelled, findMisspelled } from './misspelled.ts';
import { ConfigError, readConfig } from './read-config.ts';
import type { Config, SettingName } from './settings.ts';

/** Prints every problem on standard error and exits with code 1 where there is one. */
export function readConfigOrExit<Name extends SettingName = SettingName>(
  environment: Readonly<Record<string, string | undefined>>,
  names?: readonly Name[],
): Pick<Config, Name> {
  try {
    return readConfig(environment, names);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = [...error.message.split('\n'), ...findMisspelled(environment).map(describeMisspelled)];
    const lines = problems.map((problem) => `  - ${problem}`);
    process.stderr.write(
      `The bot cannot start: its settings need attention.\n${lines.join('\n')}\nSee .env.example.\n`,
    );
    process.exit(1);
  }
}
