// A request as everybody but its store reads it: its row, its tasks and inputs, and whose it is.
import type { InputRow, RequestRow, TaskRow } from '../../store/request-tables.ts';

/**
 * A request, its tasks in order, and the Discord user who asked (null once they asked to be
 * forgotten).
 */
export interface RequestView {
  request: RequestRow;
  tasks: TaskRow[];
  userId: string | null;
  inputs: InputRow[];
}

/** What moderators are offered to choose from. */
export type OfferedRequest = Pick<RequestRow, 'id' | 'prompt' | 'is_private' | 'options' | 'created_at'>;

/**
 * Whether its words are gone, as its member wished them to be forgotten. None begins without any.
 */
export const isForgotten = ({ prompt }: Pick<RequestRow, 'prompt'>): boolean => prompt === '';
