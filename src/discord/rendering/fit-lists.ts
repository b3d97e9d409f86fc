// Several lists in one message, of whole lines: the longest gives way first, and says how much it
// lacks.
import { cut } from './safe-text.ts';

export interface LineList {
  heading?: string;
  lines: readonly string[];
  /** How many there are, where `lines` are only the first of them. */
  total?: number;
  /** Says that so many are left out. Without it every line is shown. */
  more?: (count: number) => string;
}

/** @param most of UTF-16 units, which a single list without `more` is cut to in the end */
export function fitLists(lists: readonly LineList[], most: number): string {
  const parts = lists.map((list) => ({ list, shown: list.lines.length }));
  for (;;) {
    const content = parts.flatMap(({ list, shown }) => linesOf(list, shown)).join('\n');
    const size = ({ list, shown }: (typeof parts)[number]) =>
      list.more === undefined ? 0 : list.lines.slice(0, shown).join('\n').length;
    const [longest] = parts.toSorted((a, b) => size(b) - size(a));
    if (content.length <= most || longest === undefined || size(longest) === 0) return cut(content, most);
    longest.shown -= 1;
  }
}

function linesOf({ heading, lines, total = lines.length, more }: LineList, shown: number): string[] {
  if (total === 0) return [];
  const rest = total - shown;
  return [
    ...(heading === undefined ? [] : [heading]),
    ...lines.slice(0, shown),
    ...(more && rest > 0 ? [more(rest)] : []),
  ];
}
