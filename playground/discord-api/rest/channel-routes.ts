// Channels and their messages, with the bot's own voice: permissions count here.
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { censorRead } from '../censor.ts';
import { refusals } from '../discord-error.ts';
import { shown } from '../message-references.ts';
import { createMessage, editMessage, refuseInClosedThread } from '../messages.ts';
import type { Channel, StoredMessage } from '../model.ts';
import { describeChannel } from '../objects.ts';
import { checkMessage } from '../rules/message-rules.ts';
import { checkSchema } from '../rules/schema.ts';
import { BOT_ID, botUser } from '../seed.ts';
import {
  channelById,
  type DiscordState,
  deleteMessage,
  directChannel,
  guildOf,
  personById,
  personByKey,
} from '../state.ts';
import type { Call, Route } from './router.ts';

type Json = Record<string, unknown>;

const WRITE_LIMIT = { limit: 5, perMs: 5_000 };
const NONCE_MS = 5 * 60 * 1000;

export const channelRoutes: Route[] = [
  {
    method: 'GET',
    path: 'channels/{}',
    auth: 'bot',
    handle: (state, call) => [200, describeChannel(state, openChannel(state, call))],
  },
  { method: 'POST', path: 'channels/{}/messages', auth: 'bot', limit: WRITE_LIMIT, handle: writeMessage },
  { method: 'GET', path: 'channels/{}/messages', auth: 'bot', handle: listMessages },
  {
    method: 'GET',
    path: 'channels/{}/messages/{}',
    auth: 'bot',
    handle(state, call) {
      const channel = openChannel(state, call);
      if ((channel.botPermissions & Flags.ReadMessageHistory) === 0n) throw refusals.missingAccess();
      const isDirect = channel.kind === 'direct';
      return [200, censorRead(state, shown(state, publicMessage(state, call)), isDirect)];
    },
  },
  { method: 'PATCH', path: 'channels/{}/messages/{}', auth: 'bot', limit: WRITE_LIMIT, handle: changeMessage },
  { method: 'DELETE', path: 'channels/{}/messages/{}', auth: 'bot', handle: removeMessage },
  {
    method: 'POST',
    path: 'channels/{}/typing',
    auth: 'bot',
    handle: showTyping,
  },
  { method: 'POST', path: 'users/@me/channels', auth: 'bot', handle: openDirect },
];

/** The channel, provided the bot may do what is asked there. */
function openChannel(state: DiscordState, { params }: Call, ...needed: bigint[]): Channel {
  const channel = channelById(state, params[0] ?? '');
  if (!channel) throw refusals.unknownChannel();
  const isMember = channel.kind === 'direct' ? channel.withBot : guildOf(state, channel)?.hasBot === true;
  if (!isMember || (channel.botPermissions & Flags.ViewChannel) === 0n) throw refusals.missingAccess();
  const write = channel.kind === 'thread' ? Flags.SendMessagesInThreads : Flags.SendMessages;
  for (const flag of needed) {
    if ((channel.botPermissions & (flag === Flags.SendMessages ? write : flag)) === 0n)
      throw refusals.missingPermissions();
  }
  return channel;
}

/** Ephemeral messages are out of a channel's reach. */
function publicMessage(state: DiscordState, call: Call): StoredMessage {
  const channel = openChannel(state, call);
  const stored = state.messages.get(call.params[1] ?? '');
  if (!stored || stored.message.channel_id !== channel.id || stored.onlyFor !== null) throw refusals.unknownMessage();
  return stored;
}

async function writeMessage(state: DiscordState, call: Call): Promise<[number, unknown]> {
  const channel = openChannel(state, call, Flags.SendMessages, ...(call.files.size > 0 ? [Flags.AttachFiles] : []));
  if (channel.closed === 'locked') throw refusals.lockedThread();
  const body = call.body as Json; // Checked next.
  call.refuseForm([...checkSchema('MessageCreateRequestSchema', body), ...checkMessage(body)]);
  if (channel.personKey !== null && personByKey(state, channel.personKey).closedDirectMessages)
    throw refusals.closedDirectMessages();
  channel.closed = null;
  const same = body.enforce_nonce === true ? findNonce(state, channel.id, String(body.nonce)) : undefined;
  if (same) return [200, shown(state, same)];
  return [200, shown(state, await createMessage(state, { channel, author: botUser, body, files: call.files }))];
}

/** With `enforce_nonce`, the same nonce within minutes is the same message. */
const findNonce = (state: DiscordState, channelId: string, nonce: string): StoredMessage | undefined =>
  [...state.messages.values()].find(
    ({ message, nonce: known }) =>
      known === nonce && message.channel_id === channelId && Date.parse(message.timestamp) > state.now() - NONCE_MS,
  );

function listMessages(state: DiscordState, call: Call): [number, unknown] {
  const channel = openChannel(state, call);
  // No error: Discord lists nothing then.
  if ((channel.botPermissions & Flags.ReadMessageHistory) === 0n) return [200, []];
  const limit = Number(call.query.get('limit') ?? 50);
  const after = call.query.get('after');
  const all = [...state.messages.values()].filter(
    ({ message, onlyFor }) =>
      message.channel_id === channel.id && onlyFor === null && (after === null || BigInt(message.id) > BigInt(after)),
  );
  // The newest ones, or those that came first after another one; the newest first.
  const page = after === null ? all.slice(-limit) : all.slice(0, limit);
  return [200, page.reverse().map((stored) => censorRead(state, shown(state, stored), channel.kind === 'direct'))];
}

async function changeMessage(state: DiscordState, call: Call): Promise<[number, unknown]> {
  const stored = publicMessage(state, call);
  if (stored.message.author.id !== BOT_ID) throw refusals.notTheAuthor();
  refuseInClosedThread(state, stored);
  const body = call.body as Json; // Checked next.
  call.refuseForm([...checkSchema('MessageEditRequestPartialSchema', body), ...checkMessage(body)]);
  return [200, shown(state, await editMessage(state, stored, body, call.files))];
}

function removeMessage(state: DiscordState, call: Call): [number, unknown] {
  const stored = publicMessage(state, call);
  if (stored.message.author.id !== BOT_ID) openChannel(state, call, Flags.ManageMessages);
  refuseInClosedThread(state, stored);
  deleteMessage(state, stored.message);
  return [204, undefined];
}

function showTyping(state: DiscordState, call: Call): [number, unknown] {
  openChannel(state, call, Flags.SendMessages);
  return [204, undefined];
}

function openDirect(state: DiscordState, call: Call): [number, unknown] {
  call.refuseForm(checkSchema('CreatePrivateChannelRequestSchema', call.body));
  const { recipient_id } = call.body as { recipient_id: string }; // Just checked.
  const person = personById(state, String(recipient_id));
  if (!person) throw refusals.unknownUser();
  return [200, describeChannel(state, directChannel(state, person))];
}
