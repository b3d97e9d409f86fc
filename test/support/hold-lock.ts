// Holds the write lock of a SQLite database from another process, as a backup tool or an open shell
// would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const SCRIPT = `
  import Sqlite from 'better-sqlite3';
  const sqlite = new Sqlite(process.argv[1], { timeout: 10000 });
  sqlite.exec('begin immediate');
  console.log('held');
  process.stdin.on('end', () => process.exit()).resume();
`;

export interface HeldLock extends AsyncDisposable {
  /** Resolves once the lock is free again. */
  release(): Promise<void>;
}

/** @returns once the lock is held; it is given back when this process ends, too */
export async function holdLock(path: string): Promise<HeldLock> {
  const holder = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(holder, 'exit');
  await Promise.race([once(holder.stdout, 'data'), exited.then(() => Promise.reject(new Error('no lock was held')))]);
  const release = async () => {
    holder.stdin.end();
    await exited;
  };
  return { release, [Symbol.asyncDispose]: release };
}
