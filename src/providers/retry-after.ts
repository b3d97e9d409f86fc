// The Retry-After header (RFC 9110, 10.2.3): seconds, or a date.
import { wallNow } from '../clock.ts';

const LONGEST_MS = 3600 * 1000;

/**
 * The three forms of a date that RFC 9110, 5.6.7, has recipients read; `Date.parse` alone takes
 * "soon 5" for a day in May 2001.
 */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? [A-Za-z0-9: -]+( GMT)?$/;

/**
 * @param date the answer's own Date header: a date to wait for is the provider's, by its clock
 * @returns whole milliseconds to wait, 0 to an hour; undefined where the header says nothing
 * sensible
 */
export function parseRetryAfter(
  header: string | string[] | undefined,
  date: string | string[] | undefined,
): number | undefined {
  const text = single(header);
  const waitMs = /^\d{1,15}(\.\d{1,9})?$/.test(text)
    ? Number(text) * 1000
    : parseHttpDate(text) - (parseHttpDate(single(date)) || wallNow());
  return Number.isNaN(waitMs) ? undefined : Math.ceil(Math.min(Math.max(waitMs, 0), LONGEST_MS));
}

const single = (header: string | string[] | undefined): string => [header].flat()[0]?.trim() ?? '';

/** @returns milliseconds since 1970, or NaN. asctime's form names no time zone, and means UTC. */
const parseHttpDate = (text: string): number =>
  HTTP_DATE.test(text) ? Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`) : Number.NaN;
