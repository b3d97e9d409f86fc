// The log: JSON lines on standard output, or lines for eyes on a terminal, with everything that
// could be a key or a token blanked out.

import { type DestinationStream, type Logger, pino } from 'pino';
import { wallNow } from '../clock.ts';
import { createPrettyStream } from './pretty-log.ts';
import { createScrubber } from './scrub.ts';

export type { Logger };

const SECRET_NAMES = [
  'token',
  'interaction_token',
  'interactionToken',
  'authorization',
  'Authorization',
  'apiKey',
  'password',
];

export interface LogOptions {
  /** `pretty` is for people who watch, `json` for everything else. */
  form?: 'json' | 'pretty';
  /** What must not be found in any line, wherever it came from. */
  secrets?: readonly string[];
}

/** @param level pino's levels, or `silent` */
export function createLog(level: string, { form = 'json', secrets = [] }: LogOptions = {}): Logger {
  const options = {
    hooks: { streamWrite: createScrubber(secrets) },
    level,
    base: null,
    timestamp: () => `,"time":"${new Date(wallNow()).toISOString()}"`,
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    // Discord's errors carry whole requests and addresses with tokens in them: only what explains
    // the failure is kept.
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return form === 'json' ? pino(options) : pino(options, toTerminal);
}

const toTerminal: DestinationStream = createPrettyStream((text) => process.stdout.write(text));

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const facts = Object.fromEntries(
    ['code', 'kind', 'status', 'method'].flatMap((key) => (key in error ? [[key, Reflect.get(error, key)]] : [])),
  );
  return {
    name,
    message,
    ...facts,
    stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
