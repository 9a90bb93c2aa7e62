/** Requests at even distances, whatever their endpoint and key; and a limiter made of that. */
import { type Clock, MAX_TIMER_MS } from "../core/clock.js";
import { type Limiter, type LimitRefusal, type LimitRequest, localLimiter, PAUSE_MS } from "../core/limiter.js";
import { LimiterQueue } from "../core/limiterQueue.js";
import { SweptMap } from "../core/sweptMap.js";
import type { Rate } from "./rate.js";

/** Gives each request a time at which it is sent. */
export interface Pacing {
  /** Resolves when the request may be sent; `undefined` if that is at once. */
  take(request: LimitRequest): Promise<void> | undefined;
  /** The server throttled a request. Does not reject. */
  refused(refusal: LimitRefusal): void | Promise<void>;
}

/** The keys whose requests the server wants to wait. */
export class Pauses {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #ends = new SweptMap<string, number>((end) => end <= this.#clock.monotonic());

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  add(key: string, ms: number): void {
    const end = this.#clock.monotonic() + ms;
    if (end > (this.#ends.get(key) ?? 0)) this.#ends.set(key, end);
  }

  has(key: string): boolean {
    return (this.#ends.get(key) ?? 0) > this.#clock.monotonic();
  }
}

/** A limiter that paces requests, and holds back what the server throttles as `localLimiter()` does. */
export function pacedLimiter(
  pacing: Pacing,
  clock: Pick<Clock, "monotonic" | "sleep">,
  pauses = new Pauses(clock),
): Limiter {
  const local = localLimiter(clock);
  // What was held back is paced after that: else it would be sent at the rate of its release.
  const take = (request: LimitRequest): Promise<void> | undefined => {
    const held = local.take(request);
    return held ? held.then(() => paced(request)) : paced(request);
  };
  const paced = (request: LimitRequest) =>
    pacing.take(request)?.then(() => (pauses.has(request.key) ? take(request) : undefined));
  return {
    take,
    refused(refusal) {
      pauses.add(refusal.key, refusal.retryAfterMs ?? PAUSE_MS);
      local.refused(refusal);
      return pacing.refused(refusal);
    },
  };
}

/** A timer that fires late must not lower the rate; a longer delay must not end in a burst. */
const CATCH_UP_MS = 50;

/** The pace of one process: requests pass in order. */
export class LocalPace implements Pacing {
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

  refused(): void {
    this.#rate.cut();
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
