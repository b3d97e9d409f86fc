// A message of the bot's own that shows results: an edit of one is a step in that result's chain.
import type { App } from '../../src/app.ts';
import { shownTasks } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import { asInput } from '../shared/find-request.ts';
import type { EditStart } from './open-edit-form.ts';

/** @returns undefined where the message shows no result that this person may build on; its pictures are ordinary ones then */
export async function startFromResult(
  { user }: { user: { id: string } },
  app: App,
  message: { id: string },
): Promise<EditStart | undefined> {
  const shown = await app.requests.shownByMessage(message.id);
  const view = shown === undefined ? undefined : await app.requests.findPicture(shown);
  if (!view || view.request.deleted_at !== null) return undefined;
  const { spoiler, isPrivate } = optionsOf(view.request);
  if (view.request.is_private === 1 && view.userId !== user.id) return undefined;
  // While an edit is undone, one picture stands for all.
  const standing = shownTasks(view).slice(0, view.request.undone_at === null ? undefined : 1);
  const sources = standing.map((task) => asInput(view, task));
  for (const source of sources)
    if (!('pictureId' in source && (await app.pictures.find(source.pictureId)))) return undefined;
  return sources.length === 0 ? undefined : { kind: 'edit', sources, mustBePrivate: isPrivate, spoiler };
}
