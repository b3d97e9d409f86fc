// Making and editing messages with all that Discord does on the way.
import { type APIMessage, type APIUser, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Upload } from './attachments.ts';
import { refusals } from './discord-error.ts';
import { keptAttachments, newAttachments, takeEmbedImages } from './message-attachments.ts';
import { mentionedUsers, referenceOf, shown } from './message-references.ts';
import type { Channel, StoredMessage } from './model.ts';
import { checkCommandMentions } from './rules/command-mentions.ts';
import { BOT_ID } from './seed.ts';
import { channelById, type DiscordState, guildOf, tellMessage } from './state.ts';

type Json = Record<string, unknown>;

export interface Draft {
  channel: Channel;
  author: APIUser;
  body: Json;
  files: ReadonlyMap<number, Upload>;
  /** Beyond what the body says: loading, ephemeral. */
  flags?: number;
  onlyFor?: string | null;
  interaction?: { id: string; type: number; user: APIUser; name: string | null };
  isWebhook?: boolean;
  mayBeEmpty?: boolean;
  /**
   * Parts of a message that nobody can write by the routes here, such as what another program
   * wrote.
   */
  raw?: Json;
}

/** The part of a body's flags that whoever writes may set. */
const SETTABLE_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;
const HOUR_MS = 3600 * 1000;
const EDITS_OF_OLD_MESSAGES = 5;

export async function createMessage(state: DiscordState, draft: Draft): Promise<StoredMessage> {
  const { channel, author, body, files } = draft;
  refuseBlockedWords(state, channel, body);
  const attachments = await newAttachments(state, channel.id, body, files);
  const message: APIMessage = {
    id: state.nextId(),
    channel_id: channel.id,
    type: typeOf(draft),
    author,
    content: text(body.content),
    timestamp: new Date(state.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: mentionedUsers(state, body),
    mention_roles: [],
    attachments,
    embeds: (body.embeds as APIMessage['embeds']) ?? [], // Checked against Discord's schema.
    components: (body.components as APIMessage['components'] & object) ?? [], // The same.
    pinned: false,
    flags: (draft.flags ?? 0) | (Number(body.flags ?? 0) & SETTABLE_FLAGS),
    ...(draft.isWebhook ? { webhook_id: author.id, application_id: author.id } : {}),
    ...referenceOf(state, body),
    ...draft.raw,
  };
  if (draft.interaction) addInteraction(message, draft.interaction);
  takeEmbedImages(message);
  if (!draft.mayBeEmpty) refuseEmpty(message);
  const stored: StoredMessage = {
    message,
    onlyFor: draft.onlyFor ?? null,
    interactionId: draft.interaction?.id ?? null,
    nonce: typeof body.nonce === 'string' || typeof body.nonce === 'number' ? String(body.nonce) : null,
    edits: [],
  };
  state.messages.set(message.id, stored);
  announce(state, stored, 'MESSAGE_CREATE');
  return stored;
}

function typeOf({ interaction, body }: Draft): MessageType {
  if (interaction) return MessageType.ChatInputCommand;
  return body.message_reference ? MessageType.Reply : MessageType.Default;
}

export async function editMessage(
  state: DiscordState,
  stored: StoredMessage,
  body: Json,
  files: ReadonlyMap<number, Upload>,
): Promise<StoredMessage> {
  const { message } = stored;
  const channel = channelById(state, message.channel_id);
  if (!channel) throw refusals.unknownChannel();
  refuseBlockedWords(state, channel, body);
  const now = state.now();
  stored.edits = [...stored.edits.filter((at) => at > now - HOUR_MS), now];
  if (Date.parse(message.timestamp) < now - HOUR_MS && stored.edits.length > EDITS_OF_OLD_MESSAGES)
    throw refusals.tooOldToEdit();
  const kept = Array.isArray(body.attachments) ? keptAttachments(message, body.attachments) : message.attachments;
  const next: APIMessage = {
    ...message,
    ...(body.content === undefined ? {} : { content: text(body.content) }),
    ...(body.embeds === undefined ? {} : { embeds: (body.embeds as APIMessage['embeds']) ?? [] }), // Checked by schema.
    ...(body.components === undefined
      ? {}
      : { components: (body.components as APIMessage['components'] & object) ?? [] }), // The same.
    attachments: [...kept, ...(await newAttachments(state, channel.id, body, files))],
    edited_timestamp: new Date(now).toISOString(),
    flags: (message.flags ?? 0) & ~MessageFlags.Loading,
  };
  takeEmbedImages(next);
  refuseEmpty(next);
  stored.message = next;
  announce(state, stored, 'MESSAGE_UPDATE');
  return stored;
}

/** A replayed event: the same message once more. @returns whether there is one */
export function announceAgain(state: DiscordState, id: string): boolean {
  const stored = state.messages.get(id);
  if (stored) announce(state, stored, 'MESSAGE_CREATE');
  return stored !== undefined;
}

function announce(state: DiscordState, stored: StoredMessage, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): void {
  tellMessage(state, { ...stored, message: shown(state, stored) });
  noteDeadMentions(state, stored.message);
  const channel = channelById(state, stored.message.channel_id);
  const isForBot =
    channel !== undefined && (channel.kind === 'direct' ? channel.withBot : guildOf(state, channel)?.hasBot === true);
  // The gateway tells nobody of ephemeral messages.
  if (stored.onlyFor !== null || !channel || !isForBot) return;
  const guild = channel.guildId === null ? {} : { guild_id: channel.guildId };
  const member =
    guildOf(state, channel) === undefined
      ? {}
      : { member: { roles: rolesOf(state, stored), joined_at: null, deaf: false, mute: false, flags: 0 } };
  state.events.emit('dispatch', event, { ...shown(state, stored), ...guild, ...member });
}

/** Discord takes them all the same; members find that a click does nothing. */
function noteDeadMentions(state: DiscordState, { author, content }: APIMessage): void {
  const problems = author.id === BOT_ID ? checkCommandMentions(state, content) : [];
  if (problems.length > 0) state.violations.push({ at: state.now(), route: 'a message of the bot', problems });
}

/** Of whoever wrote it. */
function rolesOf(state: DiscordState, { message }: StoredMessage): readonly string[] {
  const channel = channelById(state, message.channel_id);
  const person = state.people.find(({ user }) => user.id === message.author.id);
  return (channel && person && guildOf(state, channel)?.memberRoles[person.key]) ?? [];
}

function refuseEmpty({ content, embeds, attachments, components, sticker_items }: APIMessage): void {
  if (
    content === '' &&
    embeds.length + attachments.length + (components?.length ?? 0) + (sticker_items?.length ?? 0) === 0
  ) {
    throw refusals.emptyMessage();
  }
}

function refuseBlockedWords(state: DiscordState, channel: Channel, body: Json): void {
  const words = guildOf(state, channel)?.blockedWords ?? [];
  const content = text(body.content).toLowerCase();
  if (words.some((word) => content.includes(word.toLowerCase()))) throw refusals.blockedByAutoMod();
}

function addInteraction(message: APIMessage, { id, type, user, name }: NonNullable<Draft['interaction']>): void {
  const metadata = {
    id,
    type,
    user,
    authorizing_integration_owners: {},
    ...(name === null ? {} : { name }),
  };
  message.interaction_metadata = metadata as never; // The parts that clients read.
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Nothing in a thread that is archived, as a locked one is too, can be changed or deleted. */
export function refuseInClosedThread(state: DiscordState, { message }: StoredMessage): void {
  const channel = channelById(state, message.channel_id);
  if (channel && channel.closed !== null) throw refusals.archivedThread();
}
