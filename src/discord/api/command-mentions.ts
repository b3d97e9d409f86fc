// The mentions by which a text names a registered command: a click puts it into the message field.
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { CommandMentions } from '../../text/command-mentions.ts';

const option = z.object({
  type: z.int(),
  name: z.string(),
  get options() {
    return z.array(option).optional();
  },
});
const registeredCommands = z.array(
  z.object({
    id: z.string(),
    type: z.int().default(ApplicationCommandType.ChatInput),
    name: z.string(),
    options: z.array(option).optional(),
  }),
);

type Option = z.infer<typeof option>;

/** @param registered commands as Discord answers them; what cannot be read has no mentions */
export function mentionsOf(registered: unknown): CommandMentions {
  const commands = registeredCommands.safeParse(registered).data ?? [];
  return new Map(
    commands
      .filter(({ type }) => type === ApplicationCommandType.ChatInput)
      .flatMap(({ id, name, options }) =>
        pathsOf(name, options).map((path): [string, string] => [path, `</${path}:${id}>`]),
      ),
  );
}

/** What can be typed: the command itself, or its subcommands where it has any. */
function pathsOf(path: string, options: readonly Option[] = []): string[] {
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
  const subcommands = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  if (subcommands.length === 0) return [path];
  return subcommands.flatMap((subcommand) => pathsOf(`${path} ${subcommand.name}`, subcommand.options));
}
