// Every REST call's way: path, fault, key, rate limit, body, handler, answer, record. Handlers
// throw `DiscordError`.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { z } from 'zod';
import { answerBrokenly, isBrokenAnswer } from '../../http/broken-answers.ts';
import { sendJson } from '../../http/messages.ts';
import { DiscordError, refusals } from '../discord-error.ts';
import { type Fault, takeFault } from '../faults.ts';
import { interactionHolds } from '../interaction-event.ts';
import type { BucketRule, RateLimits } from '../rate-limits.ts';
import type { DiscordState } from '../state.ts';
import { type Payload, readPayload } from './read-payload.ts';

export interface Call extends Payload {
  params: string[];
  query: URLSearchParams;
  /** Notes a breach of Discord's rules, then refuses. */
  refuseForm(problems: string[]): void;
}

export interface Route {
  method: string;
  /** Between slashes: words, or `{}` for an id. */
  path: string;
  auth: 'bot' | 'none';
  limit?: BucketRule;
  /** How many of the path's ids have a bucket of their own; one unless given. */
  major?: number;
  /** @returns status and body; 204 has none */
  handle(state: DiscordState, call: Call): Promise<[number, unknown]> | [number, unknown];
}

const USUAL_LIMIT: BucketRule = { limit: 50, perMs: 1_000 };

interface RestApi {
  state: DiscordState;
  routes: readonly Route[];
  limits: RateLimits;
}

export async function serveRest(
  { state, routes, limits }: RestApi,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const at = state.now();
  const parts = url.pathname.split('/').slice(2).map(decodeURIComponent);
  const version = parts.shift();
  const found = version === 'v10' ? findRoute(routes, request.method ?? '', parts) : undefined;
  const name = found ? `${found.route.method} /${found.route.path}` : `${request.method} ${url.pathname}`;
  // By its own clock, which a test may set.
  response.setHeader('date', new Date(at).toUTCString());
  let headers: Record<string, string> = {};
  const record = (status: number | 'closed', body?: unknown, answer?: unknown) => {
    state.requests.push({
      at,
      method: request.method ?? '',
      path: mask(url.pathname),
      route: name,
      status,
      ...rateLimitOf(headers),
      body,
      answer,
    });
    if (state.requests.length > 5_000) state.requests.shift();
  };

  let fault: Fault['kind'] | undefined;
  let payload: Payload | undefined;
  let status: number;
  let answer: unknown;
  try {
    payload = await readPayload(request);
    const { body } = payload;
    fault = takeFault(
      state.faults,
      name,
      (text) =>
        JSON.stringify(body ?? '').includes(text) ||
        belongsTo(state, found?.params ?? [], text) ||
        answersMessage(state, body, text),
    );
    if (fault === 'reset-before') {
      request.socket.resetAndDestroy();
      return record('closed');
    }
    if (typeof fault === 'object' && 'delayMs' in fault) await sleepFor(fault.delayMs);
    if (typeof fault === 'object' && 'page' in fault) {
      record(fault.status, payload.body);
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end(fault.page);
      return;
    }
    if (typeof fault === 'object' && 'status' in fault) {
      record(fault.status, payload.body);
      return sendJson(response, fault.status, fault.body ?? { message: 'a fault on purpose', code: 0 }, fault.headers);
    }
    if (!found) {
      state.violations.push({ at, route: name, problems: ['no such route'] });
      throw refusals.notFound();
    }
    const isAuthorized = request.headers.authorization === `Bot ${state.token}`;
    if (found.route.auth === 'bot' && !isAuthorized) throw refusals.unauthorized();
    const verdict = limits.check(
      name,
      found.params.slice(0, found.route.major ?? 1).join('/'),
      found.route.limit ?? USUAL_LIMIT,
      found.route.auth === 'bot',
    );
    headers = verdict.headers;
    if (verdict.refused) {
      const { retryAfter, global } = verdict.refused;
      record(429, payload.body);
      return sendJson(
        response,
        429,
        { message: 'You are being rate limited.', retry_after: retryAfter, global },
        headers,
      );
    }
    const refuseForm = (problems: string[]) => {
      if (problems.length === 0) return;
      state.violations.push({ at, route: name, problems });
      throw refusals.invalidForm(problems);
    };
    [status, answer] = await found.route.handle(state, {
      ...payload,
      params: found.params,
      query: url.searchParams,
      refuseForm,
    });
  } catch (error) {
    // A bot that was killed takes the rest of its upload along.
    if (!request.complete) return record('closed');
    if (!(error instanceof DiscordError)) throw error;
    status = error.status;
    answer = { message: error.message, code: error.code, ...(error.errors ? { errors: error.errors } : {}) };
  }
  if (fault === 'reset-after') {
    request.socket.resetAndDestroy();
    return record('closed', payload?.body);
  }
  record(status, payload?.body, answer);
  if (isBrokenAnswer(fault)) answerBrokenly(response, fault, JSON.stringify(answer ?? {}));
  else if (status === 204) response.writeHead(204, headers).end();
  else sendJson(response, status, answer, headers);
}

/** Whether one of a path's ids is an interaction, or its token, whose event holds `text`. */
const belongsTo = (state: DiscordState, params: readonly string[], text: string): boolean =>
  [...state.interactions.values()].some(
    ({ id, token }) => (params.includes(id) || params.includes(token)) && interactionHolds(state, id, text),
  );

const reference = z.object({ message_reference: z.object({ message_id: z.string() }) });

/** Whether a message is a reply to one that holds `text`. */
function answersMessage(state: DiscordState, body: unknown, text: string): boolean {
  const id = reference.safeParse(body).data?.message_reference.message_id;
  return id !== undefined && state.messages.get(id)?.message.content.includes(text) === true;
}

function rateLimitOf(headers: Readonly<Record<string, string>>) {
  const [remaining, limit] = [headers['x-ratelimit-remaining'], headers['x-ratelimit-limit']];
  return limit === undefined ? {} : { rateLimit: { remaining: Number(remaining), limit: Number(limit) } };
}

function findRoute(
  routes: readonly Route[],
  method: string,
  parts: readonly string[],
): { route: Route; params: string[] } | undefined {
  for (const route of routes) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    if (pattern.every((word, index) => word === '{}' || word === parts[index])) {
      return { route, params: parts.filter((_, index) => pattern[index] === '{}') };
    }
  }
  return undefined;
}

/** Interaction tokens stand in paths; logs must not hold them. */
const mask = (path: string): string => path.replace(/[\w-]{60,}/g, '…');
