// What the bot's commands are called in the language that somebody reads, as Discord's client shows
// them; English where nothing else is told.
import type { CommandOption } from './shapes.ts';

type Localizations = Readonly<Record<string, string>> | null | undefined;

/** A command, option or choice as the bot has registered it. */
export interface Registered extends Omit<CommandOption, 'label' | 'options' | 'choices'> {
  name_localizations?: Localizations;
  description_localizations?: Localizations;
  options?: Registered[];
  choices?: { name: string; value: string | number; name_localizations?: Localizations }[];
}

export const inLanguage = (command: Registered, locale: string): CommandOption => {
  const { name_localizations, description_localizations, options, choices, ...plain } = command;
  return {
    ...plain,
    label: name_localizations?.[locale] ?? command.name,
    description: description_localizations?.[locale] ?? command.description,
    ...(options ? { options: options.map((option) => inLanguage(option, locale)) } : {}),
    ...(choices
      ? { choices: choices.map(({ name, value, name_localizations: own }) => ({ name: own?.[locale] ?? name, value })) }
      : {}),
  };
};
