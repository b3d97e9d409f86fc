// The only reader of the environment: checks every setting and names every problem at once, without
// showing a value that is secret.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { quoteValue, withoutSecrets } from './quote-value.ts';
import { describeOldFolder, describeRenamed } from './renamed.ts';
import { type Config, type SettingName, settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting that is missing or wrong, a line each, fit for a terminal. */
export class ConfigError extends AppError {
  constructor(problems: readonly string[]) {
    super('config', problems.join('\n'));
  }
}

/**
 * Reads the settings named in `settings.ts` from `environment`; an empty value counts as not given.
 * @param names only these, for a program that needs no others
 * @throws {ConfigError} naming every setting that is missing, wrong, or given by a name that it had
 * before, with what it is for.
 */
export function readConfig<Name extends SettingName = SettingName>(
  environment: Environment,
  names: readonly Name[] = Object.keys(settings) as Name[], // The keys of `settings` are exactly its names.
): Pick<Config, Name> {
  const problems = describeRenamed(environment, names);
  const values = names.map((name) => [name, readSetting(name, environment, problems)] as const);
  for (const [name, value] of values) if (name === 'IMAGES_DIR') problems.push(...describeOldFolder(String(value)));
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(values) as Pick<Config, Name>; // Each value came out of its own schema.
}

function readSetting(name: SettingName, environment: Environment, problems: string[]): unknown {
  const { purpose, schema, ...setting } = settings[name];
  const isSecret = 'secret' in setting;
  const report = (problem: string) => problems.push(`${name} ${problem} — ${purpose}.`);
  let text = environment[name]?.trim() || undefined;
  const path = isSecret ? environment[`${name}_FILE`]?.trim() : undefined;
  if (text !== undefined && path) {
    report(`is given twice: remove one of the two, ${name} to use the file, or ${name}_FILE to use the value`);
    return;
  }
  if (path) {
    try {
      text = readFileSync(path, 'utf8').trim() || undefined;
    } catch (error) {
      report(`cannot be read from the file in ${name}_FILE (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`); // fs throws these.
      return;
    }
  }
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  if (text === undefined) report(`is missing${isSecret ? ` (or ${name}_FILE)` : ''}`);
  else if (isSecret) report(describe(result.error));
  else report(`${withoutSecrets(describe(result.error))} (given: ${quoteValue(text)})`);
}

/**
 * Every secret that is given, as it stands in the environment or in its file, also where it is
 * broken or given twice, and the user and password of any address: for whoever takes secrets out of
 * what is printed.
 */
export function secretTexts(environment: Environment): string[] {
  return Object.entries(settings)
    .flatMap(([name, setting]) =>
      'secret' in setting
        ? [environment[name], readIfThere(environment[`${name}_FILE`]?.trim())]
        : credentialsIn(environment[name]?.trim() ?? ''),
    )
    .filter((text) => text !== undefined);
}

/**
 * What stands before the last @ of an address, its password, and that without its escapes; a path
 * may have an @ too.
 */
function credentialsIn(address: string): string[] {
  const userInfo = /^(?!file:)[a-z][\w+.-]*:\/*(.+)@/is.exec(address)?.[1];
  if (userInfo === undefined) return [];
  const password = userInfo.slice(userInfo.indexOf(':') + 1);
  return [userInfo, password, withoutEscapes(password)];
}

function withoutEscapes(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readIfThere(path: string | undefined): string | undefined {
  try {
    return path ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

const describe = (error: z.ZodError) => [...new Set(error.issues.map((issue) => issue.message))].join('; ');
