// A value that must never reach a log, an error or a screen: it has to be asked for by name.
import { inspect } from 'node:util';

export interface Secret {
  reveal(): string;
}

/** Wraps `value` so that printing, serialising or inspecting it shows `[secret]`. */
export function createSecret(value: string): Secret {
  const hidden = () => '[secret]';
  return { reveal: () => value, toString: hidden, toJSON: hidden, [inspect.custom]: hidden } as Secret;
}

/**
 * What no token or key has, most telling first. Sent all the same it breaks the request, and
 * libraries quote it in their errors.
 */
const FAULTS: readonly [RegExp, string][] = [
  [/[\r\n]/, 'has more than one line: give the value alone, in a single line'],
  [/^["'`“”„‘’«»]|["'`“”„‘’«»]$/, 'is in quotation marks: leave them out'],
  [/^(bot|bearer)\s/i, 'begins with “Bot” or “Bearer”: leave that word out'],
  [/\p{Cc}/u, 'has a control character in it: copy it again, or save its file as plain text'],
  [/\s/, 'has a space in it: copy it again'],
  [/[^\x21-\x7E]/, 'has a character in it that is not ASCII: copy it again'],
];

/**
 * @returns what is wrong with it, in words that hold nothing of it; undefined where it can be sent
 */
export const faultOfSecret = (text: string): string | undefined => FAULTS.find(([fault]) => fault.test(text))?.[1];
