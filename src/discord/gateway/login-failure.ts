// Why Discord did not let the bot in, in words that say what to do.
import { DiscordAPIError, DiscordjsErrorCodes } from 'discord.js';
import { AppError } from '../../errors.ts';
import { explainClose } from './gateway-close.ts';

/** Whether Discord does not know the token. */
export const isRefused = (cause: unknown): boolean =>
  (cause instanceof DiscordAPIError && cause.status === 401) ||
  (cause instanceof Error && 'code' in cause && cause.code === DiscordjsErrorCodes.TokenInvalid);

/** @returns an error fit for whoever starts the bot; it never holds the token */
export function explainLoginFailure(cause: unknown): AppError {
  if (isRefused(cause)) {
    const { reason, remedy } = explainClose(4004);
    return new AppError('bad-token', `${reason}. ${remedy}`, { cause });
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  return new AppError('discord-unreachable', `Discord could not be reached: ${text}`, { cause });
}
