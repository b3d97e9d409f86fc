// What the answer to a deletion says of messages that stay, since the bot cannot reach them any
// more: those where it is a guest.
import type { App } from '../../src/app.ts';
import { hasOwnVoice, liveToken } from '../../src/discord/delivery/delivery-methods.ts';
import { messageAddress } from '../../src/discord/rendering/message-link.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import type { Translate } from '../../src/text/text.ts';
import type { Removal } from '../moderation/remove-result.ts';

/**
 * For a moderator, who may not be where they stand: where else somebody posts is not theirs to
 * know.
 * @returns sentences
 */
export const whatStaysElsewhere = async (app: App, { request }: RequestView, t: Translate): Promise<string[]> =>
  (await app.removals.hasGuestsLeft(request.id)) ? [t('deletion.mayStay')] : [];

/**
 * For the member, by links; each posting is told of once.
 * @param ownMessage what became of the request's own message
 * @param chosenId the message under which Delete was chosen, which is gone
 * @returns sentences
 */
export async function whatStays(
  app: App,
  { request }: RequestView,
  { showsOthers, ownMessage, chosenId }: Pick<Removal, 'showsOthers' | 'ownMessage'> & { chosenId: string },
  t: Translate,
): Promise<string[]> {
  const left = await app.removals.takeGuestsLeft(request.id);
  const sentences = left.map(({ guild_id: guildId, channel_id: channelId, message_id: messageId }) =>
    t('deletion.guestLeft', { link: messageAddress({ guildId, channelId, messageId }) }),
  );
  // Its own message stands in direct messages, or where only its token let the bot in, in a server
  // that may be unknown: no link leads there. While it is still tried, a live token will reach it;
  // whether the bot itself will, nobody knows yet.
  const isReached =
    ownMessage === 'gone' || (ownMessage !== 'left' && liveToken(request, app.steadyNow()) !== undefined);
  const isOwnLeft =
    !showsOthers &&
    request.is_private === 0 &&
    request.message_id !== null &&
    request.message_id !== chosenId &&
    !hasOwnVoice(request) &&
    !isReached;
  return isOwnLeft ? [...sentences, t('deletion.mayStay')] : sentences;
}
