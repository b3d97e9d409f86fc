// The paid call leaves at most once, and every failure says by its kind what may be done about it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createVtrixClient, type ImageClient } from '../../src/images/vtrix-client.ts';

const TASK = { model: 'flux_kontext_max', params: { prompt: 'a lighthouse', seed: 1 } };
const KEY = 'a-very-secret-key';

let server: Server | undefined;
let client: ImageClient | undefined;
let arrived: IncomingMessage[] = [];

afterEach(async () => {
  await client?.close();
  server?.closeAllConnections();
  server?.close();
  arrived = [];
});

/** A server whose every request is kept and answered by `answer`. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<ImageClient> {
  const listening = createServer((request, response) => {
    arrived.push(request);
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => answer(request, response, body));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo; // A TCP server's.
  client = createVtrixClient({
    baseUrl: `http://127.0.0.1:${port}`,
    apiKey: KEY,
    timeouts: { connect: 500, headers: 400, body: 400, look: 400 },
  });
  return client;
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

describe('createTask', () => {
  it('sends the envelope with the key, on a connection of its own that is closed afterwards', async () => {
    let sent = '';
    const { createTask } = await serve((_request, response, body) => {
      sent = body;
      json(response, 200, { id: 'task-1', status: 'in_progress' });
    });
    expect(await createTask(TASK)).toMatchObject({ id: 'task-1', status: 'running' });
    await createTask(TASK);
    expect(JSON.parse(sent)).toEqual({ model: 'flux_kontext_max', input: [{ params: TASK.params }] });
    expect(arrived[0]).toMatchObject({
      method: 'POST',
      url: '/model/v1/generation',
      headers: { authorization: `Bearer ${KEY}`, connection: 'close' },
    });
    expect(new Set(arrived.map(({ socket }) => socket)).size).toBe(2);
  });

  it.each([307, 308])('does not follow a %i', async (status) => {
    const { createTask } = await serve((_request, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    );
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'answer-lost', status });
    expect(arrived).toHaveLength(1);
  });

  it('does not send again after a 421', async () => {
    const { createTask } = await serve((_request, response) => json(response, 421, {}));
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'answer-lost' });
    expect(arrived).toHaveLength(1);
  });

  it('does not send again after a reset that follows the request', async () => {
    const { createTask } = await serve((request) => request.socket.resetAndDestroy());
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'answer-lost' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(arrived).toHaveLength(1);
  });

  it('does not send twice to a server that closes idle connections', async () => {
    const { createTask } = await serve((_request, response) =>
      json(response, 200, { id: `task-${arrived.length}`, status: 'pending' }),
    );
    if (server) server.keepAliveTimeout = 1;
    for (let count = 1; count <= 20; count += 1) expect((await createTask(TASK)).id).toBe(`task-${count}`);
    expect(arrived).toHaveLength(20);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['no headers in time', () => undefined],
    [
      'a body that never ends',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":'),
    ],
    [
      'a body without end',
      (response) => {
        response.writeHead(200);
        response.write(`{"id":"${'x'.repeat(2 * 1024 * 1024)}`);
      },
    ],
    [
      'a drip that never ends',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(timer));
      },
    ],
    [
      'half of what was announced',
      (response) => response.writeHead(200, { 'content-length': '100' }).write('{"id":"a"}', () => response.destroy()),
    ],
    ['JSON that is no task', (response) => json(response, 200, ['task'])],
    ['a 500', (response) => response.writeHead(500).end('oops')],
  ])('calls it answer-lost: %s', async (_name, answer) => {
    const { createTask } = await serve((_request, response) => answer(response));
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'answer-lost' });
    expect(arrived).toHaveLength(1);
  });

  it.each([
    [401, 'bad-key'],
    [402, 'no-balance'],
    [403, 'no-balance'],
    [400, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'rate-limited'],
  ])('calls a %i %s, with the provider’s words', async (status, kind) => {
    const { createTask } = await serve((_request, response) =>
      json(response, status, { error: { code: 7, message: 'because' } }),
    );
    await expect(createTask(TASK)).rejects.toMatchObject({
      kind,
      status,
      providerMessage: 'because',
      providerCode: '7',
    });
  });

  it('reads how long a 429 asks to wait, in seconds or as a date', async () => {
    let retryAfter = '7';
    const { createTask } = await serve((_request, response) => json(response, 429, {}, { 'retry-after': retryAfter }));
    await expect(createTask(TASK)).rejects.toMatchObject({ retryAfterMs: 7_000 });
    retryAfter = new Date(Date.now() + 10_000).toUTCString();
    const error: unknown = await createTask(TASK).catch((refusal: unknown) => refusal);
    expect(error).toHaveProperty('retryAfterMs');
    expect(Number((error as { retryAfterMs: number }).retryAfterMs)).toBeGreaterThan(8_000);
  });

  it('hands over an id even from a 500: with it the task is known to exist', async () => {
    const { createTask } = await serve((_request, response) => json(response, 500, { id: 'task-9', status: 'queued' }));
    expect(await createTask(TASK)).toMatchObject({ id: 'task-9', unexpected: ['HTTP 500'] });
  });

  it.each(['http://127.0.0.1:1', 'http://name.invalid'])('knows that nothing was sent to %s', async (baseUrl) => {
    client = createVtrixClient({ baseUrl, apiKey: KEY, timeouts: { connect: 500 } });
    await expect(client.createTask(TASK)).rejects.toMatchObject({ kind: 'not-sent' });
  });

  it('takes the key out of what the provider quotes', async () => {
    const { createTask } = await serve((_request, response) => json(response, 400, { message: `bad key ${KEY}` }));
    await expect(createTask(TASK)).rejects.toMatchObject({ providerMessage: 'bad key [secret]' });
  });

  it('refuses what the API would refuse before a byte is sent', async () => {
    const { createTask } = await serve((_request, response) => json(response, 200, { id: 'a', status: 'pending' }));
    await expect(createTask({ model: 'm', params: { prompt: 'x', steps: 51 } })).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(arrived).toHaveLength(0);
  });

  it('never lets the key into an error', async () => {
    const { createTask } = await serve((request) => request.socket.resetAndDestroy());
    const error: unknown = await createTask(TASK).catch((failure: unknown) => failure);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause)).not.toContain(
      KEY,
    );
  });
});

describe('getTask', () => {
  it.each<[string, (response: ServerResponse) => unknown, string]>([
    ['a 500', (response) => json(response, 500, {}), 'unavailable'],
    ['a 404', (response) => json(response, 404, {}), 'not-found'],
    ['a 429', (response) => json(response, 429, {}), 'rate-limited'],
    ['a 401', (response) => json(response, 401, {}), 'bad-key'],
    ['a page', (response) => response.writeHead(200).end('<html>'), 'malformed'],
    ['another task', (response) => json(response, 200, { id: 'other', status: 'completed' }), 'malformed'],
    ['no answer', () => undefined, 'unavailable'],
    [
      'a drip that never ends',
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(timer));
      },
      'unavailable',
    ],
  ])('calls %s by its kind', async (_name, answer, kind) => {
    const { getTask } = await serve((_request, response) => void answer(response));
    await expect(getTask('task-1')).rejects.toMatchObject({ kind });
  });

  it('puts an id into the path safely', async () => {
    const { getTask } = await serve((_request, response) =>
      json(response, 200, { id: '../../x?y', status: 'failed', error: 'no' }),
    );
    expect(await getTask('../../x?y')).toMatchObject({ status: 'failed', error: { message: 'no' } });
    expect(arrived[0]?.url).toBe('/model/v1/generation/task/..%2F..%2Fx%3Fy');
  });
});
