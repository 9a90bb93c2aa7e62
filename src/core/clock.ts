/** Time and chance, injectable so that waits and expiry can be tested without waiting. */

export interface Clock {
  /** The time of day, in milliseconds since the Unix epoch. For dates and expiries: it can be set, also backward. */
  now(): number;
  /** Milliseconds since any fixed moment, on a clock that nobody sets. For durations. */
  monotonic(): number;
  /** Calls `wake` once after `ms` milliseconds; the returned function cancels that. */
  sleep(ms: number, wake: () => void): () => void;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

/** The longest a platform timer can wait; beyond it, it would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
