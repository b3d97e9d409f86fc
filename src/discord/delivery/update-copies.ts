// A result that changed is shown anew in the other messages that show it, as far as the bot's own
// voice reaches.
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../app.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { UPLOAD_MAX_BYTES } from '../api/limits.ts';
import { sendWithFallbacks } from './message-payload.ts';

const messageShape = z.object({ components: z.array(z.unknown()).default([]) });

/** A result that changes all the time is left to whoever changes it. */
const MOST_TRIES = 3;

/**
 * Nice to have: a message that is gone, too old or out of reach is left as it is.
 * @param exceptId what has been changed already
 */
export async function showElsewhere(app: App, requestId: string, exceptId: string): Promise<void> {
  const view = await app.requests.find(requestId);
  if (!view) return;
  const { channel_id, message_id } = view.request;
  const first =
    message_id === null || channel_id === '' ? [] : [{ channelId: channel_id, messageId: message_id, taskId: null }];
  for (const { channelId, messageId, taskId } of [...first, ...(await app.requests.messageCopiesOf(requestId))]) {
    if (messageId === exceptId) continue;
    try {
      await showNewest(app, requestId, taskId, Routes.channelMessage(channelId, messageId));
    } catch (error) {
      app.log.info({ requestId, messageId, err: error }, 'result not shown again');
    }
  }
}

/**
 * Each call may wait long for Discord: what is shown is read anew before, and looked at once more
 * after.
 */
async function showNewest(
  app: App,
  requestId: string,
  taskId: string | null,
  route: `/channels/${string}/messages/${string}`,
): Promise<void> {
  const { components } = messageShape.parse(await app.bot.get(route));
  // Copies for moderators and reports keep what they were made of.
  if (!JSON.stringify(components).includes(`"more:${requestId}`)) return;
  for (let tries = 0, shown: string | undefined; tries < MOST_TRIES; tries += 1) {
    // What was posted of several images shows one of them.
    const view = await app.requests.findImage(taskId ?? requestId);
    // Whoever deletes it takes its messages away.
    if (!view || view.request.deleted_at !== null || shown === stateOf(view)) return;
    shown = stateOf(view);
    await sendWithFallbacks(app, view, { limitBytes: UPLOAD_MAX_BYTES }, ({ message, files, attachments }) =>
      app.bot.patch(route, { body: { ...message, attachments }, files }),
    );
  }
}

/** What of a result somebody can change after it is made. */
const stateOf = ({ request, tasks }: RequestView): string =>
  JSON.stringify([
    request.undone_at,
    tasks.map(({ removed_at, cancel_requested_at }) => [removed_at, cancel_requested_at]),
  ]);
