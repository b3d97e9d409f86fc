// Why Discord did not let the bot in, in words that say what to do.
import { DiscordAPIError, DiscordjsErrorCodes } from 'discord.js';
import { AppError } from '../errors.ts';

/** @returns an error fit for whoever starts the bot; it never holds the token */
export function explainLoginFailure(cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const isRefused = cause instanceof DiscordAPIError && cause.status === 401;
  if (isRefused || code === DiscordjsErrorCodes.TokenInvalid) {
    return new AppError(
      'bad-token',
      'Discord does not accept DISCORD_TOKEN. Reset it on the Bot page of the developer portal.',
      { cause },
    );
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/disallowed intent/i.test(text)) {
    return new AppError(
      'disallowed-intents',
      'Discord does not allow the intents: switch them on in the developer portal.',
      { cause },
    );
  }
  return new AppError('discord-unreachable', `Discord could not be reached: ${text}`, { cause });
}
