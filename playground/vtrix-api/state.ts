// What the image API stand-in knows: its tasks, how it behaves, and what was asked of it.
import type { Fault, Manner, TaskPlan } from './settings.ts';
import type { StandInTask } from './tasks.ts';

export interface RequestRecord {
  at: number;
  method: string;
  path: string;
  status: number | 'closed' | 'silent';
  body?: unknown;
}

/** What the handlers share. */
export interface VtrixState {
  apiKey: string;
  manner: Manner;
  /** Laid over the usual plan: for the next tasks in turn, then for all. */
  nextPlans: Partial<TaskPlan>[];
  everyPlan: Partial<TaskPlan>;
  faults: Fault[];
  tasks: Map<string, StandInTask>;
  requests: RequestRecord[];
  /** Signs result links. */
  linkKey: Buffer;
  origin: string;
  now(): number;
}
