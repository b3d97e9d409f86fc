// Mending what is wrong around a JPEG's pixels without touching them: no end marker, odd scan
// headers, stray restart markers (ITU-T T.81, annex B).

const [START_OF_SCAN, END_OF_IMAGE, RESTART_INTERVAL] = [0xda, 0xd9, 0xdd];
const BASELINE = new Set([0xc0, 0xc1]);
const END = Buffer.from([0xff, END_OF_IMAGE]);

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

/**
 * The result has to be decoded strictly: this does not find out whether pixels are missing.
 * @returns `bytes` itself where there is nothing to mend, or what it is cannot be told
 */
export function repairJpeg(bytes: Buffer): Buffer {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return bytes;
  try {
    return repair(bytes);
  } catch (error) {
    if (error instanceof RangeError) return bytes;
    throw error;
  }
}

function repair(bytes: Buffer): Buffer {
  const parts: Buffer[] = [bytes.subarray(0, 2)];
  let isBaseline = false;
  let restarts = false;
  let isChanged = false;
  for (let at = 2; at < bytes.length; ) {
    if (bytes.readUInt8(at) !== 0xff) return bytes;
    const marker = bytes.readUInt8(at + 1);
    if (marker === END_OF_IMAGE) return isChanged ? Buffer.concat([...parts, END]) : bytes;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return bytes;
    if (BASELINE.has(marker)) isBaseline = true;
    if (marker === RESTART_INTERVAL) restarts = bytes.readUInt16BE(at + 4) !== 0;
    if (marker !== START_OF_SCAN) {
      parts.push(bytes.subarray(at, end));
      at = end;
      continue;
    }
    const header = Buffer.from(bytes.subarray(at, end));
    // The spectral selection and successive approximation of a sequential scan have one meaning
    // only (B.2.3).
    if (isBaseline) header.set([0, 63, 0], header.length - 3);
    const scan = readScan(bytes, end, restarts);
    parts.push(header, ...scan.parts);
    isChanged ||= scan.isChanged || !header.equals(bytes.subarray(at, end));
    at = scan.end;
  }
  // Everything was there but the end marker, or half of it.
  return Buffer.concat([...parts, END]);
}

/**
 * The entropy-coded data up to the next marker, without restart markers where none are announced.
 */
function readScan(bytes: Buffer, from: number, restarts: boolean) {
  const parts: Buffer[] = [];
  let start = from;
  let isChanged = false;
  const ended = (end: number, next = end) => {
    parts.push(bytes.subarray(start, end));
    return { parts, isChanged, end: next };
  };
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return ended(at, bytes.length);
    if (next === 0 || next === 0xff) continue;
    if (!isRestart(next)) return ended(at);
    if (restarts) continue;
    parts.push(bytes.subarray(start, at));
    start = at + 2;
    isChanged = true;
  }
  return ended(bytes.length);
}
