// Loaded before the bot: while the file that FULL_DISK names is there, nothing can be written,
// neither to the database nor as an image. Nothing in the bot knows of it, and no setting of the
// bot's leads here.
import { existsSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import Sqlite from 'better-sqlite3';

const { FULL_DISK = '' } = process.env;
const isFull = () => existsSync(FULL_DISK);

const { prepare } = Sqlite.prototype;
Sqlite.prototype.prepare = function limited(this: Sqlite.Database, sql: string) {
  const statement = Reflect.apply(prepare, this, [sql]);
  const writes = /^\s*(insert|update|delete|commit)/i.test(sql);
  for (const method of ['run', 'all'] as const) {
    const plain = statement[method].bind(statement) as (...parameters: unknown[]) => unknown; // Its own method.
    const limitedStep = (...parameters: unknown[]) => {
      if (writes && isFull()) throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
      return plain(...parameters);
    };
    statement[method] = limitedStep as never; // The same shape.
  }
  return statement;
} as typeof prepare; // The same shape.

const { open } = files;
files.open = async (path, flags, mode) => {
  const writes = flags !== undefined && flags !== 'r';
  if (writes && isFull()) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  return open(path, flags, mode);
};
syncBuiltinESMExports();
