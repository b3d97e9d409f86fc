// What Discord's client says no to, before anything reaches the bot.
export class Refusal extends Error {
  /** Of a slash command: the option that is wrong. */
  readonly option: string | undefined;

  constructor(message: string, option: string | undefined) {
    super(message);
    this.option = option;
  }
}
