// What the Discord stand-in knows: people, servers, channels, messages, interactions. Ids are
// Discord's: decimal strings.
import type { APIAttachment, APIMessage, APIUser } from 'discord-api-types/v10';

export interface Person {
  /** How tests and the page name them. */
  key: string;
  user: APIUser;
  locale: string;
  /** No direct messages from strangers: the bot gets 50007. */
  closedDirectMessages: boolean;
  /** Hashes by server, for who wears another face there. */
  serverAvatars: Readonly<Record<string, string>>;
}

export interface Guild {
  key: string;
  id: string;
  name: string;
  ownerId: string;
  /** Whether the bot was installed here. */
  hasBot: boolean;
  locale: string;
  /** Permissions by person's key; who is not listed is no member. */
  members: Record<string, bigint>;
  /** Roles beside @everyone, and who has them, by person's key. */
  roles: { id: string; name: string }[];
  memberRoles: Record<string, string[]>;
  /** Words that its AutoMod blocks. */
  blockedWords: string[];
}

export interface Channel {
  key: string;
  id: string;
  kind: 'text' | 'thread' | 'direct';
  name: string;
  guildId: string | null;
  nsfw: boolean;
  parentId: string | null;
  /** In a direct channel: the person at the other end. */
  personKey: string | null;
  /**
   * Whether a direct channel is the bot's own, or one between people where a user-installed app is
   * used.
   */
  withBot: boolean;
  botPermissions: bigint;
  /**
   * What keeps the bot out of a thread: a message reopens one that is archived, nothing of a bot's
   * one that is locked.
   */
  closed: 'archived' | 'locked' | null;
}

/** A message as Discord shows it, and what Discord keeps to itself. */
export interface StoredMessage {
  message: APIMessage;
  /** Of an ephemeral message: the only one who sees it. */
  onlyFor: string | null;
  /** Made by this interaction's token. */
  interactionId: string | null;
  nonce: string | null;
  /** When it was edited, to meet the limit on old messages. */
  edits: number[];
}

export interface StoredInteraction {
  id: string;
  token: string;
  personKey: string;
  channelId: string;
  createdAt: number;
  type: number;
  /** `usage me`; null where it was no command. */
  commandName: string | null;
  /** Callback type of the first answer. */
  answered: number | null;
  ephemeral: boolean;
  /** What `@original` stands for. */
  originalId: string | null;
  /** The message that a component belongs to. */
  sourceId: string | null;
  followUps: number;
  /** Where a member may not use outside apps in public, Discord makes every answer private. */
  mustBePrivate: boolean;
  /** Where the bot is not a member, only five follow-ups are allowed. */
  isOutside: boolean;
}

export interface StoredFile {
  attachment: APIAttachment;
  channelId: string;
  bytes: Buffer;
}

/** What a person's client hears. */
export type PersonEvent =
  | { kind: 'message'; at: number; message: APIMessage }
  | { kind: 'delete'; at: number; id: string; channelId: string }
  | { kind: 'interaction'; at: number; id: string; answer: InteractionAnswer }
  /** The bot has come online, or gone. */
  | { kind: 'presence'; at: number; isOnline: boolean };

/** What was told, numbered, so that a client whose connection broke off can hear what it missed. */
export interface NumberedEvent {
  number: number;
  personKey: string;
  event: PersonEvent;
}

export type InteractionAnswer =
  | { outcome: 'answered'; type: number }
  | { outcome: 'choices'; choices: { name: string; value: string | number }[] }
  | { outcome: 'modal'; modal: unknown }
  | { outcome: 'failed'; reason: string };

export interface RequestRecord {
  at: number;
  method: string;
  /** With tokens masked. */
  path: string;
  route: string;
  status: number | 'closed';
  /** Calls left of how many, in the bucket it counted in. */
  rateLimit?: { remaining: number; limit: number };
  body?: unknown;
  answer?: unknown;
}

export interface Violation {
  at: number;
  route: string;
  problems: string[];
}
