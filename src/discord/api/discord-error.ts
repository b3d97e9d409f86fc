// What Discord's refusals mean to us, by its own error codes.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { MissingIdError } from './rest/fetch-adapter.ts';
import { DiscordLimitError } from './rest/rate-limit.ts';

const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError ? Number(error.code) : undefined;

/** The first answer had been given before: by us, on an attempt whose answer was lost. */
export const isAlreadyAnswered = (error: unknown): boolean =>
  codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;

/**
 * The interaction is over: too late for a first answer, or its token has died. Never worth trying
 * again.
 */
export const isTokenDead = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.status === 401 ||
    [
      RESTJSONErrorCodes.UnknownInteraction,
      RESTJSONErrorCodes.UnknownWebhook,
      RESTJSONErrorCodes.InvalidWebhookToken,
    ].includes(Number(error.code)));

const oneOf =
  (...codes: readonly number[]) =>
  (error: unknown): boolean =>
    codes.includes(codeOf(error) ?? Number.NaN);

export const isInvalidToken = oneOf(RESTJSONErrorCodes.InvalidWebhookToken);

/** There is no such interaction's webhook: not any more, or not yet. */
export const isUnknownWebhook = oneOf(RESTJSONErrorCodes.UnknownWebhook);

/**
 * A server's AutoMod refused the text, or Discord a link in it; the message is welcome without it.
 */
export const isBlockedByAutoMod = oneOf(
  RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration,
  RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter,
);

export const isTooLarge = (error: unknown): boolean =>
  oneOf(RESTJSONErrorCodes.RequestEntityTooLarge, RESTJSONErrorCodes.FileUploadedExceedsMaximumSize)(error) ||
  (error instanceof DiscordAPIError && error.status === 413);

/** The bot may write there, but not answer a message, since it may not read the ones before. */
export const isHistoryUnreadable = oneOf(RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory);

/**
 * The place takes nothing from the bot now, and may again once somebody there opens it: locked,
 * hidden, or gone.
 */
export const isPlaceClosed = oneOf(
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  RESTJSONErrorCodes.ThreadLocked,
);

/**
 * Discord's edge refuses the whole host, not this call: only whoever hosts the bot can find out
 * why.
 */
export const isHostBlocked = oneOf(RESTJSONErrorCodes.CloudflareIsBlockingYourRequest);

/**
 * Whoever is asked about is not in the server, or nowhere any more. A 404 of a proxy, or of the
 * server itself, says nothing of them.
 */
export const isNoMember = oneOf(RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser);

/** Somebody else has taken it away. */
export const isUnknownMessage = (error: unknown): boolean => codeOf(error) === RESTJSONErrorCodes.UnknownMessage;

/** The channel is gone, and with it all that stood there. */
export const isUnknownChannel = oneOf(RESTJSONErrorCodes.UnknownChannel);

const CONNECTION_CODES = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'UND_ERR_SOCKET'];

/** The connection broke before an answer was here: the call may have arrived or not. */
export const isCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && CONNECTION_CODES.includes(String(error.code))) || isCutOff(error.cause));

/** Discord has answered, or the call was never sent: it is done, or never will be. */
export const isAnswer = (error: unknown): boolean =>
  [DiscordAPIError, HTTPError, RateLimitError, DiscordLimitError, MissingIdError].some((kind) => error instanceof kind);

/**
 * A refusal that is not Discord's own, such as a proxy's page, or of the whole bot: it says nothing
 * of the message.
 */
export const isWithoutCode = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.status === 401 || !(Number(error.code) > 0));

/**
 * Refusals that only say "not now": slow mode, limits that Discord sets for itself, and services
 * that are overloaded.
 */
const isNotNow = oneOf(
  RESTJSONErrorCodes.ActionCannotBePerformedDueToSlowmodeRateLimit,
  RESTJSONErrorCodes.ChannelWriteRateLimit,
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  RESTJSONErrorCodes.ServiceResourceIsBeingRateLimited,
  RESTJSONErrorCodes.CloudflareIsBlockingYourRequest,
  RESTJSONErrorCodes.ApplicationNotYetAvailable,
  RESTJSONErrorCodes.APIResourceOverloaded,
);

/** Discord's or the network's trouble, which passes: the same call may work later. */
export const isPassing = (error: unknown): boolean =>
  error instanceof RateLimitError ||
  isNotNow(error) ||
  (error instanceof HTTPError && error.status >= 500) ||
  (error instanceof DiscordAPIError && (error.status >= 500 || error.status === 429)) ||
  !(error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof MissingIdError);
