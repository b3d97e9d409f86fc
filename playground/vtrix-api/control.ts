// Steering the image API stand-in from outside its process. Only this machine's own pages and
// programs may. GET /control/state manner, plans, faults POST /control/manner a part of Manner POST
// /control/plan a part of TaskPlan for every task from now on; {} resets it POST /control/next-plan
// a part of TaskPlan for the next task POST /control/no-plans forgets what was said of next tasks
// POST /control/faults a Fault; an empty object clears all GET /control/tasks tasks with what they
// cost so far GET /control/requests what was asked and answered
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { brokenAnswers } from '../http/broken-answers.ts';
import { isFromThisMachine, parseJson, readBytes, sendJson } from '../http/messages.ts';
import type { VtrixState } from './state.ts';
import { chargeOf, hasEnded } from './tasks.ts';

const behaviour = z.strictObject({
  speed: z.number().positive().optional(),
  medianMs: z.number().positive().optional(),
  sigma: z.number().nonnegative().optional(),
  linkLifeMs: z.number().positive().optional(),
  ratePerMinute: z.number().nonnegative().optional(),
});
const plan = z.strictObject({
  durationMs: z.number().nonnegative().optional(),
  outcome: z.enum(['completed', 'failed']).optional(),
  error: z.unknown().optional(),
  usage: z.enum(['text', 'number', 'absent']).optional(),
  cost: z.string().optional(),
  progress: z.enum(['linear', 'absent', 'stalling', 'jumping']).optional(),
  contentType: z.enum(['image', 'image_url']).optional(),
  images: z.int().positive().optional(),
  result: z.enum(['image', 'gone', 'not-an-image', 'truncated', 'too-large', 'other-link']).optional(),
  link: z.string().optional(),
  forgotten: z.boolean().optional(),
});
const fault = z.strictObject({
  on: z.enum(['create', 'poll', 'result']),
  times: z.int().positive(),
  about: z.string().optional(),
  kind: z.union([
    z.enum(['reset-before', 'reset-after', ...brokenAnswers]),
    z.strictObject({ does: z.literal(true), status: z.int(), body: z.string() }),
    z.strictObject({
      status: z.int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
    }),
  ]),
});

export async function handleControl(
  state: VtrixState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isFromThisMachine(request)) return sendJson(response, 403, { error: 'this machine only' });
  const action = `${request.method} ${url.pathname.replace('/control/', '')}`;
  const bytes = await readBytes(request, 1024 * 1024);
  const body = (bytes && parseJson(bytes)) ?? {};
  try {
    sendJson(response, 200, act(state, action, body));
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function act(state: VtrixState, action: string, body: unknown): unknown {
  switch (action) {
    case 'GET state':
      return {
        behaviour: state.behaviour,
        defaultPlan: state.defaultPlan,
        nextPlans: state.nextPlans,
        faults: state.faults,
      };
    case 'POST manner':
      return Object.assign(state.behaviour, defined(behaviour.parse(body)));
    case 'POST plan':
      state.defaultPlan = defined(plan.parse(body));
      return state.defaultPlan;
    case 'POST next-plan':
      state.nextPlans.push(defined(plan.parse(body)));
      return state.nextPlans;
    case 'POST no-plans':
      state.nextPlans.length = 0;
      return state.nextPlans;
    case 'POST faults':
      if (Object.keys(z.record(z.string(), z.unknown()).parse(body)).length === 0) state.faults.length = 0;
      else state.faults.push(fault.parse(body) as (typeof state.faults)[number]); // zod writes optional parts as `| undefined`.
      return state.faults;
    case 'GET tasks':
      return [...state.tasks.values()].map((task) => ({
        ...task,
        ended: hasEnded(task, state.now()),
        charged: chargeOf(task, state.now()),
      }));
    case 'GET requests':
      return state.requests;
    default:
      throw new Error(`no such control: ${action}`);
  }
}

/** Without what is not given, so that it can be laid over something. */
function defined<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never; // Only undefined was left out.
}
