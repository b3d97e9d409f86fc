// Requests of several images: which of them are shown, what each is called, and a view of one of
// them alone.
import type { TaskRow } from '../../store/request-tables.ts';
import { asFailure, isAboutRequest } from './failure.ts';
import { countOf } from './request-options.ts';
import type { RequestView } from './request-view.ts';
import type { MessageCopy } from './shown-messages.ts';
import { isOpen } from './task-states.ts';

/** From 1; the same for good, whichever of the others came to nothing. */
export const imageNumber = ({ id }: Pick<TaskRow, 'id'>): number => Number(id.split('-').at(-1));

/** Those whose images are there to be seen, in order. */
export const shownTasks = ({ tasks }: Pick<RequestView, 'tasks'>): (TaskRow & { image_id: string })[] =>
  tasks.filter(
    (task): task is TaskRow & { image_id: string } =>
      task.image_id !== null && task.cancel_requested_at === null && task.removed_at === null,
  );

/** Those that are lost when it is deleted: images, and what is still to come. */
export const imagesLost = ({ tasks }: Pick<RequestView, 'tasks'>): TaskRow[] =>
  tasks.filter((task) => task.removed_at === null && (task.image_id !== null || isOpen(task)));

/**
 * Those that can be asked for again because they did not come: not those that somebody called off.
 */
export const hasComeToNothing = ({ state }: Pick<TaskRow, 'state'>): boolean =>
  state === 'failed' || state === 'unconfirmed' || state === 'dropped';

/**
 * Tasks whose failure is about what their member wrote or gave: the reason is for that member
 * alone.
 */
export const refusedTasks = ({ tasks }: Pick<RequestView, 'tasks'>): TaskRow[] =>
  tasks.filter(
    ({ state, failure, removed_at }) => state === 'failed' && removed_at === null && isAboutRequest(asFailure(failure)),
  );

/**
 * Whether it was refused for what its member wrote or gave and shows no image: then its prompt is
 * not shown in public either.
 */
export const isWithdrawn = (view: Pick<RequestView, 'tasks'>): boolean =>
  refusedTasks(view).length > 0 && shownTasks(view).length === 0;

/**
 * What they cost together, in millionths of a dollar; nothing for those whose cost is not known.
 */
export const totalCostMicros = (tasks: readonly TaskRow[]): number =>
  tasks.reduce((sum, { cost_micros }) => sum + (cost_micros ?? 0), 0);

/** What stands in a task's place: its image, or the one before it while the edit is undone. */
export function currentImageId({ request, inputs }: RequestView, { image_id }: TaskRow): string | null {
  const before = request.undone_at === null ? undefined : inputs[0]?.image_id;
  return before ?? image_id;
}

/**
 * What a button, a select or a moderator names: a request's id stands for all of its images, a
 * task's for its own.
 */
export function parseImageId(id: string): { requestId: string; taskId?: string } {
  const [, requestId] = /^([0-9a-f]{16})-\d$/.exec(id) ?? [];
  return requestId === undefined ? { requestId: id } : { requestId, taskId: id };
}

/**
 * The same request as if it had asked for this image alone.
 * @returns undefined where there is no such image any more
 */
export function onlyImage(view: RequestView, taskId: string): RequestView | undefined {
  const only = onlyTask(view, taskId);
  return only?.tasks[0]?.removed_at === null ? only : undefined;
}

/** The same of what was taken out too. */
export function onlyTask(view: RequestView, taskId: string): RequestView | undefined {
  const task = view.tasks.find(({ id }) => id === taskId);
  if (!task) return undefined;
  const { request } = view;
  const only = { ...view, tasks: [task] };
  return task.posted_at !== null && request.is_private === 1 ? asPosted(only) : only;
}

/**
 * What was posted is no secret, whatever becomes of the others; the message that is one stays its
 * member's.
 */
export const asPosted = (view: RequestView): RequestView => ({
  ...view,
  request: { ...view.request, is_private: 0, message_id: null },
});

/** Whether a whole request, or the one image that is named, was deleted. */
export const isGone = ({ request, tasks }: Pick<RequestView, 'request' | 'tasks'>, id: string): boolean =>
  request.deleted_at !== null || tasks.some((task) => task.id === id && task.removed_at !== null);

/**
 * Of a request that counts elsewhere, those images that are shown in this server.
 * @returns undefined where none is
 */
export function onlyShownIn(
  view: RequestView,
  copies: readonly Pick<MessageCopy, 'guildId' | 'taskId'>[],
  guildId: string,
): RequestView | undefined {
  const here = copies.filter((copy) => copy.guildId === guildId);
  const tasks = view.tasks.filter(({ id }) => here.some(({ taskId }) => taskId === null || taskId === id));
  const [only, ...others] = tasks;
  if (!only) return undefined;
  return others.length === 0 ? onlyTask(view, only.id) : { ...view, tasks };
}

/**
 * What it is called where it is written down: as its request, or by its own task's id where the
 * request has others.
 */
export const imageIdOf = ({ request, tasks: [task, ...others] }: RequestView): string =>
  task && others.length === 0 && countOf(request) > 1 ? task.id : request.id;
