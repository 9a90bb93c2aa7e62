/** Limits how often requests are sent: the seam, and the default that slows down only what the server throttles. */
import { type Clock, MAX_TIMER_MS, systemClock } from "./clock.js";
import { invalidParam } from "./errors.js";
import { LimiterQueue } from "./limiterQueue.js";
import { SweptMap } from "./sweptMap.js";

/** A request that is about to be sent. */
export interface LimitRequest {
  /** Id of the endpoint. */
  readonly endpoint: string;
  /**
   * What the vendor's limit applies to. Google: the project, as `projects/{id}` where it is known. Adobe: the IP
   * address of the device where the call names one. Requests for tokens of Google: the origin of their URL. In all
   * other cases the origin of `baseUrl`. Not a secret.
   */
  readonly key: string;
  /** Aborts when the call ends before it was admitted. */
  readonly signal: AbortSignal;
  /** How long the call may wait before its deadline, in milliseconds; `Infinity` without one. */
  readonly timeLeftMs: number;
}

/** A request that the server throttled. */
export interface LimitRefusal {
  /** Id of the endpoint. */
  readonly endpoint: string;
  /** As in {@link LimitRequest}. */
  readonly key: string;
  /** The wait that the server requested, in milliseconds, or that its vendor documents. */
  readonly retryAfterMs: number | undefined;
}

/**
 * Decides when requests are sent, those for tokens included. The wait counts toward `deadlineMs` and not toward
 * `timeoutMs`. One limiter can serve several clients.
 */
export interface Limiter {
  /** Called before each attempt, which is sent once this returns or resolves. What it throws ends the call. */
  take(request: LimitRequest): void | Promise<void>;
  /** Called when the server throttled an attempt. Not awaited. */
  refused(refusal: LimitRefusal): void | Promise<void>;
}

/*
 * Simulated with 32 callers and four attempts against windows and buckets of 1 to 100 requests a second and of ten a
 * minute, with `Retry-After` and without: no call fails, at 80 to 100 % of most limits. Without the largest gap, a
 * server that throttles at random, whatever the rate, would stop its clients for good.
 */
/** The pause after a throttle for which the server requested none. */
export const PAUSE_MS = 500;
/** After the pause, 20 requests a second, then 3 % more with each: 500 a second after about 100. */
const FIRST_GAP_MS = 50;
const GAP_FACTOR = 0.97;
const OPEN_GAP_MS = 2;
const MAX_GAP_MS = 1_000;
/** Without a request for so long, a key is as if it had never been throttled. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * The default limiter. It does nothing until the server throttles a request. Then it holds back the requests of that
 * key for as long as the server asks, lets them pass one by one, in order, and opens gradually; each further throttle
 * doubles the distance between them. A call whose deadline is before the end of that pause is refused at once, with a
 * `RateLimitError` that has `retryAfterMs`.
 *
 * @param clock - Time, for tests.
 * @throws An {@link InvalidParamsError} for anything else.
 */
export function localLimiter(clock: Pick<Clock, "monotonic" | "sleep"> = systemClock): Limiter {
  if (typeof clock?.monotonic !== "function" || typeof clock.sleep !== "function")
    invalidParam("clock", "must have `monotonic` and `sleep`");
  const lanes = new SweptMap<string, Lane>((lane) => lane.isForgotten());
  return {
    take(request) {
      const lane = lanes.get(request.key);
      if (lane === undefined || lane.isForgotten()) return undefined;
      // The signal is read only here, as it is made when it is read.
      return lane.take(request.signal, request.timeLeftMs ?? Number.POSITIVE_INFINITY);
    },
    refused({ key, retryAfterMs = PAUSE_MS }) {
      const known = lanes.get(key);
      const lane = known?.isForgotten() === false ? known : new Lane(clock, () => lanes.delete(key));
      lanes.set(key, lane);
      lane.refused(retryAfterMs);
    },
  };
}

/** The requests of one key that was throttled. */
class Lane {
  #clock: Pick<Clock, "monotonic" | "sleep">;
  #onOpen: () => void;
  #queue: LimiterQueue;
  #gapMs = FIRST_GAP_MS;
  #nextAt = 0;
  #pausedUntil: number | undefined;
  #stopTimer: (() => void) | undefined;

  constructor(clock: Pick<Clock, "monotonic" | "sleep">, onOpen: () => void) {
    this.#clock = clock;
    this.#onOpen = onOpen;
    this.#queue = new LimiterQueue(clock, () => this.#stop());
  }

  isForgotten(): boolean {
    return this.#queue.size === 0 && this.#clock.monotonic() > this.#nextAt + FORGOTTEN_AFTER_MS;
  }

  take(signal: AbortSignal, timeLeftMs: number): Promise<void> {
    const admission = this.#queue.join(signal, timeLeftMs);
    this.#queue.refuseLate(this.#pausedUntil ?? 0);
    this.#admit();
    return admission;
  }

  refused(pauseMs: number): void {
    const now = this.#clock.monotonic();
    // A request that was sent before the pause and is refused within it does not count for the new rate.
    const isNew = this.#pausedUntil !== undefined && now >= this.#pausedUntil;
    if (isNew) this.#gapMs = Math.min(this.#gapMs * 2, MAX_GAP_MS);
    this.#pausedUntil = Math.max(this.#pausedUntil ?? 0, now + pauseMs);
    this.#nextAt = Math.max(this.#nextAt, this.#pausedUntil);
    this.#stop();
    this.#queue.refuseLate(this.#pausedUntil);
    this.#admit();
  }

  /** Admits whoever is due, and sets the timer for the next. */
  #admit(): void {
    if (this.#stopTimer) return;
    while (this.#queue.size > 0) {
      const now = this.#clock.monotonic();
      if (now < this.#nextAt && this.#gapMs >= OPEN_GAP_MS) {
        this.#stopTimer = this.#clock.sleep(Math.min(this.#nextAt - now, MAX_TIMER_MS), () => {
          this.#stopTimer = undefined;
          this.#admit();
        });
        return;
      }
      this.#queue.admit();
      this.#nextAt = now + this.#gapMs;
      this.#gapMs *= GAP_FACTOR;
    }
    if (this.#gapMs < OPEN_GAP_MS) this.#onOpen();
  }

  #stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
