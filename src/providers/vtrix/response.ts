// The gateway's answers, read liberally: what was seen on the wire counts for more than what is
// documented.
import { z } from 'zod';

export type TaskStatus = 'pending' | 'running' | 'completed' | 'failed';

/** A task as the provider sees it. */
export interface TaskSnapshot {
  id: string;
  status: TaskStatus;
  /** 0 to 1, where the provider says. */
  progress?: number;
  imageUrls: string[];
  error?: { code?: string; message: string };
  /** USD as the provider wrote it, as a plain decimal. */
  costText?: string;
  /** What was not as expected: worth a line in the log. */
  unexpected: string[];
}

const STATUSES: ReadonlyMap<string, TaskStatus> = new Map([
  ['pending', 'pending'],
  ['queued', 'pending'],
  ['processing', 'running'],
  ['in_progress', 'running'],
  ['completed', 'completed'],
  ['failed', 'failed'],
]);

const content = z.object({ type: z.string().optional(), url: z.string().min(1) });
const output = z.array(z.object({ content: z.array(z.unknown()) }));
const errorObject = z.object({
  message: z.string().optional(),
  error_message: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
});
/**
 * It becomes a part of a path: dots would lead elsewhere, and half a character cannot be written
 * there.
 */
const isPathSafe = (id: string) => id.isWellFormed() && !/^\.{1,2}$/.test(id);
const taskObject = z.object({
  id: z.union([z.string().min(1).max(300).refine(isPathSafe), z.int().nonnegative().transform(String)]),
  status: z.unknown().optional(),
  progress: z.unknown().optional(),
  output: z.unknown().optional(),
  usage: z.unknown().optional(),
  error: z.unknown().optional(),
});

const MESSAGE_MAX = 1_000;
const URL_MAX = 8_192;

/** @returns undefined where `body` is not a task at all: nothing in it can be called its id */
export function parseTask(body: unknown): TaskSnapshot | undefined {
  const task = taskObject.safeParse(body);
  if (!task.success) return undefined;
  const unexpected: string[] = [];
  const { id } = task.data;
  const status = readStatus(task.data.status, unexpected);
  const progress = readProgress(task.data.progress, unexpected);
  const error = readError(task.data.error);
  const costText = readCost(task.data.usage, unexpected);
  return {
    id,
    status,
    ...(progress === undefined ? {} : { progress }),
    imageUrls: readImageUrls(task.data.output, unexpected),
    ...(error === undefined ? {} : { error }),
    ...(costText === undefined ? {} : { costText }),
    unexpected,
  };
}

/**
 * The words of an HTTP error's body: `{"error": {...}}`, `{"error": "…"}` or `{"message": "…"}`.
 */
export function parseErrorBody(body: unknown): { code?: string; message: string } | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  return readError('error' in body ? body.error : body) ?? readError(body);
}

function readStatus(status: unknown, unexpected: string[]): TaskStatus {
  const known = typeof status === 'string' ? STATUSES.get(status.toLowerCase()) : undefined;
  if (known) return known;
  // Unknown words describe work that goes on: calling it an end would lose a paid image.
  unexpected.push(`status ${excerpt(status)}`);
  return 'running';
}

function readProgress(progress: unknown, unexpected: string[]): number | undefined {
  if (progress === undefined || progress === null) return undefined;
  if (typeof progress === 'number' && progress >= 0 && progress <= 1) return progress;
  unexpected.push(`progress ${excerpt(progress)}`);
  return undefined;
}

function readImageUrls(value: unknown, unexpected: string[]): string[] {
  if (value === undefined || value === null) return [];
  const parsed = output.safeParse(value);
  if (!parsed.success) {
    unexpected.push(`output ${excerpt(value)}`);
    return [];
  }
  return parsed.data.flatMap((entry) =>
    entry.content.flatMap((part) => {
      const { data } = content.safeParse(part);
      const isImage =
        data !== undefined && ['image', 'image_url', undefined].includes(data.type) && data.url.length <= URL_MAX;
      if (!isImage) unexpected.push(`content ${excerpt(part)}`);
      return isImage ? [data.url] : [];
    }),
  );
}

function readError(error: unknown): { code?: string; message: string } | undefined {
  if (typeof error === 'string' && error !== '') return { message: error.slice(0, MESSAGE_MAX) };
  const { data } = errorObject.safeParse(error);
  const message = data?.message ?? data?.error_message;
  if (data === undefined || (message === undefined && data.code === undefined)) return undefined;
  return {
    message: (message ?? String(data.code)).slice(0, MESSAGE_MAX),
    ...(data.code === undefined ? {} : { code: String(data.code).slice(0, 100) }),
  };
}

/** Digits a number is written with: more than any price has, fewer than floating point invents. */
const COST_DECIMALS = 9;

function readCost(usage: unknown, unexpected: string[]): string | undefined {
  if (typeof usage !== 'object' || usage === null || !('cost' in usage)) return undefined;
  const { cost } = usage;
  if (cost === undefined || cost === null) return undefined;
  const text =
    typeof cost === 'number' && cost >= 0 && cost < 1e9 ? cost.toFixed(COST_DECIMALS).replace(/\.?0+$/, '') : cost;
  if (typeof text === 'string' && /^\d{1,9}(\.\d{1,30})?$/.test(text.trim())) return text.trim();
  unexpected.push(`usage.cost ${excerpt(cost)}`);
  return undefined;
}

function excerpt(value: unknown): string {
  if (typeof value === 'object') return JSON.stringify('object');
  return JSON.stringify(String(value).slice(0, 80));
}
