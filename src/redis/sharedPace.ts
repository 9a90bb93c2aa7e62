/** The pace that processes share: each request has a slot, which Redis gives out. */
import { LocalPace, type Pacing, type Pauses } from "../bulk/pace.js";
import { type RateOption, rateOf } from "../bulk/rate.js";
import type { Clock } from "../core/clock.js";
import { warnOnce } from "../core/diagnostics.js";
import type { LimitRefusal, LimitRequest } from "../core/limiter.js";
import { heldBack } from "../core/limiterQueue.js";
import { isTemporary, type SendCommand } from "./commands.js";
import { REFUSED, TAKE } from "./limiterScripts.js";
import { Reach, within } from "./reach.js";

export interface SharedPaceOptions {
  readonly send: SendCommand;
  readonly name: string;
  readonly rate: RateOption;
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly pauses: Pauses;
}

/** What Redis says of a request. */
interface Slot {
  /** It has none yet, as the server wants requests of its key to wait. */
  readonly isPaused: boolean;
  readonly waitMs: number;
}

export class SharedPace implements Pacing {
  readonly #options: SharedPaceOptions;
  /** While Redis is away. */
  readonly #alone: LocalPace;
  readonly #reach: Reach;
  readonly #lateness = new Lateness();

  constructor(options: SharedPaceOptions) {
    const { clock, rate } = options;
    this.#options = options;
    this.#alone = new LocalPace(clock, rateOf(rate, clock));
    this.#reach = new Reach(clock, warnAway);
  }

  async take(request: LimitRequest): Promise<void> {
    const { clock, pauses } = this.#options;
    for (let isExpired = false; ; ) {
      const timeLeftMs = Math.min(Math.floor(request.timeLeftMs), Number.MAX_SAFE_INTEGER);
      const slot = await this.#ask(request, timeLeftMs);
      if (slot === undefined) return this.#alone.take(request);
      const { isPaused, waitMs } = slot;
      if (isPaused) pauses.add(request.key, waitMs);
      if (waitMs >= timeLeftMs) throw heldBack(waitMs, isPaused ? undefined : "by the rate that processes share");
      if (waitMs === 0) return;
      if (isPaused) {
        await within(clock, waitMs, request.signal);
      } else {
        const lateMs = await this.#arrive(clock.monotonic() + waitMs, request.signal);
        // Of a process whose timers are always that late, requests are sent nevertheless.
        if (lateMs < EXPIRED_MS || isExpired) return;
        isExpired = true;
      }
    }
  }

  async refused({ key, retryAfterMs = 0 }: LimitRefusal): Promise<void> {
    const { send, rate } = this.#options;
    this.#alone.refused();
    if (this.#reach.isAway || (retryAfterMs === 0 && rate !== "adaptive")) return;
    await REFUSED.run(send, this.#keys(key), [rate, Math.ceil(retryAfterMs)]).catch(() => {});
  }

  #keys(key: string): [string, string] {
    const base = `tessera:limiter:{${this.#options.name}}`;
    return [base, `${base}:paused:${key}`];
  }

  #ask({ key, signal }: LimitRequest, timeLeftMs: number): Promise<Slot | undefined> {
    const { send, rate } = this.#options;
    const take = async () => slotOf(await TAKE.run(send, this.#keys(key), [rate, timeLeftMs]));
    return this.#reach.ask(take, signal);
  }

  /** Waits for a slot. @returns how late it is, in milliseconds. */
  async #arrive(due: number, signal: AbortSignal): Promise<number> {
    const { clock } = this.#options;
    for (;;) {
      const now = clock.monotonic();
      const leftMs = this.#lateness.leftMs(due, now);
      if (leftMs <= 0) return now - due;
      await within(clock, leftMs, signal);
    }
  }
}

function slotOf(reply: unknown): Slot {
  const [paused, micros] = (Array.isArray(reply) ? reply : []).map(Number);
  if (paused === undefined || !(Number(micros) >= 0)) throw new Error("ERR the reply is not that of the script");
  return { isPaused: paused === 1, waitMs: Number(micros) / 1_000 };
}

/** A slot that was missed by so much is left unused: others have been given its share meanwhile. */
const EXPIRED_MS = 1_000;
/** How much faster than its slots a process sends to catch up. */
const CATCH_UP = 0.02;

/**
 * How late the requests of a process are. When timers fire late, all that are due by then would be sent at once, and
 * the others on time: a burst. So a process that is late keeps the distances between its requests, or nearly.
 */
class Lateness {
  #ms = 0;
  #since = 0;

  /** How long a request that is due at `due` has to wait; at 0 or less, it is sent. */
  leftMs(due: number, now: number): number {
    const lateMs = Math.max(0, this.#ms - (now - this.#since) * CATCH_UP);
    const leftMs = due + lateMs - now;
    if (leftMs > 0) return leftMs;
    if (now - due < EXPIRED_MS) {
      this.#ms = now - due;
      this.#since = now;
    }
    return leftMs;
  }
}

function warnAway(error: unknown): void {
  const reply = error === undefined || isTemporary(error) ? "" : ` It replied: ${(error as Error).message}`;
  warnOnce(
    "TESSERA_SHARED_LIMITER",
    `Redis did not respond to \`sharedLimiter()\`. Until it does, this process paces its own requests alone.${reply}`,
  );
}
