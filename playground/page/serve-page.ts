// The page's files, from this machine alone: bundled once from the sources at start, under a strict
// Content-Security-Policy.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isFromThisMachine } from '../http/messages.ts';
import type { World } from '../world.ts';
import { serveBehindTheScenes } from './behind-the-scenes.ts';

const WEB = new URL('../web/', import.meta.url);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // One component writes a constant style attribute on its first rendering; no other is let
  // through.
  "style-src 'self' 'unsafe-hashes' 'sha256-YyzoJpP5ML1Dl1K7WQbfMCvG6Df0Mckd/cH2Bl2ywZQ='",
  // Blobs are the previews of files that were attached.
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Page {
  /** Answers what belongs to the page. */
  serve(request: IncomingMessage, response: ServerResponse, url: URL): void | Promise<void>;
  /** Whose scenes the side panel shows. */
  show(world: World): void;
}

export async function buildPage(): Promise<Page> {
  const bundle = await build({
    entryPoints: { app: fileURLToPath(new URL('main.ts', WEB)), style: fileURLToPath(new URL('style.css', WEB)) },
    outdir: '/',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const files = new Map<string, [string, string]>([
    ['/', ['text/html', readFileSync(new URL('index.html', WEB), 'utf8')]],
    ...bundle.outputFiles.map(({ path, text }): [string, [string, string]] => [
      `/${basename(path)}`,
      [path.endsWith('.css') ? 'text/css' : 'text/javascript', text],
    ]),
  ]);
  let shown: World | undefined;
  return {
    show(world) {
      shown = world;
    },
    serve(request, response, url) {
      if (shown && url.pathname.startsWith('/behind')) return serveBehindTheScenes(shown, request, response, url);
      const [type, body] = files.get(url.pathname) ?? [];
      if (type === undefined || request.method !== 'GET' || !isFromThisMachine(request)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      response.end(body);
    },
  };
}
