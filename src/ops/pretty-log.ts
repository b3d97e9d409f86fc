// The log for eyes: the same lines that are JSON elsewhere, one after another with time, level and
// what they are about.
import { styleText } from 'node:util';

const LEVEL_WIDTH = 5;
const STYLES = { fatal: 'red', error: 'red', warn: 'yellow', info: 'green', debug: 'dim', trace: 'dim' } as const;

/** Where pino writes its JSON lines to. @param write gets what is to be shown, line ends and all */
export const createPrettyStream = (write: (text: string) => void): { write(line: string): void } => ({
  write: (line) => write(prettify(line)),
});

/**
 * `09:57:12.345 info  task ended taskId=ab-1 state=completed`; an error's stack below. What is no
 * log line stays as it is.
 */
export function prettify(line: string): string {
  const entry = parse(line);
  if (!entry) return line;
  const { level, time, msg, err, ...facts } = entry;
  const name = String(level);
  const style = name in STYLES ? STYLES[name as keyof typeof STYLES] : 'reset'; // Just looked up.
  const parts = [
    styleText('dim', String(time).slice(11, 23)),
    styleText(style, name.padEnd(LEVEL_WIDTH)),
    String(msg ?? ''),
    ...Object.entries(facts).map(([key, value]) => styleText('dim', `${key}=${show(value)}`)),
  ];
  return `${parts.join(' ')}\n${describeError(err)}`;
}

function describeError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { stack, message, cause, ...facts } = error as Record<string, unknown>; // An object, looked at piece by piece.
  const lines = String(stack ?? message).split('\n');
  const rest = Object.keys(facts).length > 0 ? [show(facts)] : [];
  const below = [...lines, ...rest].map((line) => `    ${line}\n`).join('');
  return cause === undefined ? below : `${below}    caused by\n${describeError(cause)}`;
}

const show = (value: unknown): string =>
  typeof value === 'string' && !/[\s="]/.test(value) ? value : JSON.stringify(value);

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
