// Discord's ids: milliseconds since 2015 in the upper bits, a count in the lower ones.

const EPOCH_MS = 1_420_070_400_000;

/** @returns a function that makes ids which grow with time and never repeat */
export function createSnowflakes(now: () => number): () => string {
  let count = 0n;
  return () => {
    count += 1n;
    return ((BigInt(now() - EPOCH_MS) << 22n) | (count & 0x3fffffn)).toString();
  };
}
