/** The time of a wait that sends one request after the other. */
import type { Clock } from "../core/clock.js";
import { TimeoutError } from "../core/errors.js";
import { type CallOptions, isAbortReason } from "../core/options.js";

/** A shorter deadline than this cannot be given to a call. */
const LEAST_MS = 1;

export class TimeLimit {
  #clock: Clock;
  #endsAt: number;

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#endsAt = clock.monotonic() + limitMs;
  }

  /** What is left of it, as the deadline of the next call. */
  get leftMs(): number {
    return Math.max(LEAST_MS, this.#endsAt - this.#clock.monotonic());
  }

  /** Whether a call failed because it took all that was left. */
  wasReachedBy(error: unknown, options: CallOptions): boolean {
    return error instanceof TimeoutError && this.leftMs <= LEAST_MS && !isAbortReason(error, options);
  }
}
