// How discord.js sends its requests here. By itself it uses the undici it brings along with
// whatever dispatcher is global, which is that of the undici our other calls use: the two do not
// understand each other's forms, so every upload would fail. Node's own fetch gets along with both.
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { RESTOptions } from 'discord.js';
import { createLimitJudge, readRateLimit } from './rate-limit.ts';

/** No answer of Discord's comes near it. */
const BODY_MAX_BYTES = 10 * 1024 * 1024;
/**
 * The most that a bucket's reset may be away: a timer that is set for longer than 24 days ends at
 * once.
 */
const LONGEST_RESET_S = 3_600;
const UNREADABLE_RESET_S = 1;
/**
 * discord.js repeats a call that met a 5xx at once, three times: it learns of each a little later.
 * A first answer has no time to lose.
 */
const [PAUSE_AFTER_5XX_MS, PAUSE_OF_FIRST_ANSWER_MS] = [500, 150];
const WITHOUT_BODY = [101, 204, 205, 304];

/**
 * Containers of a path whose next part is an id, or `@me` and the like, and any part that is empty.
 */
const WITHOUT_ID = /\/(channels|messages|guilds|interactions|applications|webhooks)\/(?!(\d+|(@|%40)\w+)(\/|$))|\/\//;

/**
 * A call that was about to go to an address without the id it needs, such as `/channels//messages`.
 * It is never sent, and no second try helps.
 */
export class MissingIdError extends Error {
  override name = 'MissingIdError';
}

const FIRST_ANSWER = /^\/interactions\/\d+\/[^/]+\/callback$/;
const limits = createLimitJudge();

/**
 * @throws {DiscordLimitError, MissingIdError} and what `fetch` throws. The whole answer is read
 * while the request's own time-out still counts: discord.js ends that with the headers, and sets no
 * limit.
 */
async function send(url: string, init: RequestInit): Promise<Response> {
  const route = new URL(url).pathname.replace(/^.*?\/v\d+(?=\/)/, '');
  // Without the interaction tokens that stand in paths.
  if (WITHOUT_ID.test(route)) throw new MissingIdError(`no id in ${init.method} ${route.replace(/[\w-]{60,}/g, '…')}`);
  const answer = await fetch(url, init);
  const { status, statusText } = answer;
  const bytes = await readAll(answer);
  const object = status >= 400 ? readObject(bytes) : undefined;
  const headers = new Headers(answer.headers);
  const isFirstAnswer = FIRST_ANSWER.test(route);
  const call = `${init.method} ${route}`;
  if (status === 429) {
    const limit = readRateLimit(headers, object, isFirstAnswer);
    limits.judge(call, limit);
    headers.set('retry-after', String(limit.waitS));
  } else limits.clear(call);
  if (status >= 500) await pause(isFirstAnswer ? PAUSE_OF_FIRST_ANSWER_MS : PAUSE_AFTER_5XX_MS, init.signal);
  const reset = headers.get('x-ratelimit-reset-after');
  if (Number(reset) > 0) headers.set('x-ratelimit-reset-after', String(resetOf(Number(reset))));
  const body = status >= 400 && status < 500 && !object ? '{}' : bytes;
  if (body !== bytes) headers.set('content-type', 'application/json');
  return new Response(WITHOUT_BODY.includes(status) ? null : body, { status, statusText, headers });
}

const resetOf = (seconds: number): number =>
  Number.isFinite(seconds) ? Math.min(seconds, LONGEST_RESET_S) : UNREADABLE_RESET_S;

/** Ends early, without an error, where the call is given up meanwhile. */
const pause = (ms: number, signal: AbortSignal | null | undefined): Promise<unknown> =>
  sleepFor(ms, undefined, signal ? { signal } : {}).catch(() => undefined);

async function readAll({ body }: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > BODY_MAX_BYTES) throw new Error(`Discord's answer is larger than ${BODY_MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/**
 * discord.js looks for a code in whatever a refusal says, and breaks on what is no object: the
 * status says enough.
 */
function readObject(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

// undici's types name its own classes where Node's fetch takes and gives the very same shapes.
export const makeRequest = send as unknown as RESTOptions['makeRequest'];
