// What a message refers to: whom it pings, and the message that it answers; and the message as
// somebody reads it.
import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { sign } from './attachments.ts';
import type { StoredMessage } from './model.ts';
import { botUser } from './seed.ts';
import type { DiscordState } from './state.ts';

type Json = Record<string, unknown>;

/** The message as somebody reads it now: links are signed anew each time. */
export const shown = (state: DiscordState, { message }: StoredMessage): APIMessage => ({
  ...message,
  attachments: message.attachments.map((attachment) => sign(state, attachment)),
});

/** Whom the text pings, as far as `allowed_mentions` lets it. */
export function mentionedUsers(state: DiscordState, { content, allowed_mentions, message_reference }: Json): APIUser[] {
  const allowed = allowed_mentions as { parse?: string[]; users?: string[]; replied_user?: boolean } | undefined; // Checked by schema.
  const named = [...text(content).matchAll(/<@!?(\d+)>/g)].map(([, id]) => id ?? '');
  const pinged = named.filter((id) => !allowed || allowed.parse?.includes('users') || allowed.users?.includes(id));
  // A reply pings whom it answers, unless it says otherwise.
  const replied = repliedTo(state, message_reference)?.message.author.id;
  if (replied !== undefined && (!allowed || allowed.replied_user === true)) pinged.push(replied);
  return [botUser, ...state.people.map(({ user }) => user)].filter(({ id }) => pinged.includes(id));
}

const repliedTo = (state: DiscordState, reference: unknown): StoredMessage | undefined =>
  typeof reference === 'object' && reference !== null && 'message_id' in reference
    ? state.messages.get(String(reference.message_id))
    : undefined;

export function referenceOf(state: DiscordState, { message_reference }: Json): Partial<APIMessage> {
  if (typeof message_reference !== 'object' || message_reference === null || !('message_id' in message_reference))
    return {};
  const target = repliedTo(state, message_reference);
  return {
    message_reference: {
      message_id: String(message_reference.message_id),
      ...(target ? { channel_id: target.message.channel_id } : {}),
    } as never, // As Discord answers it.
    referenced_message: target ? shown(state, target) : null,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
