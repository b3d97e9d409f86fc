// Which file stands for which option: one that was chosen for an option stays there, all others
// fill the options that are left, in order.

/**
 * @param slots names of the options that take a file, in order
 * @param chosen by option; of files that were taken away again, nothing is left
 * @returns the file of each option that has one
 */
export function assignFiles<Item>(
  slots: readonly string[],
  files: readonly Item[],
  chosen: Readonly<Record<string, Item>>,
): Record<string, Item> {
  const assigned: Record<string, Item> = {};
  for (const slot of slots) {
    const file = chosen[slot];
    if (file !== undefined && files.includes(file)) assigned[slot] = file;
  }
  const others = files.filter((file) => !Object.values(assigned).includes(file));
  for (const slot of slots) {
    const [next] = slot in assigned ? [] : others.splice(0, 1);
    if (next !== undefined) assigned[slot] = next;
  }
  return assigned;
}
