/** Waiting, for loops that are not a call. */
import type { Clock } from "./clock.js";
import { Deadline } from "./deadline.js";

/** Waits `ms` milliseconds, or rejects with the reason of `signal` as soon as it aborts. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  const deadline = new Deadline(clock, signal, Number.POSITIVE_INFINITY);
  try {
    await deadline.sleep(Math.max(0, ms));
  } finally {
    deadline.dispose();
  }
}
