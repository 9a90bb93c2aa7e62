/** A limiter whose rate all processes share. */
import { Pauses, pacedLimiter } from "../bulk/pace.js";
import { isRate, RATE_MESSAGE } from "../bulk/rate.js";
import { type Clock, systemClock } from "../core/clock.js";
import type { Limiter } from "../core/limiter.js";
import { clockOption } from "../core/options.js";
import { custom, objectOf } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { type RedisClient, sendCommandOf } from "./commands.js";
import { SharedPace } from "./sharedPace.js";

/** Options of {@link sharedLimiter}. */
export interface SharedLimiterOptions {
  /** Names what is limited, such as the project: processes that use the same name share its rate. */
  name: string;
  /**
   * Requests a second of all processes together, or `"adaptive"`: 50 at first, 1 % more with each minute up to 1,000,
   * and 20 % less when the server throttles, at most once a second. It is forgotten after ten minutes without a request.
   */
  rate: number | "adaptive";
  /** Time, for tests. */
  clock?: Clock | undefined;
}

const limiterOptions = objectOf<SharedLimiterOptions>()(
  () => ({
    name: custom<string>(
      (value) => typeof value === "string" && /^[^{}]+$/.test(value),
      "must be a text without braces that is not empty",
    ),
    rate: custom<number | "adaptive">(isRate, RATE_MESSAGE),
    clock: clockOption,
  }),
  { name: true, rate: true },
);

/**
 * A limiter that sends at most so many requests a second from all processes together, evenly, whatever their endpoint
 * and key: one round trip to Redis a request. When the server names a time to wait, all processes hold the requests of
 * that key back; of other throttles, each process holds back its own, as by `localLimiter()`.
 *
 * A call whose deadline is before its turn is refused at once, with a `RateLimitError`. Redis is awaited for 250 ms, the
 * first time for 2 seconds. While it does not respond, no call fails: each process keeps to the rate on its own, so
 * that all together may send it as many times as there are processes.
 *
 * @param client your client of Redis. It remains yours, to be closed by you.
 * @throws An `InvalidParamsError` for anything else, and for invalid options.
 * @example
 * ```ts
 * const limiter = sharedLimiter(redis, { name: "emm-production", rate: "adaptive" });
 * const client = new AndroidEnterprise({ auth: googleAuth(), limiter });
 * ```
 */
export function sharedLimiter(client: RedisClient, options: SharedLimiterOptions): Limiter {
  const send = sendCommandOf(client);
  checkAgainst(limiterOptions, options, "options");
  const { name, rate, clock = systemClock } = options;
  const pauses = new Pauses(clock);
  return pacedLimiter(new SharedPace({ send, name, rate, clock, pauses }), clock, pauses);
}
