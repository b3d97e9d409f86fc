// What somebody can do on a message.
import type { APIMessage } from 'discord-api-types/v10';
import type { ShownImage } from './images.ts';
import type { MenuActions } from './menus.ts';

export interface MessageActions {
  /** A button, or what was chosen in a select. */
  use(message: APIMessage, customId: string, values?: string[]): void;
  /** Whether the bot has not yet answered that. */
  isWaiting(message: APIMessage, customId: string): boolean;
  zoom(image: ShownImage): void;
  dismiss(message: APIMessage): void;
  menu: MenuActions;
}
