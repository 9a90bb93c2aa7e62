/** Renewals that did not help: a proxy or a role may refuse one route with the status of a refused token. */
import type { Clock } from "../../core/clock.js";
import type { TokenRefusal } from "../../core/tokenProvider.js";

/** As long, refusals by an endpoint that refused a new token too are not about the token. */
const PAUSE_MS = 60_000;

export class FutileRenewals {
  #clock: Clock;
  /** By the id of an endpoint: until when its refusals do not count. */
  #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a new token would be refused as well. */
  include({ endpoint, renewed }: TokenRefusal): boolean {
    const now = this.#clock.monotonic();
    if (renewed) this.#until.set(endpoint, now + PAUSE_MS);
    return now < (this.#until.get(endpoint) ?? 0);
  }
}
