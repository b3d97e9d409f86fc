// Health and metrics over HTTP, for whatever keeps the bot running and watches it: alive, ready,
// and figures for Prometheus. Nothing here is secret, or about anybody.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../errors.ts';
import { type ReadinessCheck, readReadiness } from './readiness.ts';

export interface HealthOptions {
  port: number;
  host: string;
  /**
   * What keeps this process from ever serving, in words for whoever operates it; undefined where
   * nothing does.
   */
  obstacle?: () => string | undefined;
  checks: readonly ReadinessCheck[];
  metrics: { contentType: string; metrics(): Promise<string> };
}

export interface HealthServer {
  /** The port it really listens on. */
  port: number;
  close(): Promise<void>;
}

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** @throws {AppError} `http-port` where it cannot listen there */
export async function startHealthServer({
  port,
  host,
  obstacle = () => undefined,
  checks,
  metrics,
}: HealthOptions): Promise<HealthServer> {
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    async '/healthz'(response) {
      const words = obstacle();
      send(response, words === undefined ? 200 : 503, 'text/plain', `${words ?? 'alive'}\n`);
    },
    async '/readyz'(response) {
      const verdicts = await readReadiness(checks);
      const ready = Object.values(verdicts).every((isReady) => isReady);
      send(response, ready ? 200 : 503, 'application/json', `${JSON.stringify({ ready, checks: verdicts })}\n`);
    },
    async '/metrics'(response) {
      send(response, 200, metrics.contentType, await metrics.metrics());
    },
  };
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '');
    if (path === undefined) return send(response, 400, 'text/plain', 'That is no path.\n');
    const answer = answers[path];
    if (!answer) return send(response, 404, 'text/plain', `There are ${Object.keys(answers).join(', ')}.\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return send(response, 405, 'text/plain', 'Method not allowed; use GET or HEAD.\n');
    }
    answer(response).catch(() => send(response, 500, 'text/plain', 'The figures could not be read.\n'));
  });
  // Node hangs up on a tunnel without a word. Its socket has no handler for errors any more, and
  // `closeAllConnections` does not know it: a client that keeps its half open would keep the server
  // from closing.
  server.on('connect', (_request, socket) =>
    socket
      .on('error', () => socket.destroy())
      .resume()
      .end(BAD_REQUEST, () => socket.destroy()),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new AppError('http-port', `HTTP_PORT ${port} cannot be used on ${host} (${cause.code}).`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // A TCP server's address.
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Without what follows a question mark.
 * @returns undefined where a request's target is neither a path nor an address
 */
function pathOf(target: string): string | undefined {
  if (/^\/(?!\/)/.test(target)) return target.split('?', 1)[0];
  const address = /^https?:\/\//i.test(target) ? URL.parse(target) : null;
  return address?.pathname;
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}
