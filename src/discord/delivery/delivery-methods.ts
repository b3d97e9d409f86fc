// The ways a final message can reach its member, best first. Which method is tried is stored before
// it is tried.

import type { RawFile } from 'discord.js';
import { type REST, Routes } from 'discord.js';
import type { SteadyMs } from '../../clock.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isInvalidToken, isUnknownWebhook } from '../api/discord-error.ts';
import { TOKEN_GRACE_MS, TOKEN_LIFE_MS } from '../api/limits.ts';
import { idOf, writeReply } from '../api/messages.ts';
import type { RenderedRequest } from '../rendering/render-request.ts';
import { findOwnMessage } from './find-existing-message.ts';
import { type SendContext, sendNoted } from './send-noted.ts';

const TOKEN_YOUNG_MS = 10_000;

export type DeliveryMethod = NonNullable<RequestRow['delivery_method']>;
/** A method that sends something: `history` sends nothing. */
export type SendingMethod = Exclude<DeliveryMethod, 'history'>;

/** What a method sends: the message's body, and the images where there are some. */
export interface MessagePayload {
  message: Omit<RenderedRequest, 'images'>;
  files: RawFile[];
  /** What stays of the message's files; undefined leaves them as they are. */
  attachments: { id: string; description: string; is_spoiler?: true }[] | undefined;
}

/**
 * What the methods send by: the token's webhook, the bot's own voice, and where new messages are
 * noted.
 */
export interface Voices extends SendContext {
  webhook: REST;
  bot: REST;
  /** The bot's own user. */
  botId(): string;
}

/** A message that stands beside, or in place of, the request's own. */
export interface MadeMessage {
  channelId: string;
  messageId: string;
}

/**
 * The token that edits the request's message, unless it is certainly dead. An empty one is known
 * to be dead.
 */
export const liveToken = ({ interaction_token, token_expires_at }: RequestRow, now: SteadyMs): string | undefined =>
  interaction_token && now < token_expires_at + TOKEN_GRACE_MS ? interaction_token : undefined;

/**
 * Whether `error` says that the request's token is over. In the first seconds Discord may not know
 * its webhook yet.
 */
export const isTokenOver = (error: unknown, { token_expires_at }: RequestRow, now: SteadyMs): boolean =>
  isInvalidToken(error) || (isUnknownWebhook(error) && now >= token_expires_at - TOKEN_LIFE_MS + TOKEN_YOUNG_MS);

/**
 * Whether the bot may edit the message and write others in its place: not where only a token lets
 * it in, nor in a channel that Discord did not name.
 */
export const hasOwnVoice = (request: RequestRow): boolean =>
  request.channel_id !== '' &&
  request.is_private === 0 &&
  (request.guild_id !== null || request.source_message_id !== null);

/** The methods that make sense for `request` at `now`, in order; `history` is always the last. */
export function deliveryMethodsFor(request: RequestRow, now: SteadyMs): DeliveryMethod[] {
  const methods: DeliveryMethod[] = [];
  if (liveToken(request, now) !== undefined) methods.push('token');
  if (hasOwnVoice(request) && request.message_id !== null) methods.push('channel-edit');
  methods.push(hasOwnVoice(request) ? 'channel-message' : 'direct-message');
  methods.push('history');
  return methods;
}

/**
 * Sends `payload` by one method. Throws what Discord answered where it does not hold.
 * @param isAgain whether this method was tried before
 * @returns the message that was made, where it was not the request's own that was edited; it is
 * noted as showing the request
 */
export async function sendBy(
  method: SendingMethod,
  { request, userId }: Pick<RequestView, 'request' | 'userId'>,
  payload: MessagePayload,
  voices: Voices & { isAgain: boolean },
): Promise<MadeMessage | undefined> {
  const { webhook, bot } = voices;
  const body = { ...payload.message, attachments: payload.attachments };
  const { files } = payload;
  switch (method) {
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
      const channelId = request.channel_id;
      const message = { body: { ...body, ...once(request), allowed_mentions }, files };
      const messageId = await sendNoted(voices, {
        requestId: request.id,
        channelId,
        send: () => writeReply(bot, channelId, request.source_message_id, message),
        as: 'own',
      });
      return { channelId, messageId };
    }
    case 'direct-message':
      if (userId === null) throw new Error('nobody to write to');
      return sendDirectMessage(request, userId, { body, files }, voices);
  }
}

interface Message {
  body: object;
  files: RawFile[];
}

async function sendDirectMessage(
  request: RequestRow,
  userId: string,
  { body, files }: Message,
  voices: Voices & { isAgain: boolean },
): Promise<MadeMessage> {
  const { bot, botId, messages, isAgain } = voices;
  const channelId = idOf(await bot.post(Routes.userChannels(), { body: { recipient_id: userId } }));
  const as = { kind: 'direct', guildId: null } as const;
  // Nonces are forgotten within minutes, and an earlier attempt may be older than that.
  const found = isAgain ? await findOwnMessage(bot, channelId, request, { botId: botId(), except: [] }) : undefined;
  if (found !== undefined) {
    await bot.patch(Routes.channelMessage(channelId, found), { body, files });
    const place = { channelId, messageId: found };
    await messages.noteFound(request.id, place, as);
    return place;
  }
  const message = { body: { ...body, ...once(request) }, files };
  const messageId = await sendNoted(voices, {
    requestId: request.id,
    channelId,
    send: async () => idOf(await bot.post(Routes.channelMessages(channelId), message)),
    as,
  });
  return { channelId, messageId };
}

/** @param purpose a letter for another message of the same request than its result */
export const nonceOf = ({ id, delivery_nonce }: RequestRow, purpose = ''): string =>
  `${delivery_nonce ?? id}${purpose}`;

/**
 * A new message that was accepted although its answer was lost is not made again within minutes.
 */
export const once = (request: RequestRow, purpose = '') => ({ nonce: nonceOf(request, purpose), enforce_nonce: true });
