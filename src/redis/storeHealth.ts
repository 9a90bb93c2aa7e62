/** How long a store may take, by how it has responded before. One for all that use a store in a process. */
import type { Clock } from "../core/clock.js";

/** Until it has responded or failed once: the connection is yet to be made, in a process that is starting. */
const FIRST_LIMIT_MS = 2_000;
const LIMIT_MS = 250;
/** A store that did not respond is left alone for so long, so that not each call waits for it. */
const PAUSE_MS = 5_000;

export class StoreHealth {
  #isKnown = false;
  #downUntil = Number.NEGATIVE_INFINITY;

  get limitMs(): number {
    return this.#isKnown ? LIMIT_MS : FIRST_LIMIT_MS;
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
