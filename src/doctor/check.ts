// A check and its run: it names the settings it needs, and is left out where those are themselves
// what is wrong.
import { ConfigError, readConfig } from '../config/read-config.ts';
import type { Config, SettingName } from '../config/settings.ts';
import { DiscordLimitError } from '../discord/api/rest/rate-limit.ts';
import { type Finding, failure, warning } from './finding.ts';

export interface Check {
  subject: string;
  /** Reads its settings, looks, and never throws. */
  run(environment: Environment): Promise<Finding[]>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @param look what it throws is itself a finding */
export function defineCheck<const Names extends readonly SettingName[]>(
  subject: string,
  names: Names,
  look: (config: Pick<Config, Names[number]>) => Promise<Finding[]>,
): Check {
  return {
    subject,
    async run(environment) {
      try {
        return await look(readConfig(environment, names));
      } catch (error) {
        if (error instanceof ConfigError)
          return [warning('not checked', `Fix the settings first: ${namesIn(error).join(', ')}.`)];
        if (error instanceof DiscordLimitError) return [describeLimit(error)];
        const words = error instanceof Error ? error.message : String(error);
        return [failure(`could not be checked: ${words}`, 'The check itself failed; see the error.')];
      }
    },
  };
}

/** For a check that has findings of its own to tell beside it. */
export const describeLimit = ({ message }: DiscordLimitError): Finding =>
  warning(
    `not checked: ${message}`,
    'Run the doctor again after that. If it says the same then, look for other programs that use this token or address.',
  );

const namesIn = ({ message }: ConfigError) => message.split('\n').map((line) => line.split(' ', 1)[0]);
