// Trouble on purpose: what the next calls that match a route meet instead of an ordinary answer.

export interface Fault {
  /** Part of `METHOD /route/{pattern}` as the request log names it. */
  route: string;
  times: number;
  kind:
    | { status: number; body?: unknown; headers?: Record<string, string> }
    /** Closes the connection: before anything is done, or after everything was. */
    | 'reset-before'
    | 'reset-after'
    /** Waits so many milliseconds, then goes on as usual. */
    | { delayMs: number };
}

export function takeFault(faults: readonly Fault[], route: string): Fault['kind'] | undefined {
  const fault = faults.find((candidate) => candidate.times > 0 && route.includes(candidate.route));
  if (!fault) return undefined;
  fault.times -= 1;
  return fault.kind;
}
