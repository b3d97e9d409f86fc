// The log: JSON lines on standard output, with everything that could be a key or a token blanked out.
import { type Logger, pino } from 'pino';
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

/**
 * @param level pino's levels, or `silent`
 * @param secrets what must not be found in any line, wherever it came from
 */
export function createLog(level: string, secrets: readonly string[] = []): Logger {
  return pino({
    hooks: { streamWrite: createScrubber(secrets) },
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    // Discord's errors carry whole requests and addresses with tokens in them: only what explains the failure is kept.
    serializers: { err: describeError },
    formatters: { level: (label) => ({ level: label }) },
  });
}

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
