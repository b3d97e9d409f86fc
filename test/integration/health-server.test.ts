// The health server by itself: what a check that hangs, breaks or says no makes of readiness.
import { afterEach, describe, expect, it } from 'vitest';
import { type HealthServer, startHealthServer } from '../../src/ops/health-server.ts';
import type { ReadinessCheck } from '../../src/ops/readiness.ts';

let server: HealthServer | undefined;
afterEach(() => server?.close());

const FIGURES = { contentType: 'text/plain; version=0.0.4', metrics: async () => 'figure 1\n' };

async function ask(path: string, checks: readonly ReadinessCheck[] = [], metrics = FIGURES) {
  server = await startHealthServer({ port: 0, host: '127.0.0.1', checks, metrics });
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const fine: ReadinessCheck = { name: 'fine', isReady: () => true };

describe('/readyz', () => {
  it.each<[string, ReadinessCheck['isReady']]>([
    ['says no', () => false],
    ['breaks', () => Promise.reject(new Error('disk I/O error'))],
    [
      'breaks at once',
      () => {
        throw new Error('closed');
      },
    ],
    ['never answers', () => new Promise(() => undefined)],
  ])('names the check that %s, and the others that hold', async (_how, isReady) => {
    const { status, body } = await ask('/readyz', [fine, { name: 'other', isReady }]);
    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({ ready: false, checks: { fine: true, other: false } });
  });

  it('is ready where all hold', async () => {
    expect(await ask('/readyz', [fine])).toMatchObject({
      status: 200,
      body: '{"ready":true,"checks":{"fine":true}}\n',
    });
  });
});

describe('/healthz', () => {
  it('asks nobody', async () => {
    expect(await ask('/healthz', [{ name: 'other', isReady: () => false }])).toMatchObject({ status: 200 });
  });
});

describe('/metrics', () => {
  it('comes as Prometheus wants it', async () => {
    expect(await ask('/metrics')).toEqual({ status: 200, type: FIGURES.contentType, body: 'figure 1\n' });
  });

  it('that cannot be read says no more than that', async () => {
    const broken = { ...FIGURES, metrics: () => Promise.reject(new Error('secret path /data')) };
    expect(await ask('/metrics', [], broken)).toMatchObject({ status: 500, body: 'The figures could not be read.\n' });
  });
});
