/** How long a store may take, by how it has responded before. One for all that use a store in a process. */
import type { Clock } from "../core/clock.js";
import { BOUND_MS, FIRST_BOUND_MS, LEFT_ALONE_MS } from "./bounds.js";

export class StoreHealth {
  #isKnown = false;
  #downUntil = Number.NEGATIVE_INFINITY;

  /**
   * The longer one until it has responded or failed once.
   *
   * @param isNeeded whether a call fails without the store: it then waits longer in any case.
   */
  limitMs(isNeeded: boolean): number {
    return this.#isKnown && !isNeeded ? BOUND_MS : FIRST_BOUND_MS;
  }

  isDown(clock: Clock): boolean {
    return clock.monotonic() < this.#downUntil;
  }

  /** Also if that is too late for the call that it was for. */
  responded(): void {
    this.#isKnown = true;
    this.#downUntil = Number.NEGATIVE_INFINITY;
  }

  failed(): void {
    this.#isKnown = true;
  }

  timedOut(clock: Clock): void {
    this.#isKnown = true;
    this.#downUntil = clock.monotonic() + LEFT_ALONE_MS;
  }
}
