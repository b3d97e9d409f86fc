// A process that starts a media process, gives it a job, and says which process that is.
import { findWrappers } from '../../src/media/process/launch.ts';
import { createMediaProcess } from '../../src/media/process/media-process.ts';
import { createLog } from '../../src/ops/log.ts';

const [main = '', job = ''] = process.argv.slice(2);
const { run } = createMediaProcess({ log: createLog('silent'), wrappers: await findWrappers(), main });
const ask = run as unknown as (name: string) => Promise<{ pid: number }>;
const { pid } = await ask('tell');
ask(job).catch(() => undefined);
process.send?.(pid);
