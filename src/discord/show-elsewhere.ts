// A result that changed is shown anew in the other messages that show it, as far as the bot's own voice reaches.
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../app.ts';
import { onlyPicture } from '../tasks/gallery.ts';
import { findRequest, showingsOf } from '../tasks/requests.store.ts';
import { UPLOAD_MAX_BYTES } from './limits.ts';
import { packConceding } from './pack-request.ts';

const messageShape = z.object({ components: z.array(z.unknown()).default([]) });

/** Nice to have: a message that is gone, too old or out of reach is left as it is. @param exceptId what has been changed already */
export async function showElsewhere(app: App, requestId: string, exceptId: string): Promise<void> {
  const view = await findRequest(app.db, requestId);
  if (!view) return;
  const { channel_id, message_id } = view.request;
  const first =
    message_id === null || channel_id === '' ? [] : [{ channelId: channel_id, messageId: message_id, taskId: null }];
  for (const { channelId, messageId, taskId } of [...first, ...(await showingsOf(app.db, requestId))]) {
    // What was posted of several pictures shows one of them.
    const shown = taskId === null ? view : onlyPicture(view, taskId);
    if (messageId === exceptId || !shown) continue;
    const route = Routes.channelMessage(channelId, messageId);
    try {
      const { components } = messageShape.parse(await app.bot.get(route));
      // Copies for moderators and reports keep what they were made of.
      if (!JSON.stringify(components).includes(`"more:${requestId}`)) continue;
      await packConceding(app, shown, { limitBytes: UPLOAD_MAX_BYTES }, ({ message, files, attachments }) =>
        app.bot.patch(route, { body: { ...message, attachments }, files }),
      );
    } catch (error) {
      app.log.info({ requestId, messageId, err: error }, 'result not shown anew');
    }
  }
}
