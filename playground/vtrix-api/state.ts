// What the image API stand-in knows: its tasks, how it behaves, and what was asked of it.
import type { Behaviour, Fault, TaskPlan } from './settings.ts';
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
  behaviour: Behaviour;
  /** Laid over the usual plan: for the next tasks in turn, then for all. */
  nextPlans: Partial<TaskPlan>[];
  defaultPlan: Partial<TaskPlan>;
  faults: Fault[];
  tasks: Map<string, StandInTask>;
  requests: RequestRecord[];
  /** Signs result links. */
  linkKey: Buffer;
  origin: string;
  now(): number;
}
