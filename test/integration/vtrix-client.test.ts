// The paid call leaves at most once, and every failure says by its kind what may be done about it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createVtrixClient, type ImageProvider } from '../../src/providers/vtrix/client.ts';
import { REQUEST_MAX_BYTES } from '../../src/providers/vtrix/request.ts';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from '../support/localhost-certificate.ts';

const TASK = { model: 'flux_kontext_max', params: { prompt: 'a lighthouse', seed: 1 } };
const KEY = 'a-very-secret-key';

let server: Server | undefined;
let tcpServer: TcpServer | undefined;
let client: ImageProvider | undefined;
let arrived: IncomingMessage[] = [];

afterEach(async () => {
  await client?.close();
  server?.closeAllConnections();
  server?.close();
  tcpServer?.close();
  arrived = [];
});

/** A server whose every request is kept and answered by `answer`. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<ImageProvider> {
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
  return clientOf(`http://127.0.0.1:${port}`);
}

/** A server that takes whatever comes. @returns its address */
async function serveAll(): Promise<string> {
  await serve((_request, response) => json(response, 200, { id: 'a', status: 'pending' }));
  if (!server) throw new Error('just started');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // A TCP server's.
}

/** The same over TLS. */
async function serveTls(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<ImageProvider> {
  const options = { cert: LOCALHOST_CERTIFICATE, key: LOCALHOST_KEY };
  const listening = createTlsServer(options, (request, response) => {
    arrived.push(request);
    request.on('end', () => answer(request, response)).resume();
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return clientOf(`https://localhost:${(listening.address() as AddressInfo).port}`); // A TCP server's.
}

/** A server that is handed bare connections. @returns its `host:port` */
async function serveTcp(onConnection: (socket: Socket) => void): Promise<string> {
  const listening = createTcpServer((socket) => onConnection(socket.on('error', () => undefined)));
  tcpServer = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(listening.address() as AddressInfo).port}`; // A TCP server's.
}

const clientOf = (baseUrl: string, apiKey = KEY): ImageProvider => {
  client = createVtrixClient({ baseUrl, apiKey, timeouts: { connect: 500, headers: 400, body: 400, poll: 400 } });
  return client;
};

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
    [405, 'refused'],
    [411, 'refused'],
    [413, 'too-large'],
    [414, 'refused'],
    [415, 'refused'],
    [422, 'refused'],
    [431, 'refused'],
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

  it.each([400, 401, 402, 403, 404, 422])('takes a %i with a page for a refusal all the same', async (status) => {
    const { createTask } = await serve((_request, response) => response.writeHead(status).end('<html>'));
    await expect(createTask(TASK)).rejects.toMatchObject({ status, kind: expect.not.stringMatching('answer-lost') });
  });

  it.each([405, 411, 413, 414, 415, 431])('says so by status where a %i gives no reason', async (status) => {
    const { createTask } = await serve((_request, response) => response.writeHead(status).end('<html>'));
    const error: unknown = await createTask(TASK).catch((refusal: unknown) => refusal);
    expect(error).toHaveProperty('providerMessage', expect.stringMatching(new RegExp(`^HTTP ${status}, \\w`)));
  });

  it('reads a 413 that comes before the body has arrived', async () => {
    const { createTask } = await serve(() => undefined);
    server?.removeAllListeners('request');
    server?.on('request', (_request, response) => {
      response.writeHead(413, { connection: 'close' }).end();
    });
    const params = { prompt: 'a lighthouse', input_image: 'A'.repeat(8 * 1024 * 1024) };
    await expect(createTask({ model: 'm', params })).rejects.toMatchObject({ kind: 'too-large' });
  });

  it.each([400, 401, 413, 429])('takes a %i for what it is although its words are cut off', async (status) => {
    const { createTask } = await serve((_request, response) =>
      response.writeHead(status, { 'content-length': '100' }).write('{', () => response.destroy()),
    );
    await expect(createTask(TASK)).rejects.toMatchObject({ status, kind: expect.not.stringMatching('answer-lost') });
  });

  it('does not send a body that is larger than what the provider takes', async () => {
    const { createTask } = await serve((_request, response) => json(response, 200, { id: 'a', status: 'pending' }));
    const params = { prompt: 'a lighthouse', input_image: 'A'.repeat(REQUEST_MAX_BYTES) };
    await expect(createTask({ model: 'm', params })).rejects.toMatchObject({ kind: 'too-large' });
    expect(arrived).toHaveLength(0);
  });

  it.each<[string, string, number | undefined]>([
    ['seconds', '7', 7_000],
    ['a fraction of seconds', '1.5', 1_500],
    ['nothing', '0', 0],
    ['days, cut to an hour', '604800', 3_600_000],
    ['a date, by the provider’s own clock', 'Fri, 01 Jan 2021 00:00:10 GMT', 10_000],
    ['a date in the past', 'Thu, 31 Dec 2020 00:00:00 GMT', 0],
    ['a date as RFC 850 writes it', 'Friday, 01-Jan-21 00:00:10 GMT', 10_000],
    ['a date as asctime writes it', 'Fri Jan  1 00:00:10 2021', 10_000],
    ['an unreadable word', 'soon', undefined],
    ['a word that Date.parse takes for a year', 'soon 5', undefined],
    ['a negative number', '-5', undefined],
    ['a hexadecimal number', '0x10', undefined],
  ])('reads how long a 429 asks to wait: %s', async (_name, retryAfter, waitMs) => {
    const headers = { 'retry-after': retryAfter, date: 'Fri, 01 Jan 2021 00:00:00 GMT' };
    const { createTask } = await serve((_request, response) => json(response, 429, {}, headers));
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: waitMs });
  });

  it('hands over an id even from a 500: with it the task is known to exist', async () => {
    const { createTask } = await serve((_request, response) => json(response, 500, { id: 'task-9', status: 'queued' }));
    expect(await createTask(TASK)).toMatchObject({ id: 'task-9', unexpected: ['HTTP 500'] });
  });

  it.each<[string, () => string | Promise<string>, string?]>([
    ['nobody listens', () => 'http://127.0.0.1:1'],
    ['the name is unknown', () => 'http://name.invalid'],
    ['the port is none', () => 'http://127.0.0.1:0'],
    [
      'the connection is reset before it is secure',
      async () => `https://${await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()))}`,
    ],
    [
      'what answers does not speak TLS',
      async () => `https://${await serveTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))}`,
    ],
    ['no secure connection comes about in time', async () => `https://${await serveTcp(() => undefined)}`],
    ['the key has a line break', () => serveAll(), 'two\nlines'],
    ['the key has a letter that no header can hold', () => serveAll(), 'ключ'],
  ])('knows that nothing was sent where %s', async (_name, baseUrl, key) => {
    const { createTask, getTask } = clientOf(await baseUrl(), key);
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'not-sent' });
    await expect(getTask('task-1')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(arrived).toHaveLength(0);
  });

  it('knows that nothing was sent where it was called off before', async () => {
    const { createTask } = await serve((_request, response) => json(response, 200, { id: 'a', status: 'pending' }));
    await expect(createTask(TASK, AbortSignal.abort())).rejects.toMatchObject({ kind: 'not-sent' });
    expect(arrived).toHaveLength(0);
  });

  it('knows that nothing was sent where the certificate is nobody’s', async () => {
    const { createTask } = await serveTls((_request, response) => json(response, 200, { id: 'a', status: 'pending' }));
    await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'not-sent' });
    expect(arrived).toHaveLength(0);
  });

  describe('over TLS', () => {
    const trusted = getCACertificates('default');
    beforeAll(() => setDefaultCACertificates([...trusted, LOCALHOST_CERTIFICATE]));
    afterAll(() => setDefaultCACertificates(trusted));

    it('reads the answer', async () => {
      const { createTask } = await serveTls((_request, response) =>
        json(response, 200, { id: 'a', status: 'pending' }),
      );
      expect(await createTask(TASK)).toMatchObject({ id: 'a' });
    });

    it('calls it answer-lost where the connection ends after the request', async () => {
      const { createTask } = await serveTls((request) => request.socket.destroy());
      await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'answer-lost' });
      expect(arrived).toHaveLength(1);
    });

    it('calls it answer-lost where no answer comes', async () => {
      const { createTask } = await serveTls(() => undefined);
      await expect(createTask(TASK)).rejects.toMatchObject({ kind: 'answer-lost' });
      expect(arrived).toHaveLength(1);
    });
  });

  it('offers HTTP/1.1 alone for the paid call: by HTTP/2 a client may send again by itself', async () => {
    let hello = '';
    const address = await serveTcp((socket) =>
      socket.once('data', (bytes) => {
        hello = bytes.toString('latin1');
        socket.destroy();
      }),
    );
    await expect(clientOf(`https://${address}`).createTask(TASK)).rejects.toMatchObject({ kind: 'not-sent' });
    expect(hello).toContain('\x08http/1.1');
    expect(hello).not.toContain('\x02h2');
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
    [
      'a 404 with a code and a reason',
      (response) => json(response, 404, { error: { code: 7, message: 'no' } }),
      'not-found',
    ],
    ['a 404 with an error in words', (response) => json(response, 404, { error: 'no such task' }), 'not-found'],
    ['a 404 with a message', (response) => json(response, 404, { message: 'no such task' }), 'not-found'],
    ['a 410 with a reason', (response) => json(response, 410, { error: { message: 'gone' } }), 'not-found'],
    ['a 404 with a page', (response) => response.writeHead(404).end('<html>Not Found</html>'), 'not-the-api'],
    ['a 404 without a body', (response) => response.writeHead(404).end(), 'not-the-api'],
    ['a 404 with an empty object', (response) => json(response, 404, {}), 'not-the-api'],
    ['a 404 with words alone', (response) => json(response, 404, 'Not Found'), 'not-the-api'],
    ['a 404 as another program writes it', (response) => json(response, 404, { detail: 'Not Found' }), 'not-the-api'],
    ['a 410 with a page', (response) => response.writeHead(410).end('<html>Gone</html>'), 'not-the-api'],
    ['a 400', (response) => json(response, 400, { error: { message: 'no' } }), 'unavailable'],
    ['a 403', (response) => json(response, 403, { error: { message: 'no' } }), 'unavailable'],
    ['a 404 with a task', (response) => json(response, 404, { id: 'task-1', status: 'failed' }), 'not-the-api'],
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
