/** A limiter for runs that have a rate of their own. */
import { type Clock, MAX_TIMER_MS, systemClock } from "../core/clock.js";
import { invalidParam } from "../core/errors.js";
import { type Limiter, type LimitRequest, localLimiter } from "../core/limiter.js";
import { LimiterQueue } from "../core/limiterQueue.js";

/*
 * Google's advice for batches of the Play EMM API: 50 requests a second at first, 1 % more with each minute without an
 * error of the quota, 20 % less at each.
 *
 * @see https://developers.google.com/android/work/play/emm-api/v1/usage
 */
const FIRST_RATE = 50;
const GROWTH_A_MINUTE = 1.01;
const CUT = 0.8;
/** Requests that were sent before a cut and are refused after it do not count for the new rate. */
const CUT_EVERY_MS = 1_000;
const LOWEST_RATE = 0.1;
const MINUTE_MS = 60_000;

/**
 * A limiter that sends at most so many requests a second, evenly, whatever their endpoint and key. What the server
 * throttles is held back as by `localLimiter()`. Pass it as the `limiter` of the client, or of several clients whose
 * requests count together: it sees each attempt, and requests for tokens.
 *
 * @param rate requests a second, or `"adaptive"`: 50 at first, 1 % more with each minute, and 20 % less when the
 *   server throttles, at most once a second.
 * @param clock time, for tests.
 * @throws An `InvalidParamsError` if the rate is not a number above 0.
 */
export function rateLimiter(
  rate: number | "adaptive",
  clock: Pick<Clock, "monotonic" | "sleep"> = systemClock,
): Limiter {
  if (rate !== "adaptive" && !(typeof rate === "number" && rate > 0 && rate < Number.POSITIVE_INFINITY)) {
    invalidParam("rate", 'must be a number of requests a second above 0, or "adaptive"');
  }
  const local = localLimiter(clock);
  const current: Rate = rate === "adaptive" ? new AdaptiveRate(clock) : { get: () => rate, cut() {} };
  const pace = new Pace(clock, current);
  return {
    take(request) {
      const turn = pace.take(request);
      return turn ? turn.then(() => local.take(request)) : local.take(request);
    },
    refused(refusal) {
      current.cut();
      local.refused(refusal);
    },
  };
}

interface Rate {
  /** Requests a second. */
  get(): number;
  /** Called for each request that was throttled. */
  cut(): void;
}

class AdaptiveRate implements Rate {
  readonly #clock: Pick<Clock, "monotonic">;
  #rate = FIRST_RATE;
  #since: number;
  #cutAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
    this.#since = clock.monotonic();
  }

  get(): number {
    const now = this.#clock.monotonic();
    this.#rate *= GROWTH_A_MINUTE ** ((now - this.#since) / MINUTE_MS);
    this.#since = now;
    return this.#rate;
  }

  cut(): void {
    const now = this.#clock.monotonic();
    if (now - this.#cutAt < CUT_EVERY_MS) return;
    this.#cutAt = now;
    this.#rate = Math.max(LOWEST_RATE, this.get() * CUT);
  }
}

/** A timer that fires late must not lower the rate; a longer delay must not end in a burst. */
const CATCH_UP_MS = 50;

/** Lets requests pass at even distances, in order. */
class Pace {
  readonly #clock: Pick<Clock, "monotonic" | "sleep">;
  readonly #rate: Rate;
  readonly #queue: LimiterQueue;
  #nextAt = 0;
  #stopTimer: (() => void) | undefined;

  constructor(clock: Pick<Clock, "monotonic" | "sleep">, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
    this.#queue = new LimiterQueue(clock, () => this.#stop());
  }

  take(request: LimitRequest): Promise<void> | undefined {
    const now = this.#clock.monotonic();
    if (this.#queue.size === 0 && now >= this.#nextAt) {
      this.#nextAt = now + this.#gapMs;
      return undefined;
    }
    const admission = this.#queue.join(request.signal, Number.POSITIVE_INFINITY);
    this.#admit();
    return admission;
  }

  get #gapMs(): number {
    return 1_000 / this.#rate.get();
  }

  /** Admits whoever is due, and sets the timer for the next. */
  #admit(): void {
    if (this.#stopTimer) return;
    while (this.#queue.size > 0) {
      const now = this.#clock.monotonic();
      if (now < this.#nextAt) {
        this.#stopTimer = this.#clock.sleep(Math.min(this.#nextAt - now, MAX_TIMER_MS), () => {
          this.#stopTimer = undefined;
          this.#admit();
        });
        return;
      }
      this.#queue.admit();
      this.#nextAt = Math.max(this.#nextAt, now - CATCH_UP_MS) + this.#gapMs;
    }
  }

  #stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
