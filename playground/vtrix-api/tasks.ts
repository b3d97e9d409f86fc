// Tasks of the image API stand-in, and the record of what was really asked, answered and charged.
import { randomUUID } from 'node:crypto';
import type { TaskPlan } from './settings.ts';
import { type Generation, LIST_PRICES, type Params } from './validate.ts';

export interface StandInTask {
  id: string;
  model: string;
  params: Params;
  plan: TaskPlan;
  createdAt: number;
  /** When somebody looked, in milliseconds since 1970. */
  polls: number[];
}

export const createTask = ({ model, input: [input] }: Generation, plan: TaskPlan, now: number): StandInTask => {
  if (!input) throw new Error('a validated request has an input');
  return { id: `task-${randomUUID()}`, model, params: input.params, plan, createdAt: now, polls: [] };
};

export const hasEnded = ({ createdAt, plan }: StandInTask, now: number): boolean => now - createdAt >= plan.durationMs;

/** What the task has really cost by `now`, in USD. */
export function chargeOf(task: StandInTask, now: number): string {
  if (!hasEnded(task, now)) return '0';
  return task.plan.cost ?? (task.plan.outcome === 'completed' ? (LIST_PRICES[task.model] ?? '0') : '0');
}

/** The task as the gateway answers it. @param link where the result is */
export function describeTask(task: StandInTask, now: number, link: (index: number) => string): Record<string, unknown> {
  const { id, model, plan, createdAt } = task;
  const shared = { id, model, created_at: Math.floor(createdAt / 1000) };
  if (!hasEnded(task, now)) {
    const progress = progressOf(plan.progress, (now - createdAt) / plan.durationMs);
    return { ...shared, status: 'in_progress', ...(progress === undefined ? {} : { progress }) };
  }
  const cost = chargeOf(task, now);
  const isCharged = plan.outcome === 'completed' || plan.cost !== undefined;
  const usage = isCharged && plan.usage !== 'absent' ? { usage: usageOf(cost, plan) } : {};
  if (plan.outcome === 'failed') return { ...shared, status: 'failed', error: plan.error, ...usage };
  const content = Array.from({ length: plan.images }, (_, index) => ({ type: plan.contentType, url: link(index) }));
  return { ...shared, status: 'completed', progress: 1, output: [{ content }], ...usage, metadata: {} };
}

const usageOf = (cost: string, { usage, images }: TaskPlan) => ({
  cost: usage === 'number' ? Number(cost) : cost,
  discount: 0,
  quantity: images,
  unit_price: cost,
});

/** @param share of its time that has passed, 0 to 1 */
export function progressOf(progress: TaskPlan['progress'], share: number): number | undefined {
  if (progress === 'absent') return undefined;
  if (progress === 'stalling') return Math.round(Math.min(share, 0.5) * 100) / 100;
  if (progress === 'jumping') return Math.floor(share * 3) / 3;
  return Math.round(share * 100) / 100;
}
