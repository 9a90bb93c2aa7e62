/** Rates of requests: a number, or one that adapts to the server. */
import type { Clock } from "../core/clock.js";

/**
 * Google's advice for batches of the Play EMM API: 50 requests a second at first, 1 % more with each minute without an
 * error of the quota, 20 % less at each.
 *
 * @see https://developers.google.com/android/work/play/emm-api/v1/usage
 */
export const ADAPTIVE = {
  first: 50,
  growthAMinute: 1.01,
  cut: 0.8,
  /** Requests that were sent before a cut and are refused after it do not count for the new rate. */
  cutEveryMs: 1_000,
  lowest: 0.1,
  /** Google's default quota of 60,000 a minute. Without a bound, days of few requests would end in no limit at all. */
  highest: 1_000,
} as const;

/** Requests a second. */
export type RateOption = number | "adaptive";

export const RATE_MESSAGE = 'must be a number of requests a second above 0, or "adaptive"';

export const isRate = (rate: unknown): rate is RateOption =>
  rate === "adaptive" || (typeof rate === "number" && rate > 0 && rate < Number.POSITIVE_INFINITY);

export interface Rate {
  /** Requests a second. */
  get(): number;
  /** Called for each request that was throttled. */
  cut(): void;
}

/** The rate of one process. `redis/limiterScripts.ts` has the same rules for one that processes share. */
export const rateOf = (rate: RateOption, clock: Pick<Clock, "monotonic">): Rate =>
  rate === "adaptive" ? new AdaptiveRate(clock) : { get: () => rate, cut() {} };

const MINUTE_MS = 60_000;

class AdaptiveRate implements Rate {
  readonly #clock: Pick<Clock, "monotonic">;
  #rate: number = ADAPTIVE.first;
  #since: number;
  #cutAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
    this.#since = clock.monotonic();
  }

  get(): number {
    const now = this.#clock.monotonic();
    const grown = this.#rate * ADAPTIVE.growthAMinute ** ((now - this.#since) / MINUTE_MS);
    this.#rate = Math.min(grown, ADAPTIVE.highest);
    this.#since = now;
    return this.#rate;
  }

  cut(): void {
    const now = this.#clock.monotonic();
    if (now - this.#cutAt < ADAPTIVE.cutEveryMs) return;
    this.#cutAt = now;
    this.#rate = Math.max(ADAPTIVE.lowest, this.get() * ADAPTIVE.cut);
  }
}
