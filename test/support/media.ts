// Work on images done in the test's own process.
import { createMedia } from '../../src/media/media.ts';
import { mediaJobs, type RunJob } from '../../src/media/process/media-jobs.ts';

const runHere = (name: keyof typeof mediaJobs, ...args: never[]): Promise<unknown> =>
  (mediaJobs[name] as (...given: never[]) => Promise<unknown>)(...args);

export const media = createMedia(runHere as RunJob);
