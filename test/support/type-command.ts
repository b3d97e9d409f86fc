// A command typed into a shell as a reader of the guides does, and the files such a reader has.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';

export interface Typed {
  /** `null` where a signal ended it. */
  code: number | null;
  /** Standard output. */
  out: string;
  /** Standard error. */
  err: string;
}

/** Paths of what a clean checkout of the present state holds, relative to the working directory. */
export const checkedOutFiles = (): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(path));

/**
 * @param until Ctrl-C is pressed once it has printed this
 * @param timeoutMs when it is killed, with all that it started in its group
 */
export function typeCommand(
  command: string,
  cwd: string,
  { timeoutMs, until }: { timeoutMs: number; until?: RegExp | undefined },
): Promise<Typed> {
  const { PATH = '', HOME = '' } = process.env;
  // A reader's shell knows nothing of the tests' own modules.
  const path = PATH.split(delimiter).filter((place) => !place.includes('node_modules'));
  // A group of its own, as a terminal makes one.
  const child = spawn('sh', ['-c', command], { cwd, env: { PATH: path.join(delimiter), HOME }, detached: true });
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  };
  const typed: Typed = { code: null, out: '', err: '' };
  let pressed = false;
  const look = () => {
    if (pressed || !until?.test(typed.out + typed.err)) return;
    pressed = true;
    signalGroup('SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    typed.out += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    typed.err += text;
    look();
  });
  const timer = setTimeout(() => signalGroup('SIGKILL'), timeoutMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ ...typed, code });
    });
  });
}
