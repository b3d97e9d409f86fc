// What the control API answers, as far as the page looks at it.
import type { APIMessage } from 'discord-api-types/v10';

export interface World {
  botConnected: boolean;
  botId: string;
  people: { key: string; user: { id: string; global_name: string | null; username: string } }[];
  guilds: { key: string; id: string; name: string; hasBot: boolean; members: string[] }[];
  channels: {
    key: string;
    id: string;
    kind: 'text' | 'thread' | 'direct';
    name: string;
    guildId: string | null;
    nsfw: boolean;
  }[];
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number }[];
  min_value?: number;
  max_value?: number;
  max_length?: number;
  options?: CommandOption[];
}

/** A slash command, or one of its subcommands: what can be typed after `/`. */
export interface Command {
  /** `imagine`, `usage me` */
  name: string;
  description: string;
  options: CommandOption[];
}

export type Choice = { name: string; value: string | number };

export type PersonEvent =
  | { kind: 'message'; message: APIMessage }
  | { kind: 'delete'; id: string; channelId: string }
  | { kind: 'interaction'; id: string; answer: { outcome: string; reason?: string; choices?: Choice[] } };
