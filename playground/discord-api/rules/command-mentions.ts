// Mentions of commands in a message: Discord takes any, but a click works only on a registered
// command, by its id and its whole path.
import type { DiscordState } from '../state.ts';

interface Named {
  name: string;
  type?: number;
  options?: Named[];
}

const [SUBCOMMAND, GROUP] = [1, 2];
/** Code is shown as it is written, and so is what stands after a backslash. */
const CODE = /```[\s\S]*?```|`[^`]*`/g;
const MENTION = /(?<!\\)<\/([^:<>]+):(\d+)>/g;

/** @returns what is wrong with the mentions in a message's text */
export function checkCommandMentions({ commands }: DiscordState, content: string): string[] {
  const registered = [...commands.values()].flat();
  return [...content.replaceAll(CODE, '').matchAll(MENTION)].flatMap(([mention, path = '', id]) => {
    const command = registered.find((candidate) => candidate.id === id && candidate.type === 1);
    const paths = command ? pathsOf(command.name, command.body as unknown as Named) : []; // Checked by schema when it was registered.
    return paths.includes(path) ? [] : [`content: ${mention} mentions no command that can be typed`];
  });
}

function pathsOf(path: string, { options = [] }: Pick<Named, 'options'>): string[] {
  const inner = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  return inner.length === 0 ? [path] : inner.flatMap((option) => pathsOf(`${path} ${option.name}`, option));
}
