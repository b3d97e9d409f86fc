// Whether a text does nothing in Discord but be read, by a parser of Discord's markdown that is not
// ours.
import { parse } from 'discord-markdown-parser';

interface Node {
  type: string;
  content?: Node[] | string;
}

const READ_ONLY = new Set(['text', 'br', 'newline', 'escape', 'twemoji']);

/**
 * @returns the kinds of nodes in `text` that format, mention, link or hide; none where it is shown
 * letter by letter
 */
export const activeParts = (text: string): string[] => kindsOf(parse(text, 'extended') as Node[]); // The library types its nodes loosely.

const kindsOf = (nodes: Node[]): string[] =>
  nodes.flatMap(({ type, content }) => [
    ...(READ_ONLY.has(type) ? [] : [type]),
    ...(Array.isArray(content) ? kindsOf(content) : []),
  ]);
