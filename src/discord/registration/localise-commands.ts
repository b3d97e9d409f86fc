// Commands in every language: what each language calls a command, its options and choices, beside
// the English that is always there.
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';

type Body = RESTPostAPIApplicationCommandsJSONBody;

/** A command, an option or a choice, as far as it is read by people. */
interface Named {
  name: string;
  description?: string;
  options?: Named[];
  choices?: Named[];
}

/** One language's view of the same commands. */
export interface Translation {
  /** Discord's name of the language. */
  locale: string;
  /** The same commands in the same order, with descriptions and choices in that language. */
  bodies: readonly Body[];
  /** What that language calls commands and options, by their English names. */
  names: Readonly<Record<string, string>>;
}

/** @param bodies in English; their names stay what programs know the commands by */
export const localiseCommands = (bodies: readonly Body[], translations: readonly Translation[]): Body[] =>
  bodies.map((body, index) => {
    const others = translations.map(({ locale, names, bodies: own }) => ({ locale, names, node: own[index] }));
    return localise(body as Named, others as Other[]) as Body; // A command is a named thing, and stays what it was.
  });

interface Other {
  locale: string;
  names: Translation['names'];
  node: Named;
}

function localise(node: Named, others: readonly Other[]): Named {
  const within = (part: 'options' | 'choices') =>
    node[part] === undefined
      ? {}
      : {
          [part]: node[part].map((child, index) => {
            const own = others.flatMap(({ node: other, ...rest }) => {
              const found = other[part]?.[index];
              return found ? [{ ...rest, node: found }] : [];
            });
            return part === 'options' ? localise(child, own) : localiseChoice(child, own);
          }),
        };
  return {
    ...node,
    ...differing('name_localizations', node.name, others, ({ names }) => names[node.name]),
    ...differing('description_localizations', node.description, others, (other) => other.node.description),
    ...within('options'),
    ...within('choices'),
  };
}

const localiseChoice = (choice: Named, others: readonly Other[]): Named => ({
  ...choice,
  ...differing('name_localizations', choice.name, others, ({ node }) => node.name),
});

/** What stands in English elsewhere too is not said again. */
function differing(
  property: string,
  english: string | undefined,
  others: readonly Other[],
  read: (other: Other) => string | undefined,
): object {
  const entries = others.flatMap((other) => {
    const text = read(other);
    return text === undefined || text === english ? [] : [[other.locale, text] as const];
  });
  return entries.length === 0 ? {} : { [property]: Object.fromEntries(entries) };
}
