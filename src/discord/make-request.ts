// How discord.js sends its requests here. By itself it uses the undici it brings along with whatever dispatcher is global, which is that of the
// undici our other calls use: the two do not understand each other's forms, so every upload would fail. Node's own fetch gets along with both.
import type { RESTOptions } from 'discord.js';

/** No answer of Discord's comes near it. */
const BODY_MAX_BYTES = 10 * 1024 * 1024;
/** After a 429 that does not say how long to wait: discord.js would ask again at once, without end. */
const WAIT_S = 1;
/** Whatever Discord asks for. A timer that is set for longer than 24 days ends at once, and a wait of nothing is none. */
const [SHORTEST_WAIT_S, LONGEST_WAIT_S] = [0.25, 3_600];
const WITHOUT_BODY = [101, 204, 205, 304];

/** Containers of a path whose next part is an id, or `@me` and the like, and any part that is empty. */
const WITHOUT_ID = /\/(channels|messages|guilds|interactions|applications|webhooks)\/(?!(\d+|(@|%40)\w+)(\/|$))|\/\//;

/** A call that was about to go to an address without the id it needs, such as `/channels//messages`. It is never sent, and no second try helps. */
export class MissingIdError extends Error {
  override name = 'MissingIdError';
}

/** The whole answer, read while the request's own time-out still counts: discord.js ends that with the headers, and sets no limit. */
async function send(url: string, init: RequestInit): Promise<Response> {
  const route = new URL(url).pathname.replace(/^.*?\/v\d+(?=\/)/, '');
  // Without the interaction tokens that stand in paths.
  if (WITHOUT_ID.test(route)) throw new MissingIdError(`no id in ${init.method} ${route.replace(/[\w-]{60,}/g, '…')}`);
  const answer = await fetch(url, init);
  const { status, statusText } = answer;
  const bytes = await readAll(answer);
  const headers = new Headers(answer.headers);
  if (status === 429) headers.set('retry-after', String(waitOf(headers.get('retry-after'), SHORTEST_WAIT_S)));
  const reset = headers.get('x-ratelimit-reset-after');
  if (Number(reset) > 0) headers.set('x-ratelimit-reset-after', String(waitOf(reset, 0)));
  const body = status >= 400 && status < 500 && !isObject(bytes) ? '{}' : bytes;
  if (body !== bytes) headers.set('content-type', 'application/json');
  return new Response(WITHOUT_BODY.includes(status) ? null : body, { status, statusText, headers });
}

/** @returns how long discord.js is to wait, in seconds */
function waitOf(text: string | null, shortest: number): number {
  const seconds = Number(text ?? '');
  return seconds > 0 && Number.isFinite(seconds) ? Math.min(Math.max(seconds, shortest), LONGEST_WAIT_S) : WAIT_S;
}

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

/** discord.js looks for a code in whatever a refusal says, and breaks on what is no object: the status says enough. */
function isObject(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

// undici's types name its own classes where Node's fetch takes and gives the very same shapes.
export const makeRequest = send as unknown as RESTOptions['makeRequest'];
