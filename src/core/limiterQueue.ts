/** The requests that a limiter holds back, in order. A request leaves when it is admitted or when its call ends. */
import { listen, reasonOf } from "./abort.js";
import type { Clock } from "./clock.js";
import { TesseraError } from "./errors.js";

interface Waiter {
  /** When its call ends, by the monotonic clock. */
  readonly endsAt: number;
  /** Admits it, or refuses it with an error. */
  settle(error?: Error): void;
}

export class LimiterQueue {
  #clock: Pick<Clock, "monotonic">;
  #onEmpty: () => void;
  #waiting = new Set<Waiter>();

  /** @param onEmpty called when the last request has left without being admitted. */
  constructor(clock: Pick<Clock, "monotonic">, onEmpty: () => void) {
    this.#clock = clock;
    this.#onEmpty = onEmpty;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves once the request is admitted. Rejects with the reason of `signal`, or if it is refused. */
  join(signal: AbortSignal, timeLeftMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(reasonOf(signal));
      const ignore = listen(signal, () => {
        ignore();
        this.#remove(waiter);
        reject(reasonOf(signal));
      });
      const waiter: Waiter = {
        endsAt: this.#clock.monotonic() + timeLeftMs,
        settle(error) {
          ignore();
          if (error) reject(error);
          else resolve();
        },
      };
      this.#waiting.add(waiter);
    });
  }

  /** Admits the first, if there is one. */
  admit(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#waiting.delete(first);
    first.settle();
  }

  /** Refuses those whose time is over before the pause is. */
  refuseLate(pausedUntil: number): void {
    for (const waiter of this.#waiting) {
      if (waiter.endsAt > pausedUntil) continue;
      this.#remove(waiter);
      waiter.settle(heldBack(pausedUntil - this.#clock.monotonic()));
    }
  }

  #remove(waiter: Waiter): void {
    this.#waiting.delete(waiter);
    if (this.#waiting.size === 0) this.#onEmpty();
  }
}

/**
 * At once: at the deadline it would be a timeout, which carries no information about the wait.
 *
 * @param why what holds requests back.
 */
export function heldBack(pauseMs: number, why = "after a throttle"): TesseraError {
  const retryAfterMs = Math.ceil(pauseMs);
  return new TesseraError(
    `The request was not sent: ${why}, requests are held back for ${retryAfterMs} ms, longer than the call may take.`,
    { code: "ERR_TESSERA_RATE_LIMITED", kind: "rate_limited", retryAfterMs },
  );
}
