// Lists that are walked through with the arrow keys while the cursor stays in the field above them.

/**
 * @returns the entry that is marked next; undefined where the key is none that walks. `-1` marks
 * none
 */
export function stepInList({ key }: KeyboardEvent, marked: number, length: number): number | undefined {
  if (length === 0) return undefined;
  if (key === 'ArrowDown') return (marked + 1) % length;
  if (key === 'ArrowUp') return marked <= 0 ? length - 1 : marked - 1;
  return undefined;
}

/** Long lists scroll to what is marked. */
export const showMarked = (host: ParentNode): void =>
  host.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
