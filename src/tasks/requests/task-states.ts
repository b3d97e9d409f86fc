// Groups of task states, and which of them a task is in.
import type { TaskRow, TaskState } from '../../store/request-tables.ts';

/** States in which a task still counts as one that its member has at work or waiting. */
export const OPEN_STATES = ['admitted', 'queued', 'submitting', 'running'] as const satisfies TaskState[];

/** States in which an image was made and kept, as the index `tasks_finished` knows them. */
export const FINISHED_STATES = ['completed', 'delivered'] as const satisfies TaskState[];

/** States in which a task takes up one of the provider's places. */
export const AT_PROVIDER_STATES = ['submitting', 'running'] as const satisfies TaskState[];

export const isOpen = ({ state }: Pick<TaskRow, 'state'>): boolean => OPEN_STATES.some((open) => open === state);

export const isAtProvider = ({ state }: Pick<TaskRow, 'state'>): boolean =>
  AT_PROVIDER_STATES.some((atProvider) => atProvider === state);
