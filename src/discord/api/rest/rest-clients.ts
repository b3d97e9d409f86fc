// Calls on interaction webhooks, apart from the client's own: Discord does not hold them to 50 a
// second, and they carry no bot token.
import { REST } from 'discord.js';
import { makeRequest } from './fetch-adapter.ts';
import { keepToken } from './keep-token.ts';

const ANSWER_TIMEOUT_MS = 15_000;
/** A progress edit that takes this long is worth less than the next one. */
const PROGRESS_TIMEOUT_MS = 5_000;
const FLEETING = { timeout: PROGRESS_TIMEOUT_MS, retries: 0, rejectOnRateLimit: () => true };

/** The bot's own voice for what is nice to have, with the same manners. @param token the bot's */
export const createProgressRest = (apiUrl: string, token: string, send = makeRequest): REST =>
  keepToken(new REST({ ...FLEETING, api: apiUrl, makeRequest: send }), token);

/**
 * The bot's own voice for calls that are stored and made again later: whoever makes one decides
 * anew before each try.
 */
export const createRestWithoutWaits = (apiUrl: string, token: string, send = makeRequest): REST =>
  keepToken(new REST({ ...FLEETING, timeout: ANSWER_TIMEOUT_MS, api: apiUrl, makeRequest: send }), token);

export interface WebhookRest {
  /** For what must arrive: waits out rate limits, tries passing trouble again. */
  lasting: REST;
  /**
   * For what is nice to have: a rate limit or a failure ends it at once, so that it is never in the
   * way.
   */
  fleeting: REST;
}

/** @param apiUrl Discord's API without a version */
export function createWebhookRest(apiUrl: string, send = makeRequest): WebhookRest {
  const shared = { api: apiUrl, makeRequest: send, globalRequestsPerSecond: Number.POSITIVE_INFINITY };
  return {
    lasting: new REST({ ...shared, timeout: ANSWER_TIMEOUT_MS, retries: 2 }),
    fleeting: new REST({ ...shared, ...FLEETING }),
  };
}
