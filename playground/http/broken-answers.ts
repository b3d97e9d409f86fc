// Answers that go wrong on their way, or make no sense, although what was asked has been done.
import type { ServerResponse } from 'node:http';

export const brokenAnswers = ['hang', 'drip', 'truncated', 'huge', 'deep', 'wrong-types'] as const;
/**
 * `hang` never comes; `drip` comes byte by byte and never ends; `truncated` is half of what was
 * announced; `huge` is larger than any memory should hold; `deep` is nested beyond any sense; in
 * `wrong-types` nothing is of the type it should be.
 */
export type BrokenAnswer = (typeof brokenAnswers)[number];

export const isBrokenAnswer = (kind: unknown): kind is BrokenAnswer => brokenAnswers.some((known) => known === kind);

const DRIP_EVERY_MS = 200;
const HUGE_BYTES = 32 * 1024 * 1024;
const DEPTH = 200_000;
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * @param body the answer as it should have been, JSON of an object.
 * @returns what a log says of it
 */
export function answerBrokenly(response: ServerResponse, how: BrokenAnswer, body: string): 200 | 'silent' {
  switch (how) {
    case 'hang':
      return 'silent';
    case 'drip':
      drip(response, body);
      return 200;
    case 'truncated':
      response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(body) });
      response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
      return 200;
    case 'huge':
      response.writeHead(200, JSON_TYPE).end(`{"padding":"${'x'.repeat(HUGE_BYTES)}",${body.slice(1)}`);
      return 200;
    case 'deep':
      response.writeHead(200, JSON_TYPE).end(`{"id":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`);
      return 200;
    case 'wrong-types':
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(mistype(JSON.parse(body))));
      return 200;
  }
}

function drip(response: ServerResponse, body: string): void {
  response.writeHead(200, JSON_TYPE);
  let sent = 0;
  const timer = setInterval(() => {
    // Behind its end white space, which JSON allows: by its content alone it never looks finished.
    response.write(body[sent] ?? ' ');
    sent += 1;
  }, DRIP_EVERY_MS);
  response.on('close', () => clearInterval(timer));
}

function mistype(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? 7.5 : 'many';
  if (Array.isArray(value)) return true;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, typeof part === 'object' ? 'none' : mistype(part)]),
  );
}
