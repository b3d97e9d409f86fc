// What a command is: data and one function. The dispatcher does all the rest, the same for each.

import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type {
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { App } from '../../app.ts';
import type { Config } from '../../config/settings.ts';
import type { Translate } from '../../text/text.ts';
import type { Access } from './access.ts';
import type { ChatRequest } from './chat-request.ts';

/** What a definition's data may depend on. */
export interface CommandSetting {
  config: Pick<Config, 'IMAGE_MODELS' | 'MAX_SAFETY_TOLERANCE' | 'MAX_CONCURRENT_PER_MEMBER' | 'USER_INSTALL'>;
  t: Translate;
}

interface Named {
  name: string;
  /** Who may use it; everybody where not given. Checked at every use. */
  access?: Access;
}

export interface SlashCommand extends Named {
  kind: 'slash';
  /** As Discord is told of it; where it may be used is added by registration, the same for all. */
  data(setting: CommandSetting): RESTPostAPIChatInputApplicationCommandsJSONBody;
  run(interaction: ChatInputCommandInteraction, app: App): Promise<void>;
  autocomplete?(interaction: AutocompleteInteraction, app: App): Promise<void>;
}

/** Under "Apps" on a message. */
export interface MessageMenuCommand extends Named {
  kind: 'message-menu';
  data(setting: CommandSetting): RESTPostAPIContextMenuApplicationCommandsJSONBody;
  run(interaction: MessageContextMenuCommandInteraction, app: App): Promise<void>;
}

/** Under "Apps" on a person. */
export interface UserMenuCommand extends Named {
  kind: 'user-menu';
  data(setting: CommandSetting): RESTPostAPIContextMenuApplicationCommandsJSONBody;
  run(interaction: UserContextMenuCommandInteraction, app: App): Promise<void>;
}

/**
 * Components and modals: `name` is the part of their custom ids before the colon, `id` what stands
 * after it: to be looked up, never to be trusted.
 */
export interface ButtonCommand extends Named {
  kind: 'button';
  run(interaction: ButtonInteraction, app: App, id: string): Promise<void>;
}

export interface SelectCommand extends Named {
  kind: 'select';
  run(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void>;
}

export interface ModalCommand extends Named {
  kind: 'modal';
  run(interaction: ModalSubmitInteraction, app: App, id: string): Promise<void>;
}

/** A chat message that calls the bot by name, or is written to it alone. */
export interface MentionCommand extends Named {
  kind: 'mention';
  run(request: ChatRequest, app: App): Promise<void>;
}

export type Command =
  | SlashCommand
  | MessageMenuCommand
  | UserMenuCommand
  | ButtonCommand
  | SelectCommand
  | ModalCommand
  | MentionCommand;

export type CommandKind = Command['kind'];

/** Commands by kind and name. */
export interface CommandIndex {
  find<Kind extends CommandKind>(kind: Kind, name: string): Extract<Command, { kind: Kind }> | undefined;
}

export function indexCommands(commands: readonly Command[]): CommandIndex {
  const byKey = new Map(commands.map((command) => [`${command.kind}/${command.name}`, command]));
  return {
    find: <Kind extends CommandKind>(kind: Kind, name: string) =>
      byKey.get(`${kind}/${name}`) as Extract<Command, { kind: Kind }> | undefined, // The key holds its kind.
  };
}

/** Holds a definition to its type while keeping it narrow. */
export const defineCommand = <Definition extends Command>(definition: Definition): Definition => definition;
