// The two endpoints of the gateway: a new task, and a look at one.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson, readBytes, sendJson } from '../http/messages.ts';
import { answerFault, isDone, takeFault } from './faults.ts';
import { signResult } from './results.ts';
import { drawDurationMs, usualPlan } from './settings.ts';
import type { RequestRecord, VtrixState } from './state.ts';
import { createTask, describeTask, type StandInTask } from './tasks.ts';
import { type Generation, isModerated, type Params, validateGeneration } from './validate.ts';

/** The vendor's page names 20 MB for an image and nothing for a request: no kinder than that. */
const BODY_MAX_BYTES = 20_000_000;

export async function handleGeneration(
  state: VtrixState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readBytes(request, BODY_MAX_BYTES);
  const body = bytes && parseJson(bytes);
  const record = recorder(state, request, body);
  const fault = takeFault(state, 'create', promptOf(body));
  if (!isDone(fault)) {
    record(answerFault(response, fault, '') ?? 'silent');
    return;
  }
  const verdict = bytes ? examine(state, request, body) : TOO_LARGE;
  if ('status' in verdict) {
    sendJson(response, verdict.status, verdict.body, verdict.headers);
    record(verdict.status);
    return;
  }
  const task = createTask(verdict.request, planFor(state, verdict.request.input[0]?.params), state.now());
  state.tasks.set(task.id, task);
  const answer = describe(state, task);
  const faulty = answerFault(response, fault, JSON.stringify(answer));
  if (faulty === undefined) sendJson(response, 200, answer);
  record(faulty ?? 200);
}

export function handlePoll(state: VtrixState, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const record = recorder(state, request, undefined);
  const task = state.tasks.get(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''));
  task?.polls.push(state.now());
  const fault = takeFault(state, 'poll', task?.params.prompt);
  if (!isDone(fault)) {
    record(answerFault(response, fault, '') ?? 'silent');
    return;
  }
  const { status, body } = pollAnswer(state, request, task);
  const faulty = answerFault(response, fault, JSON.stringify(body));
  if (faulty === undefined) sendJson(response, status, body);
  record(faulty ?? status);
}

function pollAnswer(
  state: VtrixState,
  request: IncomingMessage,
  task: StandInTask | undefined,
): { status: number; body: unknown } {
  if (!isAuthorized(state, request)) return { status: 401, body: providerError('unauthorized', 'invalid api key') };
  if (!task || task.plan.forgotten) return { status: 404, body: providerError('not_found', 'task not found') };
  return { status: 200, body: describe(state, task) };
}

/** Of whatever was sent, as far as it has one. */
const promptOf = (body: unknown): string => {
  const validated = validateGeneration(body);
  return 'request' in validated ? (validated.request.input[0]?.params.prompt ?? '') : '';
};

interface Refusal {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** @returns the request where it is accepted, else the answer that refuses it */
function examine(state: VtrixState, request: IncomingMessage, body: unknown): Refusal | { request: Generation } {
  if (request.method !== 'POST') return { status: 405, body: providerError('method', 'method not allowed') };
  if (!isAuthorized(state, request)) return { status: 401, body: providerError('unauthorized', 'invalid api key') };
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return { status: 400, body: providerError('content_type', 'content type must be application/json') };
  }
  const validated = validateGeneration(body);
  if ('problem' in validated) return { status: 400, body: providerError('invalid_parameter', validated.problem) };
  const minuteAgo = state.now() - 60_000;
  const recent = [...state.tasks.values()].filter((task) => task.createdAt > minuteAgo);
  if (recent.length >= state.behaviour.ratePerMinute) {
    return { status: 429, body: providerError('rate_limit', 'too many requests'), headers: { 'retry-after': '2' } };
  }
  return validated;
}

const providerError = (code: string, message: string) => ({ error: { code, message } });

const TOO_LARGE: Refusal = { status: 413, body: providerError('too_large', 'request entity too large') };

const isAuthorized = (state: VtrixState, request: IncomingMessage) =>
  request.headers.authorization === `Bearer ${state.apiKey}`;

function planFor(state: VtrixState, params: Params | undefined): StandInTask['plan'] {
  const moderated =
    params && isModerated(params)
      ? ({
          outcome: 'failed',
          error: { code: '002014001', message: 'The prompt was flagged by content moderation.' },
        } as const)
      : {};
  return {
    ...usualPlan,
    durationMs: drawDurationMs(state.behaviour),
    ...moderated,
    ...state.defaultPlan,
    ...state.nextPlans.shift(),
  };
}

const describe = (state: VtrixState, task: StandInTask) =>
  describeTask(task, state.now(), (index) => signResult(state, task, index));

function recorder(
  state: VtrixState,
  request: IncomingMessage,
  body: unknown,
): (status: RequestRecord['status']) => void {
  const at = state.now();
  return (status) => {
    state.requests.push({
      at,
      method: request.method ?? '',
      path: request.url ?? '',
      status,
      ...(body === undefined ? {} : { body }),
    });
    if (state.requests.length > 5_000) state.requests.shift();
  };
}
