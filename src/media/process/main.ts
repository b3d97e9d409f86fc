// The media process: strangers' files are decoded here, where a decoder that crashes, hangs or
// eats memory takes nothing else along, and where there is no secret. Takes the folder of the bot's
// compile cache.
import { enableCompileCache, flushCompileCache } from 'node:module';

// Ctrl+C and systemd signal every process of the bot. It may have images to finish; its end closes
// the pipe.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
const [cache] = process.argv.slice(2);
if (cache !== undefined) enableCompileCache(cache);
const { mediaJobs } = await import('./media-jobs.ts');
const { serveJobs } = await import('./serve-jobs.ts');
serveJobs(mediaJobs);
flushCompileCache();
