/**
 * What can end a call early: the caller's signal, the deadline of the whole call, the timeout of one attempt.
 * One timer and one removable listener per call: `AbortSignal.any` would cost more than the rest of the call and leak
 * on a long-lived signal.
 */
import { listen, reasonOf } from "./abort.js";
import { type Clock, MAX_TIMER_MS } from "./clock.js";
import { TimeoutError } from "./errors.js";
import type { Cancellation } from "./transport/transport.js";

/** What bounds one attempt in time. */
type AttemptTimer = Pick<Deadline, "progress" | "pause">;

/** One attempt's share of a call: what its transport may listen to, and reports to. */
export class AttemptCancellation implements Cancellation {
  cancelled = false;
  reason: unknown;
  /** Removed when the attempt ends, so that what is left of it does not move the timer of the next. */
  timer: AttemptTimer | undefined;
  #listener: ((reason: unknown) => void) | undefined;
  #controller: AbortController | undefined;

  constructor(timer?: AttemptTimer) {
    this.timer = timer;
  }

  onCancel(listener: (reason: unknown) => void): void {
    this.#listener = listener;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.cancelled) this.#controller.abort(this.reason);
    return this.#controller.signal;
  }

  waiting(): void {
    this.timer?.pause();
  }

  progress(): void {
    this.timer?.progress();
  }

  cancel(reason: unknown): void {
    this.cancelled = true;
    this.reason = reason;
    this.#listener?.(reason);
    this.#controller?.abort(reason);
  }
}

/** The limits of one call in time. Must be disposed of when the call is done. */
export class Deadline {
  #clock: Clock;
  #deadlineMs: number;
  #endsAt: number;
  #attemptMs = Number.POSITIVE_INFINITY;
  #attemptEndsAt = Number.POSITIVE_INFINITY;
  #firesAt = Number.POSITIVE_INFINITY;
  #stopTimer: (() => void) | undefined;
  #stopListening: (() => void) | undefined;
  #attempt: AttemptCancellation | undefined;
  #interrupt: ((reason: unknown) => void) | undefined;
  #over: { reason: unknown } | undefined;
  #signal: AbortSignal | undefined;
  #controller: AbortController | undefined;

  constructor(clock: Clock, signal: AbortSignal | undefined, deadlineMs: number) {
    this.#clock = clock;
    this.#signal = signal;
    this.#deadlineMs = deadlineMs;
    this.#endsAt = clock.monotonic() + deadlineMs;
    if (signal?.aborted) this.#over = { reason: reasonOf(signal) };
    else if (signal) this.#stopListening = listen(signal, () => this.end(reasonOf(signal)));
  }

  /** Throws what ended the call, if it has ended. */
  check(): void {
    if (this.#over) throw this.#over.reason;
  }

  /** What ended the call. */
  get reason(): unknown {
    return this.#over?.reason;
  }

  /** Whether the whole call has ended, and not only an attempt. */
  get over(): boolean {
    return this.#over !== undefined;
  }

  /** Whether its time ran out. */
  get timedOut(): boolean {
    return this.#over?.reason instanceof TimeoutError && !this.#signal?.aborted;
  }

  /** Aborts when the call ends early. Made when first read. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#over) this.#controller.abort(this.#over.reason);
    return this.#controller.signal;
  }

  get timeLeftMs(): number {
    return this.#endsAt - this.#clock.monotonic();
  }

  /** Whether a wait of `ms` would end before the deadline. */
  allows(ms: number): boolean {
    return ms < this.timeLeftMs;
  }

  /** Starts an attempt that may go `timeoutMs` without progress. */
  startAttempt(timeoutMs: number): AttemptCancellation {
    this.#attempt = new AttemptCancellation(this);
    this.#attemptMs = timeoutMs;
    this.progress();
    return this.#attempt;
  }

  /** The attempt received headers or a chunk: its timeout restarts. */
  progress(): void {
    this.#attemptEndsAt = this.#clock.monotonic() + this.#attemptMs;
    this.#arm();
  }

  /** The attempt waits for something other than the server: its timeout stops until {@link progress}. */
  pause(): void {
    this.#attemptEndsAt = Number.POSITIVE_INFINITY;
  }

  /** Gives the attempt up, of which nothing is wanted any more. */
  cancelAttempt(): void {
    this.#attempt?.cancel(new Error("cancelled"));
  }

  /** The attempt is over: its timeout no longer counts. */
  endAttempt(): void {
    if (this.#attempt) this.#attempt.timer = undefined;
    this.#attempt = undefined;
    this.pause();
  }

  /** Continues the attempt after the call, which has its result: without the deadline, with the caller's signal. */
  continueAttempt(): Deadline {
    const continued = new Deadline(this.#clock, this.#signal, Number.POSITIVE_INFINITY);
    continued.#attempt = this.#attempt;
    continued.#attemptMs = this.#attemptMs;
    if (this.#attempt) this.#attempt.timer = continued;
    this.#attempt = undefined;
    return continued;
  }

  /**
   * `work`, or a rejection at once when the call or the attempt ends first. One race at a time: a second one replaces
   * what is interrupted.
   */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // First, so that a later rejection of `work` always has a handler.
      work.then(resolve, reject);
      if (this.#over) return reject(this.#over.reason);
      if (this.#attempt?.cancelled) return reject(this.#attempt.reason);
      this.#interrupt = reject;
      this.#arm();
    });
  }

  sleep(ms: number): Promise<void> {
    let stop: (() => void) | undefined;
    const slept = new Promise<void>((wake) => {
      stop = this.#clock.sleep(Math.min(ms, MAX_TIMER_MS), wake);
    });
    return this.race(slept).finally(stop);
  }

  /** Must be called when the call is done, however it ended. */
  dispose(): void {
    this.#stopListening?.();
    this.#stopTimer?.();
  }

  /** Ends the call. */
  end(reason: unknown): void {
    this.#over ??= { reason };
    this.#controller?.abort(this.#over.reason);
    this.#interruptWith(this.#over.reason);
  }

  #interruptWith(reason: unknown): void {
    this.#interrupt?.(reason);
    this.#attempt?.cancel(reason);
  }

  /** Deadlines usually move later, so the timer is re-armed lazily when it fires. */
  #arm(): void {
    const firesAt = Math.min(this.#endsAt, this.#attemptEndsAt);
    if (firesAt >= this.#firesAt || firesAt === Number.POSITIVE_INFINITY) return;
    this.#stopTimer?.();
    this.#firesAt = firesAt;
    const ms = Math.max(0, Math.min(firesAt - this.#clock.monotonic(), MAX_TIMER_MS));
    this.#stopTimer = this.#clock.sleep(ms, this.#onTimer);
  }

  #onTimer = (): void => {
    this.#firesAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.monotonic();
    if (now >= this.#endsAt) {
      this.end(new TimeoutError(`The call did not end within its deadline of ${this.#deadlineMs} ms.`));
    } else if (now >= this.#attemptEndsAt) {
      this.#attemptEndsAt = Number.POSITIVE_INFINITY;
      this.#interruptWith(new TimeoutError(`Nothing was received for ${this.#attemptMs} ms.`));
    }
    if (!this.#over) this.#arm();
  };
}
