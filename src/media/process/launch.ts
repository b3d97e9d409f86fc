// How the media process is started: without the bot's environment, at a lower priority, with as
// much memory as it may have, and so that it dies with the bot.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { constants, getPriority, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What it may allocate in all, read by the kernel; far above what the largest images need. */
const DATA_MAX_BYTES = 2 * 1024 ** 3;
/** How far below the bot's, which has people waiting for its first answer. */
const LOWER_PRIORITY = 10;

/** Programs of util-linux that run another with a restriction; not everywhere, and not always able. */
const WRAPPERS = [
  // The closed pipe tells it too, but not while it is busy.
  ['setpriv', '--pdeathsig', 'KILL'],
  ['prlimit', `--data=${DATA_MAX_BYTES}`],
];

/** @returns those of the wrappers that work on this machine, as the beginning of a command */
export async function findWrappers(): Promise<string[]> {
  return (await Promise.all(WRAPPERS.map(ifAble))).flat();
}

/** Without one the closed pipe and the watch over its memory hold the process too, only later. */
async function ifAble(wrapper: readonly string[]): Promise<readonly string[]> {
  const [program = '', ...options] = wrapper;
  try {
    await run(program, [...options, 'true']);
    return wrapper;
  } catch {
    return [];
  }
}

/** @param main the module that it runs. @param wrappers from {@link findWrappers} */
export function launch(main: string, wrappers: readonly string[]): ChildProcess {
  const cache = getCompileCacheDir();
  const [program = process.execPath, ...args] = [
    ...[...wrappers, process.execPath, main],
    ...(cache === undefined ? [] : [dirname(cache)]),
  ];
  const child = spawn(program, args, {
    env: { MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    if (child.pid !== undefined)
      setPriority(child.pid, Math.min(getPriority() + LOWER_PRIORITY, constants.priority.PRIORITY_LOW));
  } catch {
    // It has ended already, which is told elsewhere.
  }
  return child;
}
