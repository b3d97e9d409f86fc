// Pages of the audit trail: so many entries each, and written as fully as a message has room for.
import { CONTENT_MAX } from '../../../src/discord/api/limits.ts';
import { cut } from '../../../src/discord/rendering/safe-text.ts';
import type { Translate } from '../../../src/text/text.ts';
import type { Room } from './describe-change.ts';

/** The longest entries there are fit so often, in every language. */
export const ENTRIES_PER_PAGE = 7;

/**
 * What is left out where a page would not fit: reasons and lists first, and never the end of a
 * sentence.
 */
const ROOMS: readonly Room[] = [
  { reasonMax: 100, textMax: 300, listedMax: 10 },
  { reasonMax: 60, textMax: 80, listedMax: 3 },
  { reasonMax: 30, textMax: 40, listedMax: 1 },
];

export function writePage(page: number, linesFor: (room: Room) => readonly string[], t: Translate): string {
  const title = `**${t('moderate.auditTitle', { page: page + 1 })}**`;
  const written = ROOMS.map((room) => [title, ...linesFor(room)].join('\n'));
  return written.find((text) => text.length <= CONTENT_MAX) ?? cut(written.at(-1) ?? '', CONTENT_MAX);
}
