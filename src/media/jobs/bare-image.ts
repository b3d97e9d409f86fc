// Whether a file holds an image and nothing else: no place or camera, no comments, no second file
// behind its end, no further frames.
import type { ImageFormat } from '../image.ts';

/**
 * @param bytes a file of `format`, by its first bytes. Anything odd counts as more than an image.
 */
export function isBareImage(bytes: Buffer, format: ImageFormat): boolean {
  try {
    switch (format) {
      case 'png':
        return isBarePng(bytes);
      case 'jpeg':
        return isBareJpeg(bytes);
      case 'webp':
        return isBareWebp(bytes);
    }
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * What decoding needs: nothing about people, and nothing about colours (gAMA, cHRM) that some
 * readers follow and others do not.
 */
const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'sRGB', 'sBIT', 'bKGD', 'pHYs']);

/** Chunks of length, type, data and checksum (PNG specification, 5.3). */
function isBarePng(bytes: Buffer): boolean {
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!PNG_CHUNKS.has(type)) return false;
    at += length + 12;
    if (type === 'IEND') return at === bytes.length;
  }
  return false;
}

const [START_OF_SCAN, END_OF_IMAGE, JFIF, ADOBE, COMMENT] = [0xda, 0xd9, 0xe0, 0xee, 0xfe];

/**
 * Segments up to the scan (ITU-T T.81, B.1.1.4); in the scans a marker is 0xFF followed by neither
 * zero nor a restart.
 */
function isBareJpeg(bytes: Buffer): boolean {
  for (let at = 2; at < bytes.length; ) {
    if (bytes.readUInt8(at) !== 0xff) return false;
    const marker = bytes.readUInt8(at + 1);
    if (marker === END_OF_IMAGE) return at + 2 === bytes.length;
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    if (marker === COMMENT || (isApplication && marker !== JFIF && marker !== ADOBE)) return false;
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker === START_OF_SCAN) at = endOfScan(bytes, at);
  }
  return false;
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    const isWithinScan = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isWithinScan) return at;
  }
  return bytes.length;
}

const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH']);

/** RIFF chunks of type, length and data, padded to even lengths (RFC 9649). */
function isBareWebp(bytes: Buffer): boolean {
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) return false;
  for (let at = 12; at < bytes.length; ) {
    if (!WEBP_CHUNKS.has(bytes.toString('latin1', at, at + 4))) return false;
    const length = bytes.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
    if (at === bytes.length) return true;
  }
  return false;
}
