/** Random numbers that a seed decides, independent of the order in which they are drawn for different keys. */

/** Returns a number from 0 up to, not including, 1. */
export type Random = () => number;

/** A generator of its own for each list of keys (mulberry32 over a hash of the keys). */
export function seeded(...keys: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const key of keys) state = scrambled(state ^ scrambled(key | 0));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return (scrambled(state) >>> 0) / 2 ** 32;
  };
}

function scrambled(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}

/** An integer from 0 up to, not including, `end`. */
export const below = (random: Random, end: number): number => Math.floor(random() * end);

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)] as T;
}
