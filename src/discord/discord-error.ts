// What Discord's refusals mean to us, by its own error codes.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { MissingIdError } from './make-request.ts';

const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError ? Number(error.code) : undefined;

/** The first answer had been given before: by us, on an attempt whose answer was lost. */
export const isAlreadyAnswered = (error: unknown): boolean =>
  codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;

/** The interaction is over: too late for a first answer, or its token has died. Never worth trying again. */
export const isTokenDead = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.status === 401 ||
    [
      RESTJSONErrorCodes.UnknownInteraction,
      RESTJSONErrorCodes.UnknownWebhook,
      RESTJSONErrorCodes.InvalidWebhookToken,
    ].includes(Number(error.code)));

/** A server's AutoMod refused the text; the message is welcome without it. */
export const isBlockedByAutoMod = (error: unknown): boolean =>
  codeOf(error) === RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration;

export const isTooLarge = (error: unknown): boolean =>
  codeOf(error) === RESTJSONErrorCodes.RequestEntityTooLarge ||
  (error instanceof DiscordAPIError && error.status === 413);

/** Somebody else has taken it away. */
export const isUnknownMessage = (error: unknown): boolean => codeOf(error) === RESTJSONErrorCodes.UnknownMessage;

const CONNECTION_CODES = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'UND_ERR_SOCKET'];

/** The connection broke before an answer was here: the call may have arrived or not. */
export const isCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && CONNECTION_CODES.includes(String(error.code))) || isCutOff(error.cause));

/** Discord's or the network's trouble, which passes: the same call may work later. */
export const isPassing = (error: unknown): boolean =>
  error instanceof RateLimitError ||
  (error instanceof HTTPError && error.status >= 500) ||
  (error instanceof DiscordAPIError && (error.status >= 500 || error.status === 429)) ||
  !(error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof MissingIdError);
