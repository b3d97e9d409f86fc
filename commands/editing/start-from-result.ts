// A message of the bot's own that shows a result: an edit of it is a step in that result's chain.
import type { App } from '../../src/app.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import { findRequest, requestOfMessage } from '../../src/tasks/requests.store.ts';
import type { EditStart } from './open-edit-form.ts';
import { shownAsInput } from './shown-request.ts';

/** @returns undefined where the message shows no result that this person may build on; its pictures are ordinary ones then */
export async function startFromResult(
  { user }: { user: { id: string } },
  app: App,
  message: { id: string },
): Promise<EditStart | undefined> {
  const requestId = await requestOfMessage(app.db, message.id);
  const view = requestId === undefined ? undefined : await findRequest(app.db, requestId);
  const task = view?.tasks[0];
  if (!view || !task?.picture_id || task.cancel_requested_at !== null || view.request.deleted_at !== null)
    return undefined;
  const { spoiler, isPrivate } = optionsOf(view.request);
  if (view.request.is_private === 1 && view.userId !== user.id) return undefined;
  const [shown] = shownAsInput(view);
  if (!shown || !('pictureId' in shown) || !(await app.pictures.find(shown.pictureId))) return undefined;
  return { kind: 'edit', sources: [shown], mustBePrivate: isPrivate, spoiler, parentTaskId: task.id };
}
