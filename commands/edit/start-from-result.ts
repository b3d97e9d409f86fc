// A message of the bot's own that shows results: an edit of one is a step in that result's chain.
import type { App } from '../../src/app.ts';
import { shownTasks } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import { asInput } from '../shared/find-request.ts';
import type { EditStart } from './open-edit-form.ts';

/**
 * @returns undefined where the message shows no result that this person may build on; its images
 * are ordinary ones then
 */
export async function startFromResult(
  { user }: { user: { id: string } },
  app: App,
  message: { id: string },
): Promise<EditStart | undefined> {
  const shown = await app.requests.shownByMessage(message.id);
  const view = shown === undefined ? undefined : await app.requests.findImage(shown);
  if (!view || view.request.deleted_at !== null) return undefined;
  const { spoiler, isPrivate } = optionsOf(view.request);
  if (view.request.is_private === 1 && view.userId !== user.id) return undefined;
  // While an edit is undone, one image stands for all.
  const results = shownTasks(view).slice(0, view.request.undone_at === null ? undefined : 1);
  const sources = results.map((task) => asInput(view, task));
  for (const source of sources) if (!('imageId' in source && (await app.images.find(source.imageId)))) return undefined;
  return sources.length === 0 ? undefined : { kind: 'edit', sources, mustBePrivate: isPrivate, spoiler };
}
