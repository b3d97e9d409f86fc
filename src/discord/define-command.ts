// What a command is: data and one function. The dispatcher does all the rest, the same for each.

import type { AutocompleteInteraction, ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { App } from '../app.ts';
import type { Config } from '../config/settings.ts';
import type { Translate } from '../text/text.ts';

/** What a definition's data may depend on. */
export interface CommandSetting {
  config: Pick<Config, 'IMAGE_MODELS' | 'MAX_SAFETY_TOLERANCE' | 'USER_INSTALL'>;
  t: Translate;
}

export interface SlashCommand {
  kind: 'slash';
  name: string;
  /** As Discord is told of it; where it may be used is added by registration, the same for all. */
  data(setting: CommandSetting): RESTPostAPIApplicationCommandsJSONBody;
  run(interaction: ChatInputCommandInteraction, app: App): Promise<void>;
  autocomplete?(interaction: AutocompleteInteraction, app: App): Promise<void>;
}

export interface ButtonCommand {
  kind: 'button';
  /** The part of its custom ids before the colon. */
  name: string;
  /** @param id what stands after the colon: to be looked up, never to be trusted */
  run(interaction: ButtonInteraction, app: App, id: string): Promise<void>;
}

export type Command = SlashCommand | ButtonCommand;

/** Holds a definition to its type while keeping it narrow. */
export const defineCommand = <Definition extends Command>(definition: Definition): Definition => definition;
