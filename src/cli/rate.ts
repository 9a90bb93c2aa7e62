/** `--rate`: at most so many requests per second, evenly spaced. */
import type { Limiter } from "tessera-sdk";
import type { SdkModule } from "./sdk.js";

/** Throttles of the server slow it down further, as without it. */
export function paced(perSecond: number, { localLimiter }: SdkModule): Limiter {
  const inner = localLimiter();
  const gapMs = 1_000 / perSecond;
  let nextAt = 0;
  return {
    async take(request) {
      const now = performance.now();
      const at = Math.max(now, nextAt);
      nextAt = at + gapMs;
      if (at > now) await sleep(at - now, request.signal);
      await inner.take(request);
    },
    refused: (refusal) => inner.refused(refusal),
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
