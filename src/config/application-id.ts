// Which application a bot token belongs to: its first part is the id, in base64, and no secret.
import type { Secret } from './secret.ts';

/** @returns undefined where the token is not of Discord's making */
export function applicationIdOf(token: Secret): string | undefined {
  const [first = ''] = token.reveal().split('.', 1);
  const id = Buffer.from(first, 'base64').toString('latin1');
  return /^\d{17,20}$/.test(id) ? id : undefined;
}
