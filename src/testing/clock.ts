/** A clock that stands still until it is moved. */
import type { Clock } from "../core/clock.js";
import { InvalidParamsError } from "../core/errors.js";

/** Options of {@link ManualClock}. */
export interface ManualClockOptions {
  /** Where it starts, in milliseconds since the epoch. @default the time of the machine */
  now?: number | undefined;
  /** What `random()` returns. @default 0.5 */
  random?: number | undefined;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Time for tests: pass it to a client, an emulator, or both, and move it by hand.
 *
 * @example
 * ```ts
 * const clock = new ManualClock();
 * const emulator = createEmulator({ clock });
 * await clock.advance(3_600_000); // tokens of an hour have now expired
 * ```
 */
export class ManualClock implements Clock {
  /** The time of day when nothing had elapsed. */
  #origin: number;
  #elapsed = 0;
  #random: number;
  #sleepers = new Set<Sleeper>();
  #moves = Promise.resolve();

  constructor(options: ManualClockOptions = {}) {
    this.#origin = options.now ?? Date.now();
    this.#random = options.random ?? 0.5;
  }

  now(): number {
    return this.#origin + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  /** Sets the time of day, in milliseconds since the epoch, as a time server may. It wakes nobody. */
  setNow(now: number): void {
    this.#origin = now - this.#elapsed;
  }

  random(): number {
    return this.#random;
  }

  sleep(ms: number, wake: () => void): () => void {
    const sleeper = { at: this.#elapsed + ms, wake };
    this.#sleepers.add(sleeper);
    return () => this.#sleepers.delete(sleeper);
  }

  /** How many sleeps have not ended. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /**
   * Moves the time forward and wakes, in order, every sleeper that is due by then, letting each take effect.
   * Moves that overlap follow one another.
   *
   * @throws An `InvalidParamsError` if `ms` is not a finite number of milliseconds, 0 or more.
   */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY)) {
      throw new InvalidParamsError([{ path: "ms", message: "must be a number of milliseconds, 0 or more" }]);
    }
    this.#moves = this.#moves.then(() => this.#move(ms));
    return this.#moves;
  }

  async #move(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (;;) {
      // A turn of the event loop: a sleeper that was woken may sleep again before the end.
      await new Promise((resolve) => setTimeout(resolve));
      const next = [...this.#sleepers].sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#sleepers.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.wake();
    }
    this.#elapsed = end;
  }
}
