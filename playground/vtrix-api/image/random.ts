// Repeatable chance: the same text gives the same sequence (xorshift128+ seeded by SHA-256).
import { createHash } from 'node:crypto';

/** @returns a function like Math.random */
export function createRandom(text: string): () => number {
  const seed = createHash('sha256').update(text).digest();
  const mask = 0xffffffffffffffffn;
  let a = seed.readBigUInt64LE(0) | 1n;
  let b = seed.readBigUInt64LE(8);
  return () => {
    let x = a;
    const y = b;
    a = y;
    x ^= (x << 23n) & mask;
    x ^= x >> 17n;
    x ^= y ^ (y >> 26n);
    b = x;
    return Number(((x + y) & mask) >> 11n) / 2 ** 53;
  };
}
