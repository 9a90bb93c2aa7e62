/** How long a store may take, by how it has responded before. One for all that use a store in a process. */
import type { Clock } from "../core/clock.js";

/** Until it has responded or failed once, as the connection is yet to be made; and for calls that fail without it. */
const LONG_LIMIT_MS = 2_000;
const LIMIT_MS = 250;
/** A store that did not respond is left alone for so long, so that not each call waits for it. */
const PAUSE_MS = 5_000;

export class StoreHealth {
  #isKnown = false;
  #downUntil = Number.NEGATIVE_INFINITY;

  /** @param isNeeded whether a call fails without the store. */
  limitMs(isNeeded: boolean): number {
    return this.#isKnown && !isNeeded ? LIMIT_MS : LONG_LIMIT_MS;
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
    this.#downUntil = clock.monotonic() + PAUSE_MS;
  }
}
