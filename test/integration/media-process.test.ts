// A decoder that crashes, hangs or eats memory harms one image; the media process has no secret,
// and ends with the bot.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findWrappers } from '../../src/media/process/launch.ts';
import { createMediaProcess, type MediaProcessOptions } from '../../src/media/process/media-process.ts';
import { createLog } from '../../src/ops/log.ts';
import { plainImage } from '../support/photos.ts';

const FAILING = fileURLToPath(new URL('../support/failing-jobs.ts', import.meta.url));

type Run = (name: string, ...args: unknown[]) => Promise<unknown>;

const processes: { stop(): void }[] = [];
afterEach(() => {
  for (const one of processes.splice(0)) one.stop();
});

function start(options: Partial<MediaProcessOptions> = {}): Run {
  const started = createMediaProcess({ log: createLog('silent'), wrappers: [], main: FAILING, ...options });
  processes.push(started);
  return started.run as unknown as Run;
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

describe('the media process', () => {
  it('takes bytes and gives bytes, and ImageErrors as they are', async () => {
    const run = start();
    const jpeg = await plainImage('jpeg', 600, 400);
    const small = await run('thumbnail', jpeg);
    expect(Buffer.isBuffer(small)).toBe(true);
    expect(await run('inspectImage', jpeg)).toMatchObject({ format: 'jpeg', width: 600, height: 400, bytes: jpeg });
    await expect(run('prepareInput', Buffer.from('no image'))).rejects.toMatchObject({
      name: 'ImageError',
      kind: 'not-an-image',
    });
  });

  it('knows nothing of the environment, has a lower priority, and all of the limits that work here', async () => {
    vi.stubEnv('DISCORD_TOKEN', 'secret');
    onTestFinished(() => void vi.unstubAllEnvs());
    const wrappers = await findWrappers();
    const { pid } = (await start({ wrappers })('tell')) as { pid: number };
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .map((entry) => entry.split('=')[0]);
    expect(names.filter((name) => name && !name.startsWith('NODE_CHANNEL_'))).toEqual(['MALLOC_ARENA_MAX']);
    expect(getPriority(pid)).toBe(Math.min(getPriority() + 10, 19));
    if (wrappers.includes('prlimit'))
      expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/Max data size\s+2147483648/);
  });

  it.each([
    ['crashes', 'crash', {}],
    ['hangs', 'hang', { jobMaxMs: 5_000 }],
    ['eats memory', 'eat', { residentMaxBytes: 300 * 1024 * 1024 }],
  ])('where a job %s, that job fails, and what is asked for next is done', async (_what, job, options) => {
    const run = start(options);
    await expect(run(job)).rejects.toMatchObject({ kind: 'broken' });
    expect(await run('thumbnail', await plainImage('png'))).toBeInstanceOf(Buffer);
  });

  it('where one of several jobs at once crashes it, the others are done again', async () => {
    const run = start();
    const photo = await plainImage('png', 1_500, 1_000);
    const outcomes = await Promise.allSettled([
      run('sideBySide', photo, photo),
      run('crash'),
      run('thumbnail', photo),
      run('crash'),
      run('inspectImage', photo),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
    ]);
  });

  it('where one of several jobs at once takes too long, the others are done again', async () => {
    const run = start({ jobMaxMs: 5_000 });
    const waiting = expect(run('hang')).rejects.toMatchObject({ kind: 'broken' });
    const photo = await plainImage('png', 200, 200);
    expect(await run('thumbnail', photo)).toBeInstanceOf(Buffer);
    await waiting;
  });

  it('that cannot be started says so to every job, and is tried again for the next', async () => {
    const run = start({ wrappers: ['/nowhere/at-all'] });
    for (const _ of [1, 2])
      await expect(run('thumbnail', await plainImage('png'))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('that ends before it can do anything blames no image for it', async () => {
    const run = start({ main: '/nowhere/at-all.ts' });
    const outcomes = [run('thumbnail', await plainImage('png')), run('inspectImage', await plainImage('png'))];
    for (const outcome of outcomes) await expect(outcome).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('that does not come to serve in time blames no image', async () => {
    const run = start({
      main: fileURLToPath(new URL('../support/silent-process.ts', import.meta.url)),
      jobMaxMs: 1_000,
    });
    await expect(run('thumbnail', await plainImage('png'))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('that was stopped does no more, and is gone', async () => {
    const started = createMediaProcess({ log: createLog('silent'), wrappers: [], main: FAILING });
    const run = started.run as unknown as Run;
    const { pid } = (await run('tell')) as { pid: number };
    const waiting = expect(run('wait')).rejects.toMatchObject({ kind: 'unavailable' });
    started.stop();
    await waiting;
    await expect(run('tell')).rejects.toMatchObject({ kind: 'unavailable' });
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
  });

  it.each([['tell'], ['hang']])('ends with a bot that is killed while it does "%s"', async (job) => {
    const wrappers = await findWrappers();
    // Without that program only the closed pipe tells it, which a busy one does not read.
    if (job === 'hang' && !wrappers.includes('setpriv')) return;
    const bot: ChildProcess = fork(fileURLToPath(new URL('../support/media-parent.ts', import.meta.url)), [
      FAILING,
      job,
    ]);
    const [pid] = (await once(bot, 'message')) as [number];
    expect(isAlive(pid)).toBe(true);
    bot.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
  });
});
