// A media process with jobs that do what broken decoders do.
import { mediaJobs } from '../../src/media/process/media-jobs.ts';
import { serveJobs } from '../../src/media/process/serve-jobs.ts';

const forever = new Promise<never>(() => undefined);
const hoard: Buffer[] = [];

serveJobs({
  ...mediaJobs,
  crash: async () => process.abort(),
  hang: async () => {
    // Not even a closed pipe is noticed meanwhile.
    for (;;);
  },
  wait: () => forever,
  eat: () => {
    setInterval(() => hoard.push(Buffer.alloc(64 * 1024 * 1024, 1)), 10);
    return forever;
  },
  tell: async () => ({ pid: process.pid }),
});
