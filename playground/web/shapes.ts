// What the control API answers, as far as the page looks at it.
import type { APIMessage } from 'discord-api-types/v10';

export interface Person {
  key: string;
  user: { id: string; global_name: string | null; username: string; avatar: string | null };
  /** Discord's name of the language they read. */
  locale: string;
  serverAvatars: Readonly<Record<string, string>>;
}

export interface Channel {
  key: string;
  id: string;
  kind: 'text' | 'thread' | 'direct';
  name: string;
  guildId: string | null;
  personKey: string | null;
  nsfw: boolean;
}

export interface Guild {
  key: string;
  id: string;
  name: string;
  hasBot: boolean;
  members: string[];
  roles: { id: string; name: string }[];
}

export interface World {
  botConnected: boolean;
  /** The number of what was told last when this was looked at. */
  newestEventNumber: number;
  botId: string;
  people: Person[];
  guilds: Guild[];
  channels: Channel[];
}

export interface CommandOption {
  type: number;
  name: string;
  /** The name as its reader sees it. */
  label: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number }[];
  channel_types?: number[];
  options?: CommandOption[];
}

/** A slash command, or one of its subcommands: what can be typed after `/`. */
export interface Command {
  /** `imagine`, `usage me` */
  name: string;
  /** The same as its reader sees it. */
  label: string;
  description: string;
  options: CommandOption[];
}

/** A command under "Apps". */
export interface App {
  name: string;
  label: string;
}

/** What the bot offers in one place: slash commands, and its commands on messages and on people. */
export interface Offer {
  commands: Command[];
  messageApps: App[];
  personApps: App[];
}

export type Choice = { name: string; value: string | number };

export interface FormField {
  type: number;
  custom_id: string;
  style?: number;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  placeholder?: string;
  value?: string;
  options?: { value: string; label: string; description?: string; default?: boolean }[];
}

/** A form that the bot has opened. */
export interface Form {
  custom_id: string;
  title: string;
  components: {
    type: number;
    label?: string;
    description?: string;
    content?: string;
    component?: FormField;
    components?: FormField[];
  }[];
}

export type InteractionAnswer =
  | { outcome: 'answered' }
  | { outcome: 'choices'; choices: Choice[] }
  | { outcome: 'modal'; modal: Form }
  | { outcome: 'failed'; reason: string };

export type PersonEvent =
  | { kind: 'message'; message: APIMessage }
  | { kind: 'delete'; id: string; channelId: string }
  | { kind: 'interaction'; id: string; answer: InteractionAnswer }
  | { kind: 'presence'; isOnline: boolean };

/** The direct channel with the bot, before and after it is there. */
export const DIRECT = 'direct';

/** Where somebody is: the channel behind its key. */
export const channelOf = ({ channels }: World, as: string, key: string): Channel | undefined =>
  key === DIRECT
    ? channels.find(({ kind, personKey }) => kind === 'direct' && personKey === as)
    : channels.find((channel) => channel.key === key);

export const personOf = ({ people }: World, key: string): Person | undefined =>
  people.find((person) => person.key === key);

/** Discord's flag of a message that one person alone sees, which nobody can reply to. */
export const EPHEMERAL = 64;

/** Whether this person wrote it, began what it answers, or is the only one who sees it. */
export function isForPerson(message: APIMessage, userId: string | undefined): boolean {
  const { author, interaction_metadata: begun, referenced_message: answered, flags = 0 } = message;
  const people = [author.id, begun?.user.id, answered?.author.id];
  return (flags & EPHEMERAL) !== 0 || (userId !== undefined && people.includes(userId));
}
