// A folder that power cuts happen to: what runs on it is recorded, and a cut leaves of it what a
// disk may hold.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModelFile, modelDisk } from './disk-model.ts';
import { readRecord } from './record.ts';

const COMPILER = '/usr/bin/gcc';
const SOURCE = fileURLToPath(new URL('./recorder.c', import.meta.url));

/** Tests that need it skip themselves where it is missing. */
export const hasCompiler = existsSync(COMPILER);
if (!hasCompiler) console.info('Debian’s gcc is missing: no power is cut.');

export interface CutDisk {
  /** The folder; programs that write to it run with `settings` in their environment. */
  root: string;
  settings: Readonly<Record<string, string>>;
  /** Once nobody writes to it any more. @returns whether it came in the middle of a checkpoint */
  cut(random: () => number): { isInCheckpoint: boolean };
  close(): void;
}

type Tree = Map<string, ModelFile | 'folder'>;

export function createCutDisk(): CutDisk {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kontext-power-')));
  const [root, base, next, library, log] = ['disk', 'base', 'next', 'recorder.so', 'record'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string]; // As many as named.
  execFileSync(COMPILER, ['-shared', '-fPIC', '-O2', '-o', library, SOURCE, '-ldl', '-pthread']);
  let tree: Tree = new Map();
  let inodes = new Map<bigint, ModelFile>();

  /** What is there now is durable. */
  const begin = () => {
    rmSync(base, { recursive: true, force: true });
    rmSync(log, { force: true });
    mkdirSync(base);
    tree = new Map();
    inodes = new Map();
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      const own = join(root, path);
      const found = lstatSync(own, { bigint: true });
      if (found.isDirectory()) {
        mkdirSync(join(base, path));
        tree.set(own, 'folder');
        continue;
      }
      // An image is written once, under a name of its own; a database is written to in its place.
      if (/\.db/.test(path)) copyFileSync(own, join(base, path));
      else linkSync(own, join(base, path));
      const file: ModelFile = { base: join(base, path), changes: [], durableBefore: 0 };
      tree.set(own, file);
      inodes.set(found.ino, file);
    }
  };
  mkdirSync(root);
  begin();

  return {
    root,
    settings: { LD_PRELOAD: library, RECORD_ROOT: root, RECORD_LOG: log },
    cut(random) {
      const model = modelDisk(tree, inodes, existsSync(log) ? readRecord(log) : []);
      rmSync(next, { recursive: true, force: true });
      mkdirSync(next);
      const left = [...model.cut(random)].sort(([one], [other]) => (one < other ? -1 : 1));
      for (const [path, file] of left) {
        const target = join(next, relative(root, path));
        // In a folder that was never durable nothing is.
        if (!existsSync(dirname(target))) continue;
        if (file === 'folder') mkdirSync(target);
        else if (file.base !== undefined && file.changes.length === 0) linkSync(file.base, target);
        else {
          const before = file.base === undefined ? Buffer.alloc(0) : readFileSync(file.base);
          writeFileSync(target, model.contentOf(file, before, random));
        }
      }
      rmSync(root, { recursive: true, force: true });
      renameSync(next, root);
      begin();
      return { isInCheckpoint: model.isInCheckpoint() };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
