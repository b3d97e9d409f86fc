// A slash command's options as its client reads them: typed, in range, nothing missing, nothing
// unknown.
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { ClientRefusal } from './interaction-event.ts';

interface Option {
  type: number;
  name: string;
  required?: boolean;
  choices?: { value: unknown }[];
  autocomplete?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  options?: Option[];
}

/** As an interaction carries it. */
export interface GivenOption {
  type: number;
  name: string;
  value?: unknown;
  focused?: true;
  options?: GivenOption[];
}

/**
 * @param path subcommand group and subcommand, where the command has them
 * @param focused while typing: nothing is required yet, and this option's text is taken as it is
 * @returns the interaction's `options`
 */
export function readOptions(
  command: { options?: Option[] },
  path: readonly string[],
  given: Record<string, unknown>,
  focused?: string,
): GivenOption[] {
  const [head, ...rest] = path;
  const options = command.options ?? [];
  const nested = options.filter(({ type }) => type === Type.Subcommand || type === Type.SubcommandGroup);
  if (head !== undefined || nested.length > 0) {
    const next = nested.find(({ name }) => name === head);
    if (!next) throw new ClientRefusal(`this command needs a subcommand, and ${head ?? 'none'} is not one`);
    return [{ type: next.type, name: next.name, options: readOptions(next, rest, given, focused) }];
  }
  const unknown = Object.keys(given).find((name) => !options.some((option) => option.name === name));
  if (unknown !== undefined) throw new ClientRefusal(`there is no option ${unknown}`);
  return options.flatMap((option): GivenOption[] => {
    const value = given[option.name];
    if (option.name === focused) return [{ type: option.type, name: option.name, value: value ?? '', focused: true }];
    if (value === undefined) {
      if (option.required === true && focused === undefined)
        throw new ClientRefusal(`This option is required: ${option.name}`, option.name);
      return [];
    }
    if (focused === undefined) check(option, value);
    return [{ type: option.type, name: option.name, value }];
  });
}

function check(option: Option, value: unknown): void {
  const problem = problemOf(option, value);
  if (problem !== undefined) throw new ClientRefusal(`${option.name}: ${problem}`, option.name);
}

function problemOf(option: Option, value: unknown): string | undefined {
  const { choices = [], min_length = 0, max_length = 6000 } = option;
  const { min_value = Number.NEGATIVE_INFINITY, max_value = Number.POSITIVE_INFINITY } = option;
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) return 'not one of the choices';
  switch (option.type) {
    case Type.String:
      if (typeof value !== 'string') return 'text is expected';
      if (value.length < min_length) return `at least ${min_length} characters`;
      return value.length > max_length ? `at most ${max_length} characters` : undefined;
    case Type.Integer:
    case Type.Number:
      if (typeof value !== 'number' || (option.type === Type.Integer && !Number.isSafeInteger(value)))
        return 'a number is expected';
      if (value < min_value) return `at least ${min_value}`;
      return value > max_value ? `at most ${max_value}` : undefined;
    case Type.Boolean:
      return typeof value === 'boolean' ? undefined : 'true or false is expected';
    default:
      return typeof value === 'string' ? undefined : 'an id is expected';
  }
}
