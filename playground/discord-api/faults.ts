// Trouble on purpose: what the next calls that match a route meet instead of an ordinary answer.
import type { BrokenAnswer } from '../http/broken-answers.ts';

export interface Fault {
  /** Part of `METHOD /route/{pattern}` as the request log names it. */
  route: string;
  times: number;
  /** Only for calls that hold this, or belong to an interaction or answer a message that does. */
  about?: string;
  kind:
    | { status: number; body?: unknown; headers?: Record<string, string> }
    /** The same with a page instead of JSON, as proxies answer. */
    | { status: number; page: string }
    /** Closes the connection: before anything is done, or after everything was. */
    | 'reset-before'
    | 'reset-after'
    /** Does what was asked, and answers brokenly. */
    | BrokenAnswer
    /** Waits so many milliseconds, then goes on as usual. */
    | { delayMs: number };
}

/** @param isAbout whether the call has to do with a text */
export function takeFault(
  faults: readonly Fault[],
  route: string,
  isAbout: (text: string) => boolean,
): Fault['kind'] | undefined {
  const fault = faults.find(
    (candidate) =>
      candidate.times > 0 &&
      route.includes(candidate.route) &&
      (candidate.about === undefined || isAbout(candidate.about)),
  );
  if (!fault) return undefined;
  fault.times -= 1;
  return fault.kind;
}
