// Reading requests and writing answers, for the stand-ins.
import type { IncomingMessage, ServerResponse } from 'node:http';

export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer; // Requests yield buffers unless an encoding is set.
    size += bytes.length;
    if (size <= maxBytes) chunks.push(bytes);
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks, size);
}

/** @returns undefined where the text is no JSON */
export function parseJson(bytes: Buffer | string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/**
 * Browsers send an origin with what other sites' pages ask for: only this machine's own pages may
 * steer a stand-in.
 */
export function isFromThisMachine({ headers }: IncomingMessage): boolean {
  const isLoopback = (host: string | undefined) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
  const origin = headers.origin;
  return isLoopback(headers.host) && (origin === undefined || isLoopback(origin.replace(/^http:\/\//, '')));
}
