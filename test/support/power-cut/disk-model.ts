// What a disk may hold after a power cut: everything that was flushed, and of the rest whatever
// happened to have been written. Changes of a folder come in their order, those of a file do not.
import { dirname } from 'node:path';
import type { RecordedStep } from './record.ts';

/** What a disk writes whole or not at all. */
const SECTOR_BYTES = 512;
/** How much of what was not flushed happens to have been written, cut by cut. */
const SHARES_KEPT = [0, 0.5, 0.9, 1];

interface FileChange {
  at: number;
  offset: number;
  /** Undefined where the file was cut or extended to `offset`. */
  data: Buffer | undefined;
  /** A flush of it has failed: no later one makes it durable, since it looks as if it had been. */
  isLost: boolean;
}

export interface ModelFile {
  /** What was durable before the record began, if it was there. */
  base: string | undefined;
  changes: FileChange[];
  /** All changes before this step are durable. */
  durableBefore: number;
}

interface FolderChange {
  at: number;
  folder: string;
  apply(tree: Map<string, ModelFile | 'folder'>): void;
}

export interface DiskModel {
  /** What there is after a cut, by its path; `random` decides about what was not flushed. */
  cut(random: () => number): Map<string, ModelFile | 'folder'>;
  /** The content that a file has after the cut, where it is not just what it was before. */
  contentOf(file: ModelFile, base: Buffer, random: () => number): Buffer;
  /**
   * Whether a checkpoint was under way: something in the database or its journal's begin was not
   * durable.
   */
  isInCheckpoint(): boolean;
}

/**
 * @param base what was durable before, by its path
 * @param inodes of the same files
 */
export function modelDisk(
  base: ReadonlyMap<string, ModelFile | 'folder'>,
  inodes: ReadonlyMap<bigint, ModelFile>,
  steps: readonly RecordedStep[],
): DiskModel {
  const open = new Map(inodes);
  const folders = new Map<bigint, string>();
  const folderChanges: FolderChange[] = [];
  const durableFolders = new Map<string, number>();
  const flushing = new Map<number, number>();
  const kinds = new Map<ModelFile, string>();

  const note = (at: number, path: string, apply: FolderChange['apply']) =>
    folderChanges.push({ at, folder: dirname(path), apply });
  const change = (step: RecordedStep, at: number, data: Buffer | undefined) =>
    open.get(step.inode)?.changes.push({ at, offset: step.number, data, isLost: false });

  const flushed = ({ inode, number }: RecordedStep) => {
    const since = flushing.get(Math.abs(number)) ?? 0;
    const folder = folders.get(inode);
    if (folder !== undefined) {
      if (number > 0) durableFolders.set(folder, Math.max(durableFolders.get(folder) ?? 0, since));
      return;
    }
    const file = open.get(inode);
    if (!file) return;
    if (number > 0) file.durableBefore = Math.max(file.durableBefore, since);
    else for (const one of file.changes) one.isLost ||= one.at >= file.durableBefore && one.at < since;
  };

  for (const [at, step] of steps.entries()) {
    const { kind, inode, path } = step;
    if (kind === 'created') {
      const file: ModelFile = { base: undefined, changes: [], durableBefore: 0 };
      open.set(inode, file);
      folders.delete(inode);
      kinds.set(file, path);
      note(at, path, (tree) => tree.set(path, file));
    } else if (kind === 'opened') {
      const file = open.get(inode);
      // The number of a file that is gone may be a folder's by now.
      if (step.number === 1) folders.set(inode, path);
      else if (file) kinds.set(file, path);
    } else if (kind === 'written') change(step, at, step.data);
    else if (kind === 'truncated') change(step, at, undefined);
    else if (kind === 'flushing') flushing.set(step.number, at);
    else if (kind === 'flushed') flushed(step);
    else if (kind === 'folder made') note(at, path, (tree) => tree.set(path, 'folder'));
    else if (kind === 'removed') note(at, path, (tree) => tree.delete(path));
    else if (kind === 'renamed') {
      const to = step.data.toString();
      note(at, to, (tree) => {
        const moved = tree.get(path);
        tree.delete(path);
        if (moved) tree.set(to, moved);
      });
    }
  }

  const isDurable = (file: ModelFile, one: FileChange) => one.at < file.durableBefore && !one.isLost;

  return {
    cut(random) {
      const tree = new Map(base);
      /** Until where the changes of a folder happen to have been written. */
      const reached = new Map<string, number>();
      for (const { at, folder, apply } of folderChanges) {
        if (!reached.has(folder)) {
          const durable = durableFolders.get(folder) ?? 0;
          const left = folderChanges.filter((one) => one.folder === folder && one.at >= durable);
          reached.set(folder, left[Math.floor(random() * (left.length + 1))]?.at ?? Number.POSITIVE_INFINITY);
        }
        if (at < (reached.get(folder) ?? 0)) apply(tree);
      }
      return tree;
    },

    contentOf(file, before, random) {
      const ends = file.changes.map(({ offset, data }) => offset + (data?.length ?? 0));
      const content = Buffer.alloc(Math.max(before.length, ...ends));
      before.copy(content);
      let length = before.length;
      const share = SHARES_KEPT[Math.floor(random() * SHARES_KEPT.length)] ?? 0;
      for (const one of file.changes) {
        const isKept = () => isDurable(file, one) || random() < share;
        if (one.data === undefined) {
          if (!isKept()) continue;
          length = one.offset;
          content.fill(0, length);
          continue;
        }
        for (let from = 0; from < one.data.length; ) {
          const to = Math.min(from + SECTOR_BYTES - ((one.offset + from) % SECTOR_BYTES), one.data.length);
          if (isKept()) {
            one.data.copy(content, one.offset + from, from, to);
            length = Math.max(length, one.offset + to);
          }
          from = to;
        }
      }
      return content.subarray(0, length);
    },

    isInCheckpoint: () =>
      [...kinds].some(([file, path]) =>
        file.changes.some(
          (one) =>
            !isDurable(file, one) &&
            (path.endsWith('.db') || (path.endsWith('-wal') && (one.data === undefined || one.offset === 0))),
        ),
      ),
  };
}
