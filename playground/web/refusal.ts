// What Discord's client says no to, before anything reaches the bot.
import type { CommandOption } from './shapes.ts';

export class Refusal extends Error {
  /** Of a slash command: the option that is wrong. */
  readonly option: string | undefined;

  constructor(message: string, option: string | undefined) {
    super(message);
    this.option = option;
  }
}

/**
 * @returns the option that is wrong, where one is, and the problem, which calls it by the name that
 * stands in front of the reader
 */
export function explainRefusal(
  error: unknown,
  options: readonly CommandOption[] = [],
): { wrong: string | undefined; problem: string } {
  const wrong = error instanceof Refusal ? error.option : undefined;
  const option = options.find(({ name }) => name === wrong);
  const problem = error instanceof Error ? error.message : String(error);
  return { wrong, problem: option ? problem.replace(option.name, option.label) : problem };
}
