// What people do and see, over HTTP on this machine: tests and the playground's page use the same.
// JSON in, JSON out. Where Discord's client would say no, the answer is 200 {refused: why, option?:
// which}; what makes no sense is 400 {error}. GET /control/world servers, channels, people, whether
// a bot is connected, what was told last GET /control/commands?as=&channel= commands a person is
// offered there GET /control/messages?as=&channel= what that person sees there, oldest first GET
// /control/events?as=&after= the same live, as server-sent events: message, delete, interaction;
// from now, or after what was told last POST /control/slash {as, channel, name, options, files:
// {option: {name, contentType, base64}}, focused?} POST /control/component {as, messageId,
// customId, values?} POST /control/modal {as, channel, customId, fields}: the form that is open,
// filled in POST /control/forge {kind: 'modal' | 'component', …}: ids that were never offered POST
// /control/plant {as, channel, content, raw}: a message with any parts at all POST /control/menu
// {as, channel, name, messageId | person} POST /control/post {as, channel, content, files?,
// replyTo?} POST /control/delete {as, messageId} GET /control/requests, /control/violations
// Discord's own log POST /control/faults a Fault; {} clears all POST /control/replay {id}: the same
// interaction or message event once more POST /control/disconnect {code}: closes the bot's gateway
// connection POST /control/drop-streams breaks off everybody's live events POST
// /control/permissions {channel, permissions}: the bot's, as a decimal string POST /control/locale
// {as, locale}: the language somebody reads POST /control/member {guild, person, roles}: what
// somebody has there POST /control/blocked-words {guild, words}: AutoMod
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFromThisMachine, parseJson, readBytes, sendJson } from '../../http/messages.ts';
import type { Gateway } from '../gateway.ts';
import { ClientRefusal } from '../interaction-event.ts';
import type { DiscordState } from '../state.ts';
import { act } from './actions.ts';
import { streamEvents } from './event-stream.ts';
import { look } from './views.ts';

const BODY_MAX_BYTES = 60 * 1024 * 1024;

export async function handleControl(
  { state, gateway }: { state: DiscordState; gateway: Gateway },
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isFromThisMachine(request)) return sendJson(response, 403, { error: 'this machine only' });
  const name = url.pathname.replace('/control/', '');
  try {
    if (request.method === 'GET' && name === 'events')
      return streamEvents(
        state,
        { as: url.searchParams.get('as') ?? '', after: url.searchParams.get('after') },
        request,
        response,
      );
    if (request.method === 'GET') return sendJson(response, 200, look(state, gateway, name, url.searchParams));
    const bytes = await readBytes(request, BODY_MAX_BYTES);
    sendJson(response, 200, (await act(state, gateway, name, bytes && parseJson(bytes))) ?? {});
  } catch (error) {
    if (error instanceof ClientRefusal)
      return sendJson(response, 200, { refused: error.message, option: error.option });
    if (!(error instanceof Error)) throw error;
    sendJson(response, 400, { error: error.message });
  }
}
