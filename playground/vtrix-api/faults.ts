// Trouble in front of an endpoint: taken in turn, each as often as asked.
import type { ServerResponse } from 'node:http';
import { answerBrokenly, isBrokenAnswer } from '../http/broken-answers.ts';
import { sendJson } from '../http/messages.ts';
import type { Fault } from './settings.ts';
import type { RequestRecord, VtrixState } from './state.ts';

/** The fault that this call meets, if any. @param prompt of the task that it is about */
export function takeFault(state: VtrixState, on: Fault['on'], prompt = ''): Fault['kind'] | undefined {
  const fault = state.faults.find(
    (candidate) => candidate.on === on && candidate.times > 0 && prompt.includes(candidate.about ?? ''),
  );
  if (!fault) return undefined;
  fault.times -= 1;
  return fault.kind;
}

/** Whether what was asked is to be done at all. */
export const isDone = (fault: Fault['kind'] | undefined): boolean =>
  fault === undefined ||
  fault === 'reset-after' ||
  isBrokenAnswer(fault) ||
  (typeof fault === 'object' && ('does' in fault || 'delayMs' in fault));

/**
 * Answers as `fault` says.
 * @returns what went over the wire; undefined where there is no fault and the caller answers
 */
export function answerFault(
  response: ServerResponse,
  fault: Fault['kind'] | undefined,
  body: string,
): RequestRecord['status'] | undefined {
  if (fault === undefined) return undefined;
  if (fault === 'reset-before' || fault === 'reset-after') {
    response.socket?.resetAndDestroy();
    return 'closed';
  }
  if (isBrokenAnswer(fault)) return answerBrokenly(response, fault, body);
  if ('delayMs' in fault) {
    setTimeout(() => sendJson(response, 200, JSON.parse(body)), fault.delayMs);
    return 200;
  }
  response.writeHead(fault.status, {
    'content-type': 'application/json',
    ...('headers' in fault ? fault.headers : {}),
  });
  response.end(fault.body ?? '');
  return fault.status;
}
