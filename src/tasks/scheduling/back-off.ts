// How long to wait before the same is tried again, after it failed.

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * Whatever the other side asks for, there is a least wait, and it doubles with each failure.
 * @param failures in a row, this one included
 * @param askedMs how long the other side asks to wait; only this can make the wait longer than half
 * a minute
 * @returns whole milliseconds
 */
export const backOffMs = (failures: number, askedMs = 0): number =>
  Math.max(Math.min(FIRST_MS * 2 ** Math.max(failures - 1, 0), LONGEST_MS), askedMs);
