/** Adobe's throttle, kept to before Adobe enforces it: a bucket for each IP address of a device. */
import { type Clock, MAX_TIMER_MS, systemClock } from "../core/clock.js";
import type { Limiter } from "../core/limiter.js";
import { LimiterQueue } from "../core/limiterQueue.js";
import { clockOption } from "../core/options.js";
import { custom, objectOf } from "../core/schema.js";
import { SweptMap } from "../core/sweptMap.js";
import { checkAgainst } from "../core/validate.js";

/** Options of {@link adobePassLimiter}. */
export interface AdobePassLimiterOptions {
  /** Requests that may be sent at once, after a pause. @default 11 */
  burst?: number | undefined;
  /** Requests per second thereafter. @default 1 */
  perSecond?: number | undefined;
  /** Time and chance, for tests. */
  clock?: Clock | undefined;
}

/** The bucket that explains Adobe's worked example: 13 requests in 2.2 seconds pass, and the next three do not. */
const BURST = 11;
const PER_SECOND = 1;

/** Added to each wait at random, so that requests that were held back together are not sent together. */
const JITTER_MS = 100;
/** The pause after a throttle for which the server requested none. */
const PAUSE_MS = 1_000;

type BucketClock = Pick<Clock, "monotonic" | "sleep" | "random">;

interface Rate {
  readonly burst: number;
  readonly perMs: number;
  readonly clock: BucketClock;
}

const positive = (least: number, message: string) =>
  custom<number>((value) => typeof value === "number" && value >= least && Number.isFinite(value), message);

const optionsSchema = objectOf<AdobePassLimiterOptions>()(() => ({
  burst: positive(1, "must be a number of requests, 1 or more"),
  perSecond: positive(0.001, "must be a number of requests above 0"),
  clock: clockOption,
}));

/**
 * The default limiter of Adobe Pass clients. It sends the requests of each device address, registrations and retries
 * included, as Adobe's throttle lets them pass, in order; the others do not wait for them. Requests without a
 * device address share one bucket, as they do at Adobe. If Adobe throttles all the same, as devices can share an address
 * with others, the requests of that address pause; a call whose deadline is before the end of the pause is refused at
 * once, with a `RateLimitError` that has `retryAfterMs`.
 *
 * @throws An {@link InvalidParamsError} if an option is invalid.
 * @example
 * ```ts
 * import { adobePassLimiter } from "tessera-sdk/adobe-pass";
 *
 * const limiter = adobePassLimiter({ burst: 3 });
 * ```
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/throttling-mechanism
 */
export function adobePassLimiter(options: AdobePassLimiterOptions = {}): Limiter {
  checkAgainst(optionsSchema, options, "options");
  const { burst = BURST, perSecond = PER_SECOND, clock = systemClock } = options;
  const rate = { burst, perMs: perSecond / 1_000, clock };
  const buckets = new SweptMap<string, Bucket>((bucket) => bucket.isIdle());
  const bucketOf = (key: string) => {
    const known = buckets.get(key);
    if (known) return known;
    const bucket = new Bucket(rate);
    buckets.set(key, bucket);
    return bucket;
  };
  return {
    take: (request) => {
      const bucket = bucketOf(request.key);
      if (bucket.admitsNow()) return undefined;
      // The signal is read only here, as it is made when it is read.
      return bucket.wait(request.signal, request.timeLeftMs ?? Number.POSITIVE_INFINITY);
    },
    refused: ({ key, retryAfterMs = PAUSE_MS }) => bucketOf(key).empty(retryAfterMs),
  };
}

/** The requests of one device address. */
class Bucket {
  #rate: Rate;
  #queue: LimiterQueue;
  #level: number;
  #filledAt: number;
  #pausedUntil = 0;
  #stopTimer: (() => void) | undefined;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#queue = new LimiterQueue(rate.clock, () => this.#stop());
    this.#level = rate.burst;
    this.#filledAt = rate.clock.monotonic();
  }

  /** Whether it is as if it had never been used. */
  isIdle(): boolean {
    this.#fill();
    return this.#queue.size === 0 && this.#level >= this.#rate.burst && this.#pauseMs() <= 0;
  }

  /** Takes a place without waiting; false if there is none. */
  admitsNow(): boolean {
    if (this.#queue.size > 0 || this.#dueInMs() > 0) return false;
    this.#level--;
    return true;
  }

  wait(signal: AbortSignal, timeLeftMs: number): Promise<void> {
    const admission = this.#queue.join(signal, timeLeftMs);
    this.#queue.refuseLate(this.#pausedUntil);
    this.#setTimer();
    return admission;
  }

  /** The server's bucket is empty, whatever this one holds. */
  empty(pauseMs: number): void {
    this.#fill();
    this.#level = 0;
    // The pause is the time in which the first place is filled.
    const now = this.#rate.clock.monotonic();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs);
    this.#filledAt = Math.max(this.#filledAt, this.#pausedUntil - 1 / this.#rate.perMs);
    this.#stop();
    this.#queue.refuseLate(this.#pausedUntil);
    this.#setTimer();
  }

  #fill(): void {
    const now = this.#rate.clock.monotonic();
    if (now <= this.#filledAt) return;
    this.#level = Math.min(this.#rate.burst, this.#level + (now - this.#filledAt) * this.#rate.perMs);
    this.#filledAt = now;
  }

  #pauseMs(): number {
    return this.#pausedUntil - this.#rate.clock.monotonic();
  }

  /** Time until the next place; rounding must not make it a hair too long. */
  #dueInMs(): number {
    this.#fill();
    const behind = Math.max(0, this.#filledAt - this.#rate.clock.monotonic());
    const missing = this.#level >= 1 - 1e-9 ? 0 : (1 - this.#level) / this.#rate.perMs + behind;
    return Math.max(missing, this.#pauseMs(), 0);
  }

  /** One timer for all that wait: the first is admitted when it is due. */
  #setTimer(): void {
    if (this.#stopTimer || this.#queue.size === 0) return;
    const due = this.#dueInMs() + this.#rate.clock.random() * JITTER_MS;
    this.#stopTimer = this.#rate.clock.sleep(Math.min(due, MAX_TIMER_MS), () => {
      this.#stopTimer = undefined;
      if (this.#queue.size > 0 && this.#dueInMs() <= 0) {
        this.#level--;
        this.#queue.admit();
      }
      this.#setTimer();
    });
  }

  #stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
