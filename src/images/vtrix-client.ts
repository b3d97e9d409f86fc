// The Vtrix gateway: a paid call that is never sent twice by itself, and looks at tasks that may be as often as one likes.
import { Agent, Client, type Dispatcher, request } from 'undici';
import { ImageApiError } from './errors.ts';
import { readBody } from './read-body.ts';
import { generationBody, type NewTask } from './request.ts';
import { parseErrorBody, parseTask, type TaskSnapshot } from './response.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface ImageClient {
  /**
   * Creates a paid task with exactly one POST.
   * @throws {ImageApiError} `rate-limited` and `not-sent` alone are safe to send again; `answer-lost` may have been charged
   */
  createTask(task: NewTask, signal?: AbortSignal): Promise<TaskSnapshot>;
  /** @throws {ImageApiError} none of which says anything about the task itself */
  getTask(id: string, signal?: AbortSignal): Promise<TaskSnapshot>;
  close(): Promise<void>;
}

export interface VtrixOptions {
  /** Without a trailing slash. */
  baseUrl: string;
  apiKey: string;
  timeouts?: Partial<typeof TIMEOUTS_MS>;
  /** Hears of every call: HTTP's status, or `none` where no answer came. */
  onCall?: (call: 'create' | 'look', status: number | 'none') => void;
}

/** The answer to a paid call is waited for long beyond anybody's patience: a late id still saves a picture. */
const TIMEOUTS_MS = { connect: 10_000, headers: 240_000, body: 30_000, look: 15_000 };
const BODY_MAX_BYTES = 1024 * 1024;
const KEY_MIN_LENGTH = 6;
const PATH = '/model/v1/generation';

/** Failures that undici reports before it writes anything: no name, no route, nobody listening, no secure channel. */
const NOTHING_SENT = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export function createVtrixClient({ baseUrl, apiKey, timeouts, onCall }: VtrixOptions): ImageClient {
  const limits = { ...TIMEOUTS_MS, ...timeouts };
  const origin = new URL(baseUrl).origin;
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };
  const heard = async (call: 'create' | 'look', answer: Promise<Dispatcher.ResponseData>) => {
    const told = answer.then(
      ({ statusCode }) => statusCode,
      () => 'none' as const,
    );
    onCall?.(call, await told);
    return answer;
  };
  const looks = new Agent({
    connect: { timeout: limits.connect },
    headersTimeout: limits.look,
    bodyTimeout: limits.look,
    connections: 64,
  });

  return {
    async createTask(task, signal) {
      const body = bodyOf(task);
      // A connection of its own, closed afterwards: a kept-alive one that dies under a request makes clients send it again.
      const connection = new Client(origin, { connect: { timeout: limits.connect }, pipelining: 0 });
      let connected = false;
      connection.once('connect', () => {
        connected = true;
      });
      try {
        // What drips byte by byte never meets a time-out between bytes.
        const whole = within(limits.headers + limits.body, signal);
        const sent = request(`${baseUrl}${PATH}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
          dispatcher: connection,
          reset: true,
          headersTimeout: limits.headers,
          bodyTimeout: limits.body,
          signal: whole,
        });
        const answer = await heard('create', sent);
        return readCreation(answer.statusCode, answer.headers, await readJson(answer.body, apiKey));
      } catch (error) {
        if (error instanceof ImageApiError) throw error;
        const code = codeOf(error);
        const isUnsent = !connected && code !== undefined && NOTHING_SENT.has(code);
        throw isUnsent
          ? new ImageApiError('not-sent', `the image API could not be reached (${code})`, { cause: error })
          : new ImageApiError('answer-lost', `no answer to a new task (${code ?? 'unknown'})`, { cause: error });
      } finally {
        await connection.destroy();
      }
    },

    async getTask(id, signal) {
      try {
        const sent = request(`${baseUrl}${PATH}/task/${encodeURIComponent(id)}`, {
          headers,
          dispatcher: looks,
          signal: within(2 * limits.look, signal),
        });
        const answer = await heard('look', sent);
        return readLook(answer.statusCode, answer.headers, await readJson(answer.body, apiKey), id);
      } catch (error) {
        if (error instanceof ImageApiError) throw error;
        throw new ImageApiError('unavailable', `a task could not be looked at (${codeOf(error) ?? 'unknown'})`, {
          cause: error,
        });
      }
    },

    close: () => looks.destroy(),
  };
}

const within = (ms: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);

function bodyOf(task: NewTask): string {
  try {
    return generationBody(task);
  } catch (error) {
    throw new ImageApiError('refused', 'the request is not one the image API takes', { cause: error });
  }
}

type Headers = Dispatcher.ResponseData['headers'];

/** An id is worth gold: with it the task is known to exist, whatever else the answer says. */
function readCreation(status: number, headers: Headers, body: unknown): TaskSnapshot {
  const isRefusal = status >= 400 && status < 500;
  const task = isRefusal ? undefined : parseTask(body);
  if (task) return status >= 300 ? { ...task, unexpected: [...task.unexpected, `HTTP ${status}`] } : task;
  const told = describe(status, headers, body);
  switch (status) {
    case 401:
      throw new ImageApiError('bad-key', 'the image API does not accept the key', told);
    case 402:
    case 403:
      throw new ImageApiError('no-balance', 'the image API refuses service', told);
    case 400:
    case 404:
    case 422:
      throw new ImageApiError('refused', 'the image API refused the request', told);
    case 429:
      throw new ImageApiError('rate-limited', 'the image API asks to wait', told);
    default:
      throw new ImageApiError('answer-lost', `an answer without a task (HTTP ${status})`, told);
  }
}

function readLook(status: number, headers: Headers, body: unknown, id: string): TaskSnapshot {
  const told = describe(status, headers, body);
  if (status === 200) {
    const task = parseTask(body);
    if (!task) throw new ImageApiError('malformed', 'an answer without a task', told);
    // A cache or proxy that mixes answers up must not settle one task by another's cost.
    if (task.id !== id) throw new ImageApiError('malformed', 'an answer about another task', told);
    return task;
  }
  if (status === 401) throw new ImageApiError('bad-key', 'the image API does not accept the key', told);
  if (status === 404) throw new ImageApiError('not-found', 'the image API does not know the task', told);
  if (status === 429) throw new ImageApiError('rate-limited', 'the image API asks to wait', told);
  throw new ImageApiError('unavailable', `the image API answered HTTP ${status}`, told);
}

function describe(status: number, headers: Headers, body: unknown) {
  const words = parseErrorBody(body);
  return {
    status,
    retryAfterMs: parseRetryAfter(headers['retry-after'], Date.now()),
    providerMessage: words?.message,
    providerCode: words?.code,
  };
}

/** @returns undefined for what is not JSON. Cut or oversized bodies throw. */
async function readJson(body: Dispatcher.ResponseData['body'], apiKey: string): Promise<unknown> {
  const bytes = await readBody(body, BODY_MAX_BYTES);
  try {
    return JSON.parse(withoutKey(bytes.toString('utf8'), apiKey));
  } catch {
    return undefined;
  }
}

/** Providers quote what they refuse, and their words are shown to members. A key shorter than this is none, and would take parts of words along. */
const withoutKey = (text: string, apiKey: string) =>
  apiKey.length < KEY_MIN_LENGTH ? text : text.replaceAll(apiKey, '[secret]');

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
