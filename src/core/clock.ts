/** Time and chance, injectable so that waits and expiry can be tested without waiting. */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `wake` once after `ms` milliseconds; the returned function cancels that. */
  sleep(ms: number, wake: () => void): () => void;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
