// The media process's side of the pipe: does each job that comes, and ends with the bot.
import { type JobReply, type JobRequest, type Jobs, SERVING, toFailure } from './job-messages.ts';

/** Serves the process that started this one until it ends, or closes the pipe. */
export function serveJobs(jobs: Jobs): void {
  process.on('message', (request: JobRequest) => {
    void answer(jobs, request).then((reply) => process.send?.(reply));
  });
  process.send?.(SERVING);
  // A bot that was killed says nothing; its end of the pipe closes.
  process.on('disconnect', () => process.exit());
}

async function answer(jobs: Jobs, { id, name, args }: JobRequest): Promise<JobReply> {
  try {
    const job = jobs[name];
    if (!job) throw new Error(`there is no job "${name}"`);
    return { id, value: await job(...(args as never[])) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}
