// What a measurement is, and the few figures that are made of many times.

/** One figure, what it is measured against, and what it should be at most. */
export interface Measurement {
  what: string;
  unit: string;
  value: number;
  /** The least that could be hoped for, or the usual way, measured in the same run. */
  floor?: number;
  floorIs?: string;
  /**
   * At most this, or at most so many times the floor; a figure without a goal is told for its own
   * sake.
   */
  goal?: { most: number } | { timesFloor: number };
}

export function isMet({ value, floor, goal }: Measurement): boolean {
  if (!goal) return true;
  return value <= ('most' in goal ? goal.most : goal.timesFloor * (floor ?? Number.NaN));
}

/** @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.min(ordered.length, Math.max(1, Math.ceil(share * ordered.length))) - 1] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
