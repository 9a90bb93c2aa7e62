/** What is retried, when, and after how long. */
import type { Clock } from "./clock.js";

/**
 * What a retry after an ambiguous failure does: `"safe"` ends in the same state (reads, idempotent writes), `"mint"`
 * creates one more unused token, which is harmless, `"none"` may do damage or fail.
 */
export type Idempotency = "safe" | "mint" | "none";

/**
 * What a failed attempt allows. `"refused"`: the server rejected the request before processing, so every method may be
 * retried. `"ambiguous"`: it may have processed it. `"token"`: it did not accept the credential. `"final"`: a retry
 * would fail in the same way.
 */
export type Verdict = "refused" | "ambiguous" | "token" | "final";

/** How failed attempts are retried. What is left out has its default. */
export interface RetryOptions {
  /** Maximum number of attempts, including the first. @default 4 */
  attempts?: number | undefined;
  /** Upper bound of the first wait, in milliseconds; it doubles with each attempt. @default 1000 */
  baseMs?: number | undefined;
  /** Upper bound of every wait that the server did not request, in milliseconds. @default 32000 */
  capMs?: number | undefined;
}

/** How a client retries. */
export interface ClientRetryOptions extends RetryOptions {
  /**
   * How many retries an outage may cost before calls fail at their first attempt; every five calls that succeed pay
   * for one more. Throttled requests cost nothing. `false`: no limit. @default 100
   */
  budget?: number | false | undefined;
}

export type RetryPolicy = Readonly<Record<keyof RetryOptions, number>>;

const DEFAULT_POLICY: RetryPolicy = { attempts: 4, baseMs: 1_000, capMs: 32_000 };
const NO_RETRY: RetryPolicy = { ...DEFAULT_POLICY, attempts: 1 };

export function retryPolicy(options: false | RetryOptions | undefined, fallback = DEFAULT_POLICY): RetryPolicy {
  if (options === false) return NO_RETRY;
  if (options === undefined) return fallback;
  return {
    attempts: options.attempts ?? fallback.attempts,
    baseMs: options.baseMs ?? fallback.baseMs,
    capMs: options.capMs ?? fallback.capMs,
  };
}

export function mayRetry(verdict: Verdict, idempotency: Idempotency): boolean {
  return verdict === "refused" || (verdict === "ambiguous" && idempotency !== "none");
}

/** What a status allows where the vendor's body is not more specific. */
export function verdictOfStatus(status: number): Verdict {
  if (status === 429) return "refused";
  if (status === 401) return "token";
  if (status === 501 || status === 505) return "final";
  return status === 408 || status >= 500 ? "ambiguous" : "final";
}

/** Full jitter: a random wait up to a bound that doubles from `baseMs` to `capMs`; at least what the server requested. */
export function backoffMs(policy: RetryPolicy, attempt: number, requestedMs: number, clock: Clock): number {
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  return Math.max(requestedMs, Math.round(clock.random() * bound));
}

/** Retries that an outage may cost. A server that fails now and then is retried as ever. */
const RETRIES = 100;
/** Successes that pay for a retry. */
const RETRY_COST = 5;

/** Keeps an outage from multiplying a client's traffic: retries spend from it, successes fill it. */
export class RetryBudget {
  #full: number;
  #left: number;

  /** @param retries how many it holds; `false`: without limit. */
  constructor(retries: number | false = RETRIES) {
    this.#full = retries === false ? Number.POSITIVE_INFINITY : retries * RETRY_COST;
    this.#left = this.#full;
  }

  spend(): boolean {
    if (this.#left < RETRY_COST) return false;
    this.#left -= RETRY_COST;
    return true;
  }

  succeed(): void {
    if (this.#left < this.#full) this.#left++;
  }
}
