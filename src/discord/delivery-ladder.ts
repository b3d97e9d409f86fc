// The ways a final message can reach its member, best first. Which rung is tried is stored before it is tried.

import type { RawFile } from 'discord.js';
import { type REST, Routes } from 'discord.js';
import type { SteadyMs } from '../clock.ts';
import type { RequestRow } from '../store/schema.ts';
import { findOwnMessage } from './find-own-message.ts';
import { TOKEN_DOUBT_MS } from './limits.ts';
import type { RenderedRequest } from './render-request.ts';

export type Rung = NonNullable<RequestRow['delivery_rung']>;

/** What a rung sends: the message's body, and the pictures where there are some. */
export interface Parcel {
  message: Omit<RenderedRequest, 'pictures'>;
  files: RawFile[];
  /** What stays of the message's files; undefined leaves them as they are. */
  attachments: { id: string; description: string; is_spoiler?: true }[] | undefined;
}

/** What the ladder climbs with: the token's webhook, and the bot's own voice. */
export interface Voices {
  webhook: REST;
  bot: REST;
  /** The bot's own user. */
  botId(): string;
}

/** The token that edits the request's message, unless it is dead beyond doubt. */
export const liveToken = ({ interaction_token, token_expires_at }: RequestRow, now: SteadyMs): string | undefined =>
  interaction_token !== null && now < token_expires_at + TOKEN_DOUBT_MS ? interaction_token : undefined;

/** Whether the bot may edit the message and write others in its place: not where only a token lets it in, nor in a channel that Discord did not name. */
export const hasOwnVoice = (request: RequestRow): boolean =>
  request.channel_id !== '' &&
  request.is_private === 0 &&
  (request.guild_id !== null || request.source_message_id !== null);

/** The rungs that make sense for `request` at `now`, in order; `history` is always the last. */
export function rungsFor(request: RequestRow, now: SteadyMs): Rung[] {
  const rungs: Rung[] = [];
  if (liveToken(request, now) !== undefined) rungs.push('token');
  if (hasOwnVoice(request) && request.message_id !== null) rungs.push('channel-edit');
  rungs.push(hasOwnVoice(request) ? 'channel-message' : 'direct-message');
  rungs.push('history');
  return rungs;
}

/**
 * Sends `parcel` by one rung. Throws what Discord answered where it does not hold.
 * @param isAgain whether this rung was tried before
 * @returns the id of the new message in the channel, where one was made there
 */
export async function climb(
  rung: Exclude<Rung, 'history'>,
  request: RequestRow,
  userId: string | null,
  parcel: Parcel,
  { webhook, bot, botId, isAgain }: Voices & { isAgain: boolean },
): Promise<string | undefined> {
  const body = { ...parcel.message, attachments: parcel.attachments };
  const { files } = parcel;
  // A new message that was accepted although its answer was lost is not made again within minutes.
  const once = { nonce: request.delivery_nonce ?? undefined, enforce_nonce: true };
  switch (rung) {
    case 'token': {
      const route = Routes.webhookMessage(request.application_id, request.interaction_token ?? '', '@original');
      await webhook.patch(route, { body, files, auth: false });
      return undefined;
    }
    case 'channel-edit':
      await bot.patch(Routes.channelMessage(request.channel_id, request.message_id ?? ''), { body, files });
      return undefined;
    case 'channel-message': {
      // The first message is gone or out of reach, so its member is told of the new one.
      const allowed_mentions = { users: userId === null ? [] : [userId] };
      const answer = await bot.post(Routes.channelMessages(request.channel_id), {
        body: { ...body, ...once, ...replyTo(request.source_message_id), allowed_mentions },
        files,
      });
      return idOf(answer);
    }
    case 'direct-message': {
      if (userId === null) throw new Error('nobody to write to');
      const channelId = idOf(await bot.post(Routes.userChannels(), { body: { recipient_id: userId } }));
      // Nonces are forgotten within minutes, and an earlier attempt may be older than that.
      if (isAgain && (await findOwnMessage(bot, channelId, request, { botId: botId(), except: [] }))) return undefined;
      await bot.post(Routes.channelMessages(channelId), { body: { ...body, ...once }, files });
      return undefined;
    }
  }
}

/** The part of a message's body that makes it an answer to another one, also where that is gone by now. */
export const replyTo = (messageId: string | null) =>
  messageId === null ? {} : { message_reference: { message_id: messageId, fail_if_not_exists: false } };

/** What Discord's answers are known by. @throws where it answered without an id */
export function idOf(answer: unknown): string {
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'id' in answer &&
    typeof answer.id === 'string' &&
    answer.id !== ''
  )
    return answer.id;
  throw new Error('Discord answered without an id');
}
