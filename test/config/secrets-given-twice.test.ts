// A secret that is given both by itself and as a file: nobody can tell which is meant.
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';

it.each(['DISCORD_TOKEN', 'VTRIX_API_KEY'] as const)('%s: the problem says what to remove', (name) => {
  const given = { [name]: 'one', [`${name}_FILE`]: '/run/secrets/another' };
  expect(() => readConfig(given, [name])).toThrow(
    `${name} is given twice: remove one of the two, ${name} to use the file, or ${name}_FILE to use the value — `,
  );
});
