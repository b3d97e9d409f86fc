// Requests of several pictures: which of them are shown, what each is called, and a view of one of them alone.
import type { TaskRow } from '../store/schema.ts';
import type { RequestView } from './requests.store.ts';

/** From 1; the same for good, whichever of the others came to nothing. */
export const pictureNumber = ({ id }: Pick<TaskRow, 'id'>): number => Number(id.split('-').at(-1));

/** Those whose pictures are there to be seen, in order. */
export const shownTasks = ({ tasks }: Pick<RequestView, 'tasks'>): (TaskRow & { picture_id: string })[] =>
  tasks.filter(
    (task): task is TaskRow & { picture_id: string } =>
      task.picture_id !== null && task.cancel_requested_at === null && task.removed_at === null,
  );

/** What stands in a task's place: its picture, or the one before it while the edit is undone. */
export function standingPicture({ request, inputs }: RequestView, { picture_id }: TaskRow): string | null {
  const before = request.undone_at === null ? undefined : inputs[0]?.picture_id;
  return before ?? picture_id;
}

/** What a button, a select or a moderator names: a request's id stands for all of its pictures, a task's for its own. */
export function parsePictureId(id: string): { requestId: string; taskId?: string } {
  const [, requestId] = /^([0-9a-f]{16})-\d$/.exec(id) ?? [];
  return requestId === undefined ? { requestId: id } : { requestId, taskId: id };
}

/** The same request as if it had asked for this picture alone. @returns undefined where there is no such picture any more */
export function onlyPicture(view: RequestView, taskId: string): RequestView | undefined {
  const task = view.tasks.find(({ id, removed_at }) => id === taskId && removed_at === null);
  return task && { ...view, tasks: [task] };
}
