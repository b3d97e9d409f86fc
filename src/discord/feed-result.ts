// The picture feed: every public result of a server, copied to a channel of its moderators.
import { ButtonStyle, Routes } from 'discord-api-types/v10';
import { settingsOf } from '../servers/settings.store.ts';
import { shownTasks } from '../tasks/gallery.ts';
import { optionsOf } from '../tasks/request-options.ts';
import { addShowing, type RequestView, showingsOf } from '../tasks/requests.store.ts';
import { idOf } from './delivery-ladder.ts';
import type { DisplayContext } from './display.ts';
import { jumpLink } from './jump-link.ts';
import { UPLOAD_MAX_BYTES } from './limits.ts';
import { packRequest } from './pack-request.ts';
import { button, row } from './result-controls.ts';

/** A copy for the server's moderators, who can take it away from there: one, which a straggler joins. Nice to have: a failure is only logged. */
export async function feedResult(context: DisplayContext, view: RequestView): Promise<void> {
  const { request } = view;
  const isShown = shownTasks(view).length > 0;
  if (request.guild_id === null || request.is_private === 1 || !isShown || request.undone_at !== null) return;
  const { feed_channel } = await settingsOf(context.db, request.guild_id);
  if (feed_channel === undefined) return;
  const showings = await showingsOf(context.db, request.id);
  // One of several that its member posted there is no copy of them all.
  const known = showings.find(({ channelId, taskId }) => channelId === feed_channel && taskId === null);
  if (known && optionsOf(request).count === 1) return;
  try {
    const { t } = context.languageOf(request.locale);
    const { message, files, attachments } = await packRequest(context, view, { limitBytes: UPLOAD_MAX_BYTES });
    const link = jumpLink(request);
    const controls = [
      button('details', t('button.details'), request.id),
      button('delete', t('button.delete'), request.id, ButtonStyle.Danger),
    ];
    const body = {
      ...message,
      content: link === undefined ? message.content : `${message.content}\n${link}`,
      components: [row(...controls)],
      attachments,
    };
    if (known) {
      await context.bot.patch(Routes.channelMessage(feed_channel, known.messageId), { body, files });
      return;
    }
    const once = { nonce: `${request.delivery_nonce}f`, enforce_nonce: true };
    const answer = await context.bot.post(Routes.channelMessages(feed_channel), { body: { ...body, ...once }, files });
    const messageId = idOf(answer);
    await addShowing(context.db, request.id, { messageId, channelId: feed_channel, now: context.now() });
  } catch (error) {
    context.log.warn({ requestId: request.id, err: error }, 'result not copied to the feed');
  }
}
