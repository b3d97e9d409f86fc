// The Vtrix gateway: a paid call that is never sent twice by itself, and polls, which may be as
// many as one likes.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Agent, buildConnector, Client, type Dispatcher, request } from 'undici';
import { ProviderError, type ProviderErrorKind } from '../errors.ts';
import { readBody } from '../read-body.ts';
import { parseRetryAfter } from '../retry-after.ts';
import { generationBody, type NewTask, REQUEST_MAX_BYTES } from './request.ts';
import { parseErrorBody, parseTask, type TaskSnapshot } from './response.ts';

export interface ImageProvider {
  /**
   * Creates a paid task with exactly one POST.
   * @throws {ProviderError} `rate-limited` and `not-sent` alone are safe to send again;
   * `answer-lost` may have been charged
   */
  createTask(task: NewTask, signal?: AbortSignal): Promise<TaskSnapshot>;
  /** @throws {ProviderError} none of which says anything about the task itself */
  getTask(id: string, signal?: AbortSignal): Promise<TaskSnapshot>;
  close(): Promise<void>;
}

export interface VtrixOptions {
  /** Without a trailing slash. */
  baseUrl: string;
  apiKey: string;
  timeouts?: Partial<typeof TIMEOUTS_MS>;
  /** Hears of every call: HTTP's status, or `none` where no answer came. */
  onCall?: (call: 'create' | 'poll', status: number | 'none') => void;
}

/**
 * The answer to a paid call is waited for longer than any member waits: a late id still saves an
 * image.
 */
const TIMEOUTS_MS = { connect: 10_000, headers: 240_000, body: 30_000, poll: 15_000 };
const BODY_MAX_BYTES = 1024 * 1024;
const KEY_MIN_LENGTH = 6;
const PATH = '/model/v1/generation';

/**
 * Answers to a new task that say no, and by which nothing was begun. The status alone decides,
 * whatever the body is: the API's own refusals may be no JSON at all, and a proxy answers by one of
 * these instead of passing the request on; where it has passed it on and gets no answer, it says so
 * by a 5xx. What is not here (such as 408, 421 or 499) leaves open whether something was begun.
 */
const REFUSALS: ReadonlyMap<number, { kind: ProviderErrorKind; message: string }> = new Map([
  [400, { kind: 'refused', message: 'the image API refused the request' }],
  [401, { kind: 'bad-key', message: 'the image API does not accept the key' }],
  [402, { kind: 'no-balance', message: 'the image API refuses service' }],
  [403, { kind: 'no-balance', message: 'the image API refuses service' }],
  [404, { kind: 'refused', message: 'the image API refused the request' }],
  [405, { kind: 'refused', message: 'the image API does not take new tasks here' }],
  [411, { kind: 'refused', message: 'the image API misses the length of the request' }],
  [413, { kind: 'too-large', message: 'the request is too large for the image API' }],
  [414, { kind: 'refused', message: 'the address is too long for the image API' }],
  [415, { kind: 'refused', message: 'the image API does not take JSON here' }],
  [422, { kind: 'refused', message: 'the image API refused the request' }],
  [429, { kind: 'rate-limited', message: 'the image API asks to wait' }],
  [431, { kind: 'refused', message: 'the headers are too large for the image API' }],
]);
/** Whoever refuses by one of these may add no words: the status itself says what is wrong. */
const TELLING_STATUSES = new Set([405, 411, 413, 414, 415, 431]);

export function createVtrixClient({ baseUrl, apiKey, timeouts, onCall }: VtrixOptions): ImageProvider {
  const limits = { ...TIMEOUTS_MS, ...timeouts };
  const origin = new URL(baseUrl).origin;
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };
  const heard = async (call: 'create' | 'poll', answer: Promise<Dispatcher.ResponseData>) => {
    const told = answer.then(
      ({ statusCode }) => statusCode,
      () => 'none' as const,
    );
    onCall?.(call, await told);
    return answer;
  };
  const polls = new Agent({
    connect: { timeout: limits.connect },
    headersTimeout: limits.poll,
    bodyTimeout: limits.poll,
    connections: 64,
  });

  return {
    async createTask(task, signal) {
      const body = bodyOf(task);
      const { connection, hasWritten } = openConnection(origin, limits.connect);
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
        const refusal = REFUSALS.get(answer.statusCode);
        const answerBody = readJson(answer.body, apiKey);
        // A refusal is one by its status: where its words are cut off, as by a server that stops
        // reading, it still is.
        const told = refusal ? await answerBody.catch(() => undefined) : await answerBody;
        return readCreation(answer.statusCode, answer.headers, told);
      } catch (error) {
        if (error instanceof ProviderError) throw error;
        const code = codeOf(error) ?? 'unknown';
        throw hasWritten()
          ? new ProviderError('answer-lost', `no answer to a new task (${code})`, { cause: error })
          : new ProviderError('not-sent', `a new task could not be sent (${code})`, { cause: error });
      } finally {
        await connection.destroy();
      }
    },

    async getTask(id, signal) {
      try {
        const sent = request(`${baseUrl}${PATH}/task/${encodeURIComponent(id)}`, {
          headers,
          dispatcher: polls,
          signal: within(2 * limits.poll, signal),
        });
        const answer = await heard('poll', sent);
        return readPoll(answer.statusCode, answer.headers, await readJson(answer.body, apiKey), id);
      } catch (error) {
        if (error instanceof ProviderError) throw error;
        throw new ProviderError('unavailable', `a task could not be polled (${codeOf(error) ?? 'unknown'})`, {
          cause: error,
        });
      }
    },

    close: () => polls.destroy(),
  };
}

/**
 * A connection for one request, closed afterwards: a kept-alive one that dies under a request makes
 * clients send it again, and so may HTTP/2. `hasWritten` says whether any byte of the request may
 * have left, by the sockets themselves; a secure connection's set-up does not count.
 */
function openConnection(origin: string, timeoutMs: number): { connection: Client; hasWritten(): boolean } {
  const sockets: Socket[] = [];
  const connectSocket = buildConnector({ timeout: timeoutMs, allowH2: false });
  const connection = new Client(origin, {
    allowH2: false,
    pipelining: 0,
    connect: (options, callback) =>
      connectSocket(options, (...[error, socket]) => {
        if (socket) sockets.push(socket);
        // The two arguments belong together: either there is an error or a socket.
        callback(...([error, socket] as Parameters<typeof callback>));
      }),
  });
  // A socket that cannot say counts as written to.
  return { connection, hasWritten: () => !sockets.every(({ bytesWritten }) => bytesWritten === 0) };
}

const within = (ms: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);

function bodyOf(task: NewTask): string {
  let body: string;
  try {
    body = generationBody(task);
  } catch (error) {
    throw new ProviderError('refused', 'the request is not one the image API takes', { cause: error });
  }
  if (Buffer.byteLength(body) > REQUEST_MAX_BYTES)
    throw new ProviderError('too-large', `the request is larger than ${REQUEST_MAX_BYTES} bytes`);
  return body;
}

type Headers = Dispatcher.ResponseData['headers'];

/**
 * An answer with an id counts as accepted: the task is known to exist, whatever else the answer
 * says.
 */
function readCreation(status: number, headers: Headers, body: unknown): TaskSnapshot {
  const isRefusal = status >= 400 && status < 500;
  const task = isRefusal ? undefined : parseTask(body);
  if (task) return status >= 300 ? { ...task, unexpected: [...task.unexpected, `HTTP ${status}`] } : task;
  const told = describe(status, headers, body);
  const refusal = REFUSALS.get(status);
  if (!refusal) throw new ProviderError('answer-lost', `an answer without a task (HTTP ${status})`, told);
  const byStatus = TELLING_STATUSES.has(status) ? `HTTP ${status}, ${STATUS_CODES[status]}` : undefined;
  throw new ProviderError(refusal.kind, refusal.message, {
    ...told,
    providerMessage: told.providerMessage ?? byStatus,
  });
}

function readPoll(status: number, headers: Headers, body: unknown, id: string): TaskSnapshot {
  const told = describe(status, headers, body);
  if (status === 200) {
    const task = parseTask(body);
    if (!task) throw new ProviderError('malformed', 'an answer without a task', told);
    // A cache or proxy that mixes answers up must not settle one task by another's cost.
    if (task.id !== id) throw new ProviderError('malformed', 'an answer about another task', told);
    return task;
  }
  if (status === 401) throw new ProviderError('bad-key', 'the image API does not accept the key', told);
  if (status === 404 || status === 410) {
    // Only the API's own word may lead to a task being given up, and a paid image with it.
    if (parseErrorBody(body)) throw new ProviderError('not-found', 'the image API does not know the task', told);
    throw new ProviderError('not-the-api', `HTTP ${status} that is not an answer of the image API's`, told);
  }
  if (status === 429) throw new ProviderError('rate-limited', 'the image API asks to wait', told);
  throw new ProviderError('unavailable', `the image API answered HTTP ${status}`, told);
}

function describe(status: number, headers: Headers, body: unknown) {
  const words = parseErrorBody(body);
  return {
    status,
    retryAfterMs: parseRetryAfter(headers['retry-after'], headers.date),
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

/**
 * Providers quote what they refuse, and their words are shown to members. A key shorter than this
 * is none, and would take parts of words along.
 */
const withoutKey = (text: string, apiKey: string) =>
  apiKey.length < KEY_MIN_LENGTH ? text : text.replaceAll(apiKey, '[secret]');

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
