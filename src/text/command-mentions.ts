// Commands named in texts, as mentions that a click puts into the message field: `/imagine` in code
// becomes `</imagine:1234>`.
import type { Catalogue } from './catalogue.ts';

/**
 * Discord's mention of each command that can be typed, by its path in English: `usage me` →
 * `</usage me:1234>`.
 */
export type CommandMentions = ReadonlyMap<string, string>;

const COMMAND_IN_CODE = /`\/([^`{]+)`/g;

/**
 * The texts with mentions in place of commands in code. A command without a mention stays code, and
 * so does what follows its path, such as an option.
 */
export function mentionCommands(catalogue: Catalogue, mentions: CommandMentions): Catalogue {
  if (mentions.size === 0) return catalogue;
  const names: Readonly<Record<string, string>> = catalogue.commandName;
  const localised = new Map(
    [...mentions].map(([path, mention]) => [
      path
        .split(' ')
        .map((word) => names[word] ?? word)
        .join(' '),
      mention,
    ]),
  );
  const rewrite = (part: unknown): unknown => {
    if (typeof part === 'string')
      return part.replaceAll(COMMAND_IN_CODE, (code, typed: string) => mentionOf(typed, localised) ?? code);
    return Object.fromEntries(Object.entries(part as object).map(([key, inner]) => [key, rewrite(inner)])); // A section.
  };
  return rewrite(catalogue) as Catalogue; // The same keys, each with a text.
}

function mentionOf(typed: string, mentions: CommandMentions): string | undefined {
  const words = typed.split(' ');
  for (let length = words.length; length > 0; length -= 1) {
    const mention = mentions.get(words.slice(0, length).join(' '));
    const options = words.slice(length);
    if (mention !== undefined) return options.length === 0 ? mention : `${mention} \`${options.join(' ')}\``;
  }
  return undefined;
}
