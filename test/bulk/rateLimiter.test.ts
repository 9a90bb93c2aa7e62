/** A rate of requests: even, in order, and slower when the server throttles. */
import type { Limiter } from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { rateLimiter } from "tessera-sdk/bulk";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";

const unaborted = () => new AbortController().signal;
const take = (limiter: Limiter, key = "k", signal = unaborted()) =>
  limiter.take({ endpoint: "e", key, signal, timeLeftMs: Number.POSITIVE_INFINITY });

/** When each of many requests that all wait is sent, in milliseconds. */
async function times(limiter: Limiter, clock: ManualClock, count: number, ms: number): Promise<number[]> {
  const sent: number[] = [];
  const waiting = Array.from({ length: count }, async () => {
    await take(limiter);
    sent.push(clock.monotonic());
  });
  for (let passed = 0; passed < ms; passed += 10) await clock.advance(10);
  void waiting;
  return sent;
}

const within = (sent: readonly number[], from: number, to: number) => sent.filter((at) => at > from && at <= to).length;

describe("a fixed rate", () => {
  test.each([1, 20, 200])("of %i: no second has more, and none fewer while requests wait", async (rate) => {
    const clock = new ManualClock();
    const sent = await times(rateLimiter(rate, clock), clock, 20 * rate, 5_000);
    expect(sent[0]).toBe(0);
    for (const from of sent.filter((at) => at <= 4_000)) {
      expect(within(sent, from, from + 1_000)).toBeLessThanOrEqual(Math.ceil(rate * 1.05));
    }
    expect(within(sent, 0, 5_000)).toBeGreaterThanOrEqual(5 * rate * 0.99 - 1);
  });

  test("saves nothing up while there are no requests, and sets no timer then", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter(10, clock);
    expect(take(limiter)).toBeUndefined();
    await clock.advance(60_000);
    expect(clock.sleeping).toBe(0);
    const sent = await times(limiter, clock, 30, 1_000);
    expect(sent.length).toBeLessThanOrEqual(11);
  });

  test("counts the requests of all keys together, in order; one that is cancelled leaves its place", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter(10, clock);
    const sent: string[] = [];
    const left = new AbortController();
    const waiting = ["a", "b", "c", "d"].map(async (key) => {
      await take(limiter, key, key === "b" ? left.signal : unaborted());
      sent.push(`${key} ${clock.monotonic()}`);
    });
    left.abort(new Error("left"));
    expect(await rejection(waiting[1] as Promise<void>)).toMatchObject({ message: "left" });
    for (let passed = 0; passed < 500; passed += 50) await clock.advance(50);
    expect(sent).toEqual(["a 0", "c 100", "d 200"]);
    expect(clock.sleeping).toBe(0);
  });

  test("holds a key back for as long as the server asks, and no other", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter(1_000, clock);
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 2_000 });
    const sent: string[] = [];
    const waiting = ["k", "other"].map(async (key) => {
      await take(limiter, key);
      sent.push(`${key} ${clock.monotonic() >= 2_000}`);
    });
    for (let passed = 0; passed < 2_100; passed += 10) await clock.advance(10);
    await Promise.all(waiting);
    expect(sent).toEqual(["other false", "k true"]);
  });

  test("holds after a pause, too: what was held back is not sent faster", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter(10, clock);
    const sent: number[] = [];
    void Array.from({ length: 60 }, async () => {
      await take(limiter);
      sent.push(clock.monotonic());
    });
    await clock.advance(500);
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    const before = sent.length;
    for (let passed = 0; passed < 5_000; passed += 10) await clock.advance(10);
    expect(within(sent, 500, 1_499)).toBe(0);
    expect(sent.length - before).toBeGreaterThan(30);
    for (const from of sent) expect(within(sent, from, from + 1_000)).toBeLessThanOrEqual(11);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "fast", undefined])("%s is refused", (rate) => {
    expect(() => rateLimiter(rate as number)).toThrow(expect.objectContaining({ issues: [expect.anything()] }));
  });
});

describe("the adaptive rate", () => {
  /** Requests in one second, of a key that was not throttled. */
  async function rateNow(limiter: Limiter, clock: ManualClock): Promise<number> {
    const from = clock.monotonic();
    const controller = new AbortController();
    const sent: number[] = [];
    const waiting = Array.from({ length: 200 }, async () => {
      await take(limiter, "other", controller.signal);
      sent.push(clock.monotonic() - from);
    });
    for (let passed = 0; passed < 2_000; passed += 10) await clock.advance(10);
    controller.abort(new Error("enough"));
    await Promise.allSettled(waiting);
    return within(sent, 0, 2_000) / 2;
  }

  test("begins with 50 a second and grows by 1 % a minute", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter("adaptive", clock);
    expect(await rateNow(limiter, clock)).toBeCloseTo(50, -0.5);
    await clock.advance(70 * 60_000);
    expect(Math.abs((await rateNow(limiter, clock)) - 50 * 1.01 ** 70)).toBeLessThan(2);
  });

  test("grows to 1,000 a second at most", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter("adaptive", clock);
    await clock.advance(24 * 3_600_000);
    const sent = await times(limiter, clock, 1_200, 1_000);
    expect(sent.length).toBeGreaterThan(900);
    expect(sent.length).toBeLessThanOrEqual(1_050);
  });

  test("falls by a fifth with a throttle, once a second however many requests met it, and never to nothing", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter("adaptive", clock);
    const throttle = () => limiter.refused({ endpoint: "e", key: "k", retryAfterMs: undefined });
    for (let n = 0; n < 32; n++) throttle();
    expect(Math.abs((await rateNow(limiter, clock)) - 40)).toBeLessThan(2);
    throttle();
    await clock.advance(999);
    throttle();
    expect(Math.abs((await rateNow(limiter, clock)) - 32)).toBeLessThan(2);
    for (let n = 0; n < 100; n++) {
      throttle();
      await clock.advance(1_000);
    }
    const sent = await times(limiter, clock, 3, 25_000);
    expect(sent.length).toBeGreaterThanOrEqual(2);
  });

  test("is that of a client which it is given to: its attempts and its throttles count", async () => {
    const clock = new ManualClock();
    const emulator = createEmulator({ clock });
    const limiter = rateLimiter(10, clock);
    const client = new AndroidEnterprise({
      auth: emulator.issueToken(),
      transport: emulator.transport,
      clock,
      limiter,
    });
    const sent: number[] = [];
    const onSend = () => void sent.push(clock.monotonic());
    const params = { enterpriseId: "LC00lwk1yg" };
    const three = async () => {
      const calls = [1, 2, 3].map(() => client.enterprises.get(params, { onSend }));
      for (let passed = 0; passed < 20_000; passed += 50) await clock.advance(50);
      await Promise.all(calls);
      return sent.splice(0);
    };
    expect(await three()).toEqual([0, 100, 200]);
    emulator.fail({ throttle: true });
    const [first = 0, second = 0, ...others] = await three();
    expect(others).toHaveLength(2);
    expect(second - first).toBeGreaterThanOrEqual(500);
  });
});
