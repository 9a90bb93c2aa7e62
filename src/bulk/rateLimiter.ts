/** A limiter for runs that have a rate of their own. */
import { type Clock, systemClock } from "../core/clock.js";
import { invalidParam } from "../core/errors.js";
import type { Limiter } from "../core/limiter.js";
import { LocalPace, pacedLimiter } from "./pace.js";
import { isRate, RATE_MESSAGE, rateOf } from "./rate.js";

/**
 * A limiter that sends at most so many requests a second, evenly, whatever their endpoint and key. What the server
 * throttles is held back as by `localLimiter()`. Pass it as the `limiter` of the client, or of several clients whose
 * requests count together: it sees each attempt, and requests for tokens.
 *
 * @param rate requests a second, or `"adaptive"`: 50 at first, 1 % more with each minute up to 1,000, and 20 % less
 *   when the server throttles, at most once a second.
 * @param clock time, for tests.
 * @throws An `InvalidParamsError` if the rate is not a number above 0.
 */
export function rateLimiter(
  rate: number | "adaptive",
  clock: Pick<Clock, "monotonic" | "sleep"> = systemClock,
): Limiter {
  if (!isRate(rate)) invalidParam("rate", RATE_MESSAGE);
  return pacedLimiter(new LocalPace(clock, rateOf(rate, clock)), clock);
}
