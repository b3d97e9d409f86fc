// The request that a button, select or form is about: looked up and checked at every use, since
// anybody can send any id.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { hasAccess, placeOf } from '../../src/discord/interactions/access.ts';
import { UserError } from '../../src/errors.ts';
import type { TaskRow } from '../../src/store/request-tables.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import { currentImageId, isWithdrawn, shownTasks } from '../../src/tasks/requests/request-images.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';

type Clicked = RepliableInteraction;

/**
 * @param id of a request, or of a task: then the view is of its image alone
 * @throws {UserError} unless the request is the clicker's own, or public in this very channel; and
 * not once it was deleted. What was refused for its words is its member's and the moderators'
 * alone, although a line about it stands in public.
 */
export async function findShownRequest(interaction: Clicked, app: App, id: string): Promise<RequestView> {
  const view = await app.requests.findImage(id);
  // Their own may have reached somebody elsewhere, in a direct message for one.
  const isOwn = view?.userId === interaction.user.id;
  if (!view || view.request.deleted_at !== null || !(isOwn || (await isPublicHere(interaction, app, view))))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
  if (!isOwn && isWithdrawn(view) && !(await isModeratedBy(interaction, app, view)))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.notYours'));
  return view;
}

async function isPublicHere(interaction: Clicked, app: App, { request, tasks }: RequestView): Promise<boolean> {
  if (request.is_private === 1 || interaction.channelId === null) return false;
  const { guildId } = placeOf(interaction, app.config);
  const isItsPlace = request.channel_id === interaction.channelId && request.guild_id === guildId;
  if (isItsPlace) return true;
  const copies = await app.requests.messageCopiesOf(request.id);
  // A posting of one image makes none of the others public there.
  const isMeant = (taskId: string | null) => taskId === null || tasks.every(({ id }) => id === taskId);
  return copies.some(({ channelId, taskId }) => channelId === interaction.channelId && isMeant(taskId));
}

/** @throws {UserError} unless it is also the clicker's own */
export async function findOwnRequest(interaction: Clicked, app: App, id: string): Promise<RequestView> {
  const view = await findShownRequest(interaction, app, id);
  if (view.userId !== interaction.user.id)
    throw new UserError(app.languageOf(interaction.locale).t('refusal.notYours'));
  return view;
}

/**
 * In whose name somebody steps in: their own, or their server's.
 * @throws {UserError} for whoever may not
 */
export async function findGovernedRequest(
  interaction: Clicked,
  app: App,
  id: string,
): Promise<{ view: RequestView; as: 'member' | 'moderator' }> {
  const view = await findShownRequest(interaction, app, id);
  if (view.userId === interaction.user.id) return { view, as: 'member' };
  if (await isModeratedBy(interaction, app, view)) return { view, as: 'moderator' };
  throw new UserError(app.languageOf(interaction.locale).t('refusal.notYoursOrModerator'));
}

async function isModeratedBy(interaction: Clicked, app: App, { request }: RequestView): Promise<boolean> {
  const { guildId } = placeOf(interaction, app.config);
  const isTheirServer = guildId !== null && request.guild_id === guildId;
  return isTheirServer && (await hasAccess(interaction, 'moderator', app));
}

/**
 * The finished task of a request that shows its image, of several the first.
 * @throws {UserError} where there is none
 */
export function finishedTask(view: RequestView, interaction: Clicked, app: App): TaskRow {
  const [task] = shownTasks(view);
  if (task) return task;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.noImageYet'));
}

/** The same, also where its member called it off too late; not where a moderator did. */
export function finishedImage({ tasks }: RequestView, interaction: Clicked, app: App): TaskRow {
  const task = tasks.find(
    ({ image_id, removed_at, cancel_by }) => image_id && removed_at === null && cancel_by !== 'moderator',
  );
  if (task) return task;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.noImageYet'));
}

/** What stands in a finished task's place, to start from it. */
export const asInput = (view: RequestView, task: TaskRow): InputSource => ({
  name: `kontext-${task.seed}`,
  imageId: currentImageId(view, task) ?? '',
  taskId: task.id,
});
