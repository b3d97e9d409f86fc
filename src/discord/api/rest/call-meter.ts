// Counts calls to Discord where they leave, so that what is sent again counts again and what gets
// no answer counts too, and times the first answers.
import { type Client, Events, type RESTOptions } from 'discord.js';
import type { Logger } from '../../../ops/log.ts';
import type { Metrics } from '../../../ops/metrics.ts';
import { DiscordLimitError } from './rate-limit.ts';

export type SendRequest = RESTOptions['makeRequest'];

export interface CallMeter {
  /** Does what the request function it was made from does. */
  send: SendRequest;
  /** From now on the arrival of interactions is noted. */
  listen(client: Client): void;
}

/** Interactions that never get an answer are forgotten with these. */
const ARRIVALS_KEPT = 1_000;

/** What paths are counted as: ids and tokens must not become labels. */
const ROUTES: readonly [RegExp, string][] = [
  [/^\/interactions\/(\d+)\//, 'answer'],
  [/^\/webhooks\//, 'webhook'],
  [/^\/channels\//, 'channel'],
  [/^\/users\//, 'user'],
  [/^\/applications\//, 'application'],
  [/^\/gateway\//, 'gateway'],
];

export function createCallMeter(send: SendRequest, metrics: Metrics, log: Logger): CallMeter {
  const arrivals = new Map<string, number>();
  const noteAnswer = (interactionId: string, status: number) => {
    const arrivedAt = arrivals.get(interactionId);
    if (arrivedAt === undefined || status >= 400) return;
    arrivals.delete(interactionId);
    metrics.firstAnswer((performance.now() - arrivedAt) / 1000);
  };
  return {
    async send(url, init) {
      const path = new URL(url).pathname.replace(/^.*?\/v\d+(?=\/)/, '');
      const route = ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
      const count = (status: number | 'none') => {
        metrics.discordCall(route, status);
        log.debug({ route, method: init.method, status }, 'call to Discord');
      };
      try {
        const response = await send(url, init);
        count(response.status);
        const [, interactionId] = /^\/interactions\/(\d+)\//.exec(path) ?? [];
        if (interactionId !== undefined) noteAnswer(interactionId, response.status);
        return response;
      } catch (error) {
        count(error instanceof DiscordLimitError ? error.status : 'none');
        throw error;
      }
    },
    listen(client) {
      client.on(Events.InteractionCreate, ({ id }) => {
        arrivals.set(id, performance.now());
        // Map keeps the order of insertion: the oldest comes first.
        if (arrivals.size > ARRIVALS_KEPT) arrivals.delete(arrivals.keys().next().value ?? '');
      });
    },
  };
}
