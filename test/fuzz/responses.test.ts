// Whatever the image API answers, the bot makes sense of it or says that it makes none; and the
// paid call leaves once.

import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { parseCostMicros } from '../../src/billing/money.ts';
import { ProviderError } from '../../src/providers/errors.ts';
import { parseRetryAfter } from '../../src/providers/retry-after.ts';
import { createVtrixClient, type ImageProvider } from '../../src/providers/vtrix/client.ts';
import { parseErrorBody, parseTask } from '../../src/providers/vtrix/response.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';
import { createPollPlan } from '../../src/tasks/scheduling/poll-plan.ts';
import { holds, hostileText } from '../support/fuzz.ts';

const text = fc.oneof(hostileText(60), fc.constantFrom('__proto__', 'constructor', 'toString', '..', '.', '', '0'));
const anything = fc.anything({ withNullPrototype: true, maxDepth: 4 });
const cost = fc.oneof(
  fc.double(),
  fc.double({ min: 0, max: 10 }).map(String),
  fc.constantFrom('0.08', '1e3', '-1', '0x10', ' 0.08 ', '999999999', '9'.repeat(400), '٠.٠٨', '0.08 USD'),
  anything,
);
/** Like a task, with anything at any place. */
const taskLike = fc.record(
  {
    id: fc.oneof(text, fc.integer(), anything),
    status: fc.oneof(text, fc.constantFrom('in_progress', 'COMPLETED', 'failed', 'queued'), anything),
    progress: fc.oneof(fc.double(), anything),
    output: fc.oneof(
      fc.array(fc.record({ content: fc.array(fc.record({ type: fc.oneof(text, fc.constant('image')), url: text })) })),
      anything,
    ),
    usage: fc.oneof(fc.record({ cost }), anything),
    error: fc.oneof(text, fc.record({ message: anything, code: anything }, { requiredKeys: [] }), anything),
  },
  { requiredKeys: [] },
);

describe('an answer', () => {
  holds(
    'of any kind is a task that makes sense, or none',
    fc.property(fc.oneof(taskLike, anything), (body) => {
      const task = parseTask(body);
      if (!task) return;
      expect(['pending', 'running', 'completed', 'failed']).toContain(task.status);
      expect(task.progress ?? 0).toBeGreaterThanOrEqual(0);
      expect(task.progress ?? 0).toBeLessThanOrEqual(1);
      if (task.costText !== undefined) expect(parseCostMicros(task.costText)).toBeGreaterThanOrEqual(0);
      for (const url of task.imageUrls) expect(typeof url).toBe('string');
      expect(task.error?.message.length ?? 0).toBeLessThanOrEqual(1_000);
      for (const words of task.unexpected) expect(words.length).toBeLessThan(600);
      // An id leads to the task and nowhere else.
      const { pathname } = new URL(`https://example.com/task/${encodeURIComponent(task.id)}`);
      expect(decodeURIComponent(pathname.slice('/task/'.length))).toBe(task.id);
    }),
  );

  holds(
    'that refuses is read for words, or has none',
    fc.property(anything, (body) => {
      const told = parseErrorBody(body);
      expect(typeof (told?.message ?? '')).toBe('string');
    }),
  );

  holds(
    'that asks to wait asks for whole milliseconds up to an hour, or for nothing',
    fc.property(
      fc.oneof(
        fc.double().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        text,
      ),
      fc.oneof(
        fc.constant(undefined),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        text,
      ),
      (header, date) => {
        const waitMs = parseRetryAfter(header, date) ?? 0;
        expect(Number.isInteger(waitMs)).toBe(true);
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(3_600_000);
      },
    ),
  );

  const look = fc.record({
    elapsedMs: fc.nat(24 * 3_600_000),
    progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  });
  holds(
    'however late and whatever they say of progress lead to next looks after whole milliseconds',
    fc.property(fc.array(fc.array(look, { minLength: 1 })), (tasks) => {
      const plan = createPollPlan(createDurationEstimator());
      for (const [index, looks] of tasks.entries()) {
        const task = { taskId: String(index), model: 'm' };
        const waits = [plan.begin(task), ...looks.map((seen) => plan.next({ ...task, ...seen }))];
        expect(waits.filter((waitMs) => !Number.isSafeInteger(waitMs) || waitMs <= 0)).toEqual([]);
        plan.end({ ...task, elapsedMs: looks.at(-1)?.elapsedMs ?? 0 });
      }
    }),
  );
});

describe('on the wire', () => {
  let server: Server;
  let client: ImageProvider;
  let reply: Buffer;
  let posts: number;

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        if (/^POST /.test(data.toString('latin1'))) posts += 1;
        socket.end(reply);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // A TCP server's.
    client = createVtrixClient({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: 'a-very-secret-key',
      timeouts: { connect: 5_000, headers: 2_000, body: 2_000, poll: 2_000 },
    });
  });
  afterAll(async () => {
    await client.close();
    server.close();
  });

  const status = fc.oneof(fc.integer({ min: 100, max: 599 }), fc.constantFrom(200, 200, 200, 429, 401, 500));
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .oneof(
        fc.json(),
        taskLike.map((task) => stringify(task)),
      )
      .map((json) => Buffer.from(json)),
  );
  const answer = fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(status, body, fc.constantFrom(0, 0, 0, 7, -3), hostileText(20))
        .map(([code, bytes, off, value]) =>
          Buffer.concat([
            Buffer.from(
              `HTTP/1.1 ${code} Whatever\r\nContent-Type: application/json\r\nX-Any: ${value.replaceAll(/[\r\n\0]/g, '')}\r\n` +
                `Retry-After: ${code % 7}\r\nContent-Length: ${Math.max(0, bytes.length + off)}\r\nConnection: close\r\n\r\n`,
            ),
            bytes,
          ]),
        ),
    },
  );

  /** Each case is a connection of its own, or two. */
  const SHARE = 0.2;

  holds(
    'any bytes at all in answer to a new task make a task or an error that says what may follow, and it is sent once',
    fc.asyncProperty(answer, async (bytes) => {
      reply = bytes;
      posts = 0;
      const outcome = await client.createTask({ model: 'm', params: { prompt: 'x' } }).catch((error: unknown) => error);
      expect(posts).toBe(1);
      if (!(outcome instanceof Error)) return;
      expect(outcome).toBeInstanceOf(ProviderError);
      const { kind, status: code } = outcome as ProviderError; // Just looked at.
      // What may be sent again was refused by a 429.
      if (kind === 'rate-limited') expect(code).toBe(429);
      expect(kind).not.toBe('not-sent');
    }),
    SHARE,
  );

  holds(
    'any bytes at all in answer to a look make that very task or an error',
    fc.asyncProperty(answer, async (bytes) => {
      reply = bytes;
      const outcome = await client.getTask('task-1').catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ProviderError);
      else expect(outcome).toMatchObject({ id: 'task-1' });
    }),
    SHARE,
  );
});

/** As JSON, whatever cannot be. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null';
  } catch {
    return 'null';
  }
}
