/** Redis, as far as it responds: it is awaited for a bounded time, and left alone for a while when it has not. */
import { listen, reasonOf } from "../core/abort.js";
import { type Clock, MAX_TIMER_MS } from "../core/clock.js";
import { BOUND_MS, FIRST_BOUND_MS, LEFT_ALONE_MS } from "./bounds.js";

type Timers = Pick<Clock, "monotonic" | "sleep">;

export class Reach {
  readonly #clock: Timers;
  readonly #onAway: (error: unknown) => void;
  #boundMs = FIRST_BOUND_MS;
  #isAway = false;
  #retryAt = 0;

  /** @param onAway called when Redis has not responded, with what a command failed with, if it did. */
  constructor(clock: Timers, onAway: (error: unknown) => void) {
    this.#clock = clock;
    this.#onAway = onAway;
  }

  /** Whether Redis is left alone. */
  get isAway(): boolean {
    return this.#isAway && this.#clock.monotonic() < this.#retryAt;
  }

  /**
   * @returns what the command returns, or `undefined` if Redis did not respond or is left alone.
   * @throws The reason of the signal.
   */
  async ask<T extends object>(command: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    if (this.isAway) return undefined;
    // One command finds out whether Redis is back; the others do not wait for that.
    this.#retryAt = this.#clock.monotonic() + LEFT_ALONE_MS;
    let failure: unknown;
    const response = command().catch((error: unknown) => {
      failure = error;
      return undefined;
    });
    const halfMs = this.#boundMs / 2;
    // In halves: after a process was busy, its timers are due before it has read what Redis had responded.
    const first = await within(this.#clock, halfMs, signal, response);
    const result = first ?? (await within(this.#clock, halfMs, signal, response));
    this.#boundMs = BOUND_MS;
    this.#isAway = result === undefined;
    if (this.#isAway) {
      this.#retryAt = this.#clock.monotonic() + LEFT_ALONE_MS;
      this.#onAway(failure);
    }
    return result;
  }
}

/**
 * What `work` resolves with, or `undefined` once `ms` have passed.
 *
 * @throws The reason of the signal, once it aborts.
 */
export function within<T>(
  clock: Pick<Clock, "sleep">,
  ms: number,
  signal: AbortSignal,
  work?: Promise<T>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    let isSettled = false;
    const settle = (settled: () => void) => {
      if (isSettled) return;
      isSettled = true;
      stop();
      ignore();
      settled();
    };
    const stop = clock.sleep(Math.min(ms, MAX_TIMER_MS), () => settle(() => resolve(undefined)));
    const ignore = listen(signal, () => settle(() => reject(reasonOf(signal))));
    work?.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
