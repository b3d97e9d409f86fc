// The Retry-After header (RFC 9110, 10.2.3): seconds, or a date.

const LONGEST_MS = 3600 * 1000;

/** @returns whole milliseconds to wait, at most an hour; undefined where the header says nothing sensible */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined || text.trim() === '') return undefined;
  const seconds = Number(text);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.ceil(Math.min(Math.max(waitMs, 0), LONGEST_MS));
}
