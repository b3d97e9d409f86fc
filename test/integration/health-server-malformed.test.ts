// Whatever bytes reach the health server, it answers or hangs up, and the process that holds it
// goes on.
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HealthServer, startHealthServer } from '../../src/ops/health-server.ts';
import { holds, hostileText } from '../support/fuzz.ts';

let server: HealthServer;
beforeAll(async () => {
  const metrics = { contentType: 'text/plain', metrics: async () => 'figure 1\n' };
  server = await startHealthServer({ port: 0, host: '127.0.0.1', checks: [], metrics });
});
afterAll(() => server.close());

/** Sends the bytes as they are and ends its side. @returns everything that comes back */
async function sendRaw(bytes: string | Uint8Array): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  // A reset is an answer too.
  socket.on('error', () => undefined);
  socket.end(bytes);
  return text(socket).catch(() => '');
}

const request = (line: string, ...headers: string[]) =>
  `${[line, 'Host: bot', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

describe('a malformed request', () => {
  it.each([
    ['a target of two slashes', request('GET // HTTP/1.1')],
    ['a target with an unreadable port', request('GET //x:y/ HTTP/1.1')],
    ['an address that is none', request('GET http:// HTTP/1.1')],
    ['an address with an unreadable host', request('GET http://[::/healthz HTTP/1.1')],
    ['a target without a slash', request('GET healthz HTTP/1.1')],
    ['a star', request('GET * HTTP/1.1')],
    ['a tunnel', request('CONNECT example.com:443 HTTP/1.1')],
    ['a tunnel to nowhere', request('CONNECT // HTTP/1.1')],
    ['an unknown method', request('LOOK /healthz HTTP/1.1')],
    ['an unknown version', request('GET /healthz HTTP/9.9')],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a header without a colon', request('GET /healthz HTTP/1.1', 'no colon')],
    ['two lengths', request('POST /healthz HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2')],
    ['length and chunks', request('POST /healthz HTTP/1.1', 'Content-Length: 1', 'Transfer-Encoding: chunked')],
    ['a greeting of TLS', Buffer.from('16030100c8010000c403030000', 'hex')],
    ['nonsense', '\0\0\0\r\n\r\n'],
  ])('of %s gets 400', async (_kind, bytes) => {
    expect(statusOf(await sendRaw(bytes))).toBe(400);
    expect(await sendRaw(request('GET /healthz HTTP/1.1'))).toContain('alive');
  });

  it('with more headers than anybody needs is refused as that', async () => {
    expect(statusOf(await sendRaw(request('GET /healthz HTTP/1.1', `X: ${'x'.repeat(20_000)}`)))).toBe(431);
  });
});

it.each(['/healthz?', '/healthz?a=//', 'http://bot/healthz', 'http://other:80/healthz'])(
  '%s is the path',
  async (target) => {
    expect(statusOf(await sendRaw(request(`GET ${target} HTTP/1.1`)))).toBe(200);
  },
);

it('asks to be upgraded are ordinary requests', async () => {
  const upgrade = request('GET /healthz HTTP/1.1', 'Upgrade: websocket').replace(
    'Connection: close',
    'Connection: Upgrade',
  );
  expect(statusOf(await sendRaw(upgrade))).toBe(200);
});

it.each([
  ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: bot\r\n\r\n'],
  ['half a request', 'GET /metr'],
  ['a request that was answered', request('GET /healthz HTTP/1.1')],
])('a client that never hangs up after %s does not keep the server from closing', async (_kind, sent) => {
  const metrics = { contentType: 'text/plain', metrics: async () => 'figure 1\n' };
  const own = await startHealthServer({ port: 0, host: '127.0.0.1', checks: [], metrics });
  const client = connect({ port: own.port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => undefined);
  const heard = sent.endsWith('\r\n\r\n') ? once(client, 'data') : once(client, 'connect');
  client.write(sent);
  await heard;
  await own.close();
  client.destroy();
});

const bytes = fc.uint8Array({ maxLength: 300 });
const target = fc.oneof(hostileText(60), fc.webUrl(), fc.stringMatching(/^[/:@?#[\]%.x]{1,12}$/));
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'CONNECT', 'OPTIONS', 'PRI', 'get', '');
const header = fc.tuple(
  fc.constantFrom('Host', 'Expect', 'Upgrade', 'Transfer-Encoding', 'Content-Length', 'X'),
  hostileText(40),
);
const nearRequest = fc
  .tuple(method, target, fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', ''), fc.array(header, { maxLength: 4 }))
  .map(([verb, where, version, headers]) =>
    Buffer.from(
      `${verb} ${where} ${version}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    ),
  );

describe('raw bytes', () => {
  holds(
    'never end the process, and the next request is answered',
    fc.asyncProperty(fc.oneof(nearRequest, bytes), async (raw) => {
      const answer = await sendRaw(raw);
      if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /);
      expect(statusOf(await sendRaw(request('GET /healthz HTTP/1.1')))).toBe(200);
    }),
  );
});
