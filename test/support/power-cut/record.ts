// Reads what `recorder.c` has written: every change of the files under one folder, in its order.
import { readFileSync } from 'node:fs';

const KINDS = [
  '',
  'created',
  'opened',
  'written',
  'truncated',
  'flushing',
  'flushed',
  'renamed',
  'removed',
  'folder made',
] as const;
const HEAD_BYTES = 32;

export interface RecordedStep {
  kind: (typeof KINDS)[number];
  /** Of the file, where it was open. */
  inode: bigint;
  /** An offset, a size, 1 for a folder that is opened, or a flush's number, negative where it failed. */
  number: number;
  path: string;
  data: Buffer;
}

/** @param file as RECORD_LOG named it; the last record may be cut short */
export function readRecord(file: string): RecordedStep[] {
  const bytes = readFileSync(file);
  const steps: RecordedStep[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const pathEnd = at + HEAD_BYTES + bytes.readUInt32LE(at + 4);
    const end = pathEnd + Number(bytes.readBigUInt64LE(at + 8));
    if (end > bytes.length) break;
    steps.push({
      kind: KINDS[bytes.readUInt32LE(at)] ?? '',
      inode: bytes.readBigUInt64LE(at + 16),
      number: Number(bytes.readBigInt64LE(at + 24)),
      path: bytes.toString('utf8', at + HEAD_BYTES, pathEnd),
      data: bytes.subarray(pathEnd, end),
    });
    at = end;
  }
  return steps;
}
