// Which characters a TrueType font can draw, from its own character map (OpenType specification,
// cmap formats 4 and 12).
import { readFileSync } from 'node:fs';

export type Coverage = (text: string) => boolean;

const [FORMAT_SEGMENTS, FORMAT_GROUPS] = [4, 12];

/** @param path a TrueType file. @returns whether every character of a text is in it */
export function fontCoverage(path: string): Coverage {
  const ranges = readRanges(readFileSync(path));
  const has = (code: number) => ranges.some(([first, last]) => first <= code && code <= last);
  return (text) => [...text].every((character) => has(character.codePointAt(0) ?? 0));
}

function readRanges(font: Buffer): [number, number][] {
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const at = 12 + index * 16;
    if (font.toString('latin1', at, at + 4) === 'cmap') return readMap(font.subarray(font.readUInt32BE(at + 8)));
  }
  return [];
}

function readMap(map: Buffer): [number, number][] {
  const count = map.readUInt16BE(2);
  return Array.from({ length: count }, (_, index) => map.subarray(map.readUInt32BE(4 + index * 8 + 4))).flatMap(
    (table) => {
      const format = table.readUInt16BE(0);
      if (format === FORMAT_GROUPS) return readGroups(table);
      return format === FORMAT_SEGMENTS ? readSegments(table) : [];
    },
  );
}

function readSegments(table: Buffer): [number, number][] {
  const count = table.readUInt16BE(6) / 2;
  return Array.from({ length: count }, (_, index): [number, number] => [
    table.readUInt16BE(16 + count * 2 + index * 2),
    table.readUInt16BE(14 + index * 2),
  ]).filter(([first]) => first !== 0xffff);
}

function readGroups(table: Buffer): [number, number][] {
  return Array.from({ length: table.readUInt32BE(12) }, (_, index): [number, number] => [
    table.readUInt32BE(16 + index * 12),
    table.readUInt32BE(16 + index * 12 + 4),
  ]);
}
