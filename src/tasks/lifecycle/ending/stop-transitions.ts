// How a task ends that must not be sent any more: free, and with a word to its member.
import type { StopReason } from '../../scheduling/queue.store.ts';
import type { Transition } from '../transition.ts';

export const STOPPED_BY: Readonly<Record<StopReason, Transition>> = {
  deleted: { state: 'cancelled', actorAccountId: null },
  blocked: { state: 'failed', failure: 'member-blocked' },
  paused: { state: 'failed', failure: 'paused' },
};
