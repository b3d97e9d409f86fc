// The bot as a process of its own, by the same entry point as `npm start`; only its environment
// differs.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseJson } from './http/messages.ts';

const ENTRY = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface BotProcess {
  pid: number;
  /** Everything it has logged so far, newest last. */
  log: Record<string, unknown>[];
  /** Everything else it printed. */
  printed: string[];
  /** Resolves with its exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals | null>;
  /**
   * Resolves once it has logged that it is ready.
   * @throws with what it printed where it ended before
   */
  ready(timeoutMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
  isRunning(): boolean;
}

/** How the bot is started where not as `npm start` does it. */
export interface Launch {
  /** The program and its arguments; must become the bot, not its parent. */
  command: readonly [string, ...string[]];
  cwd: string;
}

const usualLaunch: Launch = { command: [process.execPath, ENTRY], cwd: ROOT };

/**
 * As usual, but for a module that is loaded first: tests break things on purpose from there.
 * @param entry another program that says `ready` the same way, to measure the bot against
 */
export const launchWith = (preload: string, entry = ENTRY): Launch => ({
  command: [process.execPath, '--import', preload, entry],
  cwd: ROOT,
});

/** @param settings the whole of the bot's environment, but for what any process needs */
export function startBotProcess(
  settings: Readonly<Record<string, string>>,
  { command: [program, ...args], cwd }: Launch = usualLaunch,
): BotProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to the whole group; the playground stops the bot itself, in order.
    detached: true,
  });
  const log: Record<string, unknown>[] = [];
  const printed: string[] = [];
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      const entry = line.startsWith('{') ? parseJson(line) : undefined;
      if (typeof entry === 'object' && entry !== null) log.push({ ...entry });
      else printed.push(line);
      for (const watcher of watchers) watcher();
    });
  }
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  // Whatever ends this process, the bot is not left behind.
  const onExit = () => child.kill('SIGKILL');
  process.once('exit', onExit);
  void exited.then(() => process.off('exit', onExit));
  const isRunning = () => child.exitCode === null && child.signalCode === null;

  return {
    pid: child.pid ?? 0,
    log,
    printed,
    exited,
    isRunning,
    ready: (timeoutMs = 20_000) =>
      new Promise((resolve, reject) => {
        const isReady = () => log.some(({ msg }) => msg === 'ready');
        const story = () => [...printed, ...log.map((entry) => JSON.stringify(entry))].join('\n');
        const timer = setTimeout(
          () => reject(new Error(`the bot was not ready within ${timeoutMs} ms\n${story()}`)),
          timeoutMs,
        );
        const check = () => {
          if (!isReady()) return;
          clearTimeout(timer);
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
        check();
        void exited.then((how) => {
          clearTimeout(timer);
          reject(new Error(`the bot ended (${how}) before it was ready\n${story()}`));
        });
      }),
    kill(signal) {
      if (isRunning()) child.kill(signal);
      return exited;
    },
  };
}
