// Whether every setting can be read, and whether what was decided by leaving one out was meant.
import { describeMisspelled, findMisspelled } from '../config/misspelled.ts';
import { ConfigError, readConfig } from '../config/read-config.ts';
import { type SettingName, settings } from '../config/settings.ts';
import type { Check, Environment } from './check.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

export const checkSettings: Check = {
  subject: 'settings',
  async run(environment) {
    const misspelled = findMisspelled(environment).map((found) =>
      warning(describeMisspelled(found), `Rename it in .env, or remove it.`),
    );
    try {
      const config = readConfig(environment);
      const given = Object.keys(settings).filter((name) => isGiven(environment, name)).length;
      const findings = [ok(`${given} given, the others at their defaults`)];
      if (config.HOST_USER_IDS.length === 0)
        findings.push(
          warning(
            'HOST_USER_IDS is empty, so nobody is told when the provider refuses the bot, and nobody can resolve unconfirmed charges',
            'Add your own Discord user ID to HOST_USER_IDS.',
          ),
        );
      return [...findings, ...misspelled];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return [...error.message.split('\n').map(toFinding), ...misspelled];
    }
  },
};

const isGiven = (environment: Environment, name: string) => Boolean(environment[name] || environment[`${name}_FILE`]);

function toFinding(problem: string): Finding {
  const [name = ''] = problem.split(' ', 1);
  const { purpose, ...setting } = settings[name as SettingName]; // Every problem begins with the setting's name.
  const where = 'secret' in setting ? `${name}, or a file's path as ${name}_FILE,` : name;
  return failure(problem.replace(` — ${purpose}.`, ''), `Set ${where} in .env: ${purpose}.`);
}
