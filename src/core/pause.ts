/** A wait that a signal ends early. */
import { listen } from "./abort.js";
import { systemClock } from "./clock.js";

/** Resolves after about `ms` milliseconds, or as soon as the signal aborts. It takes half as long again or half of it. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      stop();
      ignore();
      resolve();
    };
    // Jitter, so that those that wait do not try at the same moments.
    const stop = systemClock.sleep(ms * (0.5 + systemClock.random()), end);
    const ignore = listen(signal, end);
  });
}
