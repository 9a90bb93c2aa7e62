import { localLimiter, observe } from "tessera-sdk";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "../../src/cli/rate.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const request = (signal: AbortSignal) => ({ endpoint: "users.get", key: "k", signal, timeLeftMs: 60_000 });

test("--rate spaces requests evenly", async () => {
  const limiter = paced(10, { localLimiter, observe });
  const { signal } = new AbortController();
  const begin = performance.now();
  const taken: number[] = [];
  const all = Promise.all(
    [1, 2, 3, 4].map(async () => {
      await limiter.take(request(signal));
      taken.push(performance.now() - begin);
    }),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  await all;
  expect(taken).toEqual([0, 100, 200, 300]);
});

test("a call that ends does not wait for its turn, and leaves no timer", async () => {
  const limiter = paced(1, { localLimiter, observe });
  const call = new AbortController();
  await limiter.take(request(call.signal));
  const waiting = limiter.take(request(call.signal));
  call.abort(new Error("the call has ended"));
  await expect(waiting).rejects.toThrow("the call has ended");
  expect(vi.getTimerCount()).toBe(0);
});
