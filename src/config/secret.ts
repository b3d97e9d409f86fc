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
