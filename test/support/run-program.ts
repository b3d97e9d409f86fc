// One of the bot's programs from start to end, as npm runs it; only its environment differs.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface ProgramRun {
  code: number | null;
  /** Standard output. */
  out: string;
  /** Standard error. */
  err: string;
}

/**
 * @param program a file of `src/cli/` without its ending, such as `doctor`
 * @param isRead false closes its standard output at once, as `head` does once it has seen enough
 */
export async function runProgram(
  program: string,
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  { isRead = true, ...user }: { isRead?: boolean; uid?: number; gid?: number } = {},
): Promise<ProgramRun> {
  const { PATH = '', HOME = '' } = process.env;
  const entry = fileURLToPath(new URL(`../../src/cli/${program}.ts`, import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], { env: { PATH, HOME, ...settings }, ...user });
  if (!isRead) child.stdout.destroy();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([isRead ? text(child.stdout) : '', text(child.stderr), ended]);
  return { code, out, err };
}
