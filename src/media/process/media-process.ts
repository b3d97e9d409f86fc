// The bot's side of the media process: hands it jobs, and starts it anew where it crashes, hangs or
// takes too much memory. One job fails then; whatever else it was doing is done again.
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../ops/log.ts';
import { ImageError } from '../image-error.ts';
import { type JobReply, type JobRequest, SERVING, toError } from './job-messages.ts';
import { launch } from './launch.ts';
import type { RunJob } from './media-jobs.ts';
import { watchMemory } from './watch-memory.ts';

/** The longest that a job may take. The largest image takes seconds, on a slow machine too. */
const JOB_MAX_MS = 60_000;
/** What it may have in memory: two of the largest images at once need a third of that. */
const RESIDENT_MAX_BYTES = 1024 ** 3;

export interface MediaProcess {
  /**
   * Does a job there; the process is started where it does not run.
   * @throws {ImageError} as the job says; `broken` where it ended the process, took too long or
   * took too much memory; `unavailable` where there can be no process, or it was stopped
   */
  run: RunJob;
  /** Ends it; what it was doing fails, and so does whatever is asked for later. */
  stop(): void;
}

export interface MediaProcessOptions {
  log: Logger;
  /** From `findWrappers`. */
  wrappers: readonly string[];
  /** The module that it runs. */
  main?: string;
  jobMaxMs?: number;
  residentMaxBytes?: number;
}

interface Job extends Omit<JobRequest, 'id'> {
  resolve(value: unknown): void;
  reject(error: Error): void;
  /** One of several that were under way when the process ended: done again alone. */
  isSuspect: boolean;
  deadline?: NodeJS.Timeout;
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

export function createMediaProcess({
  log,
  wrappers,
  main = MAIN,
  jobMaxMs = JOB_MAX_MS,
  residentMaxBytes = RESIDENT_MAX_BYTES,
}: MediaProcessOptions): MediaProcess {
  const waiting: Job[] = [];
  const running = new Map<number, Job>();
  let current: { child: ChildProcess; isServing: boolean; unwatch(): void } | undefined;
  let lastId = 0;
  let isStopped = false;

  function startNext(): void {
    for (let job = waiting[0]; job && mayStart(job); job = waiting[0]) {
      waiting.shift();
      start(job);
    }
  }

  function mayStart({ isSuspect }: Job): boolean {
    if (isSuspect) return running.size === 0;
    return ![...running.values()].some((other) => other.isSuspect);
  }

  function start(job: Job): void {
    lastId += 1;
    running.set(lastId, job);
    job.deadline = setTimeout(() => onTrouble(`takes longer than ${jobMaxMs} ms`, job), jobMaxMs);
    current ??= begin();
    const request: JobRequest = { id: lastId, name: job.name, args: job.args };
    // Where it cannot be sent, the process has ended, which its own event tells.
    current.child.send(request, () => undefined);
  }

  function begin() {
    const child = launch(main, wrappers);
    const isCurrent = () => current?.child === child;
    child.on('message', (message: JobReply | typeof SERVING) => {
      if (current?.child !== child) return;
      if (message === SERVING) current.isServing = true;
      else onReply(message);
    });
    child.on('exit', (code, signal) => isCurrent() && onTrouble(`ended by ${signal ?? `code ${code}`}`));
    child.on('error', (error) => isCurrent() && onUnstartable(error));
    const unwatch = watchMemory(child.pid ?? 0, residentMaxBytes, () => {
      if (isCurrent()) onTrouble(`has more than ${residentMaxBytes} bytes in memory`);
    });
    return { child, isServing: false, unwatch };
  }

  /** No image is to blame for what happens before the process can look at any. */
  function onTrouble(reason: string, job?: Job): void {
    if (current?.isServing) restart(reason, job);
    else onUnstartable(new Error(`${reason} before it can do anything`));
  }

  function onReply(reply: JobReply): void {
    const job = running.get(reply.id);
    running.delete(reply.id);
    clearTimeout(job?.deadline);
    if ('value' in reply) job?.resolve(reply.value);
    else job?.reject(toError(reply.failure));
    startNext();
  }

  /** @param guilty where it is known; the only job under way is, too */
  function restart(reason: string, guilty?: Job): void {
    const jobs = end();
    const failed = guilty ?? (jobs.length === 1 ? jobs[0] : undefined);
    log.error({ reason, jobs: jobs.map(({ name }) => name), failed: failed?.name }, 'media process ended');
    for (const job of jobs) if (!failed) job.isSuspect = true;
    waiting.unshift(...jobs.filter((job) => job !== failed));
    failed?.reject(new ImageError('broken', `the media process, at work on the image, ${reason}`));
    startNext();
  }

  function onUnstartable(error: Error): void {
    log.error({ err: error }, 'media process cannot be started');
    for (const job of [...end(), ...waiting.splice(0)])
      job.reject(new ImageError('unavailable', 'there is no media process', { cause: error }));
  }

  /** @returns what was under way */
  function end(): Job[] {
    current?.unwatch();
    current?.child.kill('SIGKILL');
    current = undefined;
    const jobs = [...running.values()];
    running.clear();
    for (const { deadline } of jobs) clearTimeout(deadline);
    return jobs;
  }

  const run = (name: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (isStopped) throw new ImageError('unavailable', 'the media process was stopped');
      waiting.push({ name, args, resolve, reject, isSuspect: false });
      startNext();
    });

  return {
    run: run as RunJob,
    stop() {
      isStopped = true;
      for (const job of [...end(), ...waiting.splice(0)])
        job.reject(new ImageError('unavailable', 'the media process was stopped'));
    },
  };
}
