/** A process that shares a rate: Redis that does not respond, timers that are late, and calls that end while they wait. */
import type { Limiter } from "tessera-sdk";
import { type RedisClient, sharedLimiter } from "tessera-sdk/redis";
import { ManualClock } from "tessera-sdk/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection } from "../support/promises.js";

const take = (limiter: Limiter, signal = new AbortController().signal) =>
  Promise.resolve(limiter.take({ endpoint: "e", key: "k", signal, timeLeftMs: Number.POSITIVE_INFINITY }));

/** A Redis that gives out slots at a distance, by the time of `clock`, and counts what it is asked. */
class Slots {
  asked = 0;
  #nextAt = 0;
  readonly #clock: ManualClock;
  readonly #gapMs: number;
  readonly #othersMs: number;

  /** @param othersMs how far other processes are ahead. */
  constructor(clock: ManualClock, gapMs: number, othersMs = 0) {
    this.#clock = clock;
    this.#gapMs = gapMs;
    this.#othersMs = othersMs;
  }

  readonly client: RedisClient = async () => {
    this.asked++;
    const now = this.#clock.monotonic();
    const at = Math.max(this.#nextAt, now + this.#othersMs);
    this.#nextAt = at + this.#gapMs;
    return [0, (at - now) * 1_000];
  };
}

/** When a request was sent, or `undefined` while it waits. */
function sending(limiter: Limiter, clock: ManualClock): { at: number | undefined } {
  const request: { at: number | undefined } = { at: undefined };
  void take(limiter).then(() => {
    request.at = clock.monotonic();
  });
  return request;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("a Redis that does not respond", () => {
  let mode: "hangs" | "fails" | "rejects late" | "responds" = "responds";
  let asked = 0;
  const client: RedisClient = () => {
    asked++;
    if (mode === "responds") return Promise.resolve([0, 0]);
    if (mode === "fails") return Promise.reject(new Error("Connection is closed."));
    if (mode === "hangs") return new Promise(() => {});
    return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 20));
  };

  test.each(["hangs", "rejects late"] as const)(
    "and %s is awaited for 2 seconds at first, then left alone",
    async (how) => {
      const clock = new ManualClock();
      const limiter = sharedLimiter(client, { name: "n", rate: 10, clock });
      [mode, asked] = [how, 0];
      const first = sending(limiter, clock);
      await settled();
      await clock.advance(1_999);
      if (how === "hangs") expect(first.at).toBeUndefined();
      await clock.advance(1);
      await settled();
      expect(first.at).toBeLessThanOrEqual(2_000);
      const others = [1, 2, 3].map(() => sending(limiter, clock));
      await clock.advance(300);
      // By the rate of the process alone, and without another command.
      expect(others.map(({ at = 0 }) => at - (first.at ?? 0))).toEqual([100, 200, 300]);
      expect(asked).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(clock.sleeping).toBe(0);
    },
  );

  test("after it has responded is awaited for 250 ms; each 5 seconds, one request finds out whether it is back", async () => {
    const clock = new ManualClock();
    const limiter = sharedLimiter(client, { name: "n", rate: 1_000, clock });
    [mode, asked] = ["responds", 0];
    await take(limiter);
    mode = "hangs";
    const waiting = [1, 2, 3].map(() => sending(limiter, clock));
    await settled();
    await clock.advance(249);
    expect(waiting.map(({ at }) => at)).toEqual([undefined, undefined, undefined]);
    await clock.advance(10);
    for (const { at } of waiting) expect(at).toBeLessThan(255);
    expect(asked).toBe(4);
    await clock.advance(5_000);
    const probes = [1, 2, 3].map(() => sending(limiter, clock));
    await settled();
    await clock.advance(10);
    expect(probes.map(({ at }) => at === undefined)).toEqual([true, false, false]);
    expect(asked).toBe(5);
    await clock.advance(250);
    expect(probes[0]?.at).toBeDefined();
    mode = "responds";
    await clock.advance(5_000);
    await Promise.all([take(limiter), take(limiter)]);
    await take(limiter);
    expect(asked).toBeGreaterThanOrEqual(7);
    expect(clock.sleeping).toBe(0);
  });

  test.each([
    ["a failure", () => Promise.reject(new Error("Connection is closed."))],
    ["an error", () => Promise.reject(new Error("NOPERM this user has no permissions to run the 'evalsha' command"))],
    ["a reply of something else", () => Promise.resolve("OK")],
    ["nothing", () => Promise.resolve(null)],
    [
      "an exception",
      () => {
        throw new TypeError("closed");
      },
    ],
  ])("because of %s lets requests pass at the rate, at once", async (_, respond) => {
    const clock = new ManualClock();
    const limiter = sharedLimiter(respond as RedisClient, { name: "n", rate: "adaptive", clock });
    await take(limiter);
    await limiter.refused({ endpoint: "e", key: "other", retryAfterMs: undefined });
    const second = sending(limiter, clock);
    await settled();
    await clock.advance(25);
    expect(second.at).toBe(20);
    expect(clock.sleeping).toBe(0);
  });

  describe("is reported", () => {
    afterEach(() => void vi.restoreAllMocks());

    test("once, with the reply if it is one that will not change", async () => {
      const shared = globalThis as { [key: symbol]: Set<string> | undefined };
      shared[Symbol.for("tessera-sdk.warned")]?.delete("TESSERA_SHARED_LIMITER");
      const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
      const refusing: RedisClient = () => Promise.reject(new Error("NOAUTH Authentication required."));
      const limiter = sharedLimiter(refusing, { name: "n", rate: 1_000 });
      for (let n = 0; n < 3; n++) await take(limiter);
      expect(emitted.mock.calls).toEqual([
        [expect.stringMatching(/NOAUTH/), expect.objectContaining({ code: "TESSERA_SHARED_LIMITER" })],
      ]);
    });
  });
});

describe("timers that are late", () => {
  /** A clock whose timers all wait while the process is busy. */
  class BusyClock extends ManualClock {
    lateMs = 0;
    override sleep(ms: number, wake: () => void): () => void {
      return super.sleep(ms + this.lateMs, wake);
    }
    #busyUntil = 0;
    /** Nothing runs for so long. */
    async stall(ms: number): Promise<void> {
      this.#busyUntil = super.monotonic() + ms;
      // What is due meanwhile wakes at its time, and reads that of the end.
      await this.advance(ms);
    }
    override monotonic(): number {
      return Math.max(super.monotonic(), this.#busyUntil);
    }
  }

  async function sentDuring(stallMs: number, lateMs = 0) {
    const clock = new BusyClock();
    const slots = new Slots(clock, 5, lateMs && 100);
    const limiter = sharedLimiter(slots.client, { name: "n", rate: 200, clock });
    clock.lateMs = lateMs;
    const requests = Array.from({ length: 60 }, () => sending(limiter, clock));
    await settled();
    await clock.advance(50);
    await clock.stall(stallMs);
    for (let passed = 0; passed < 10_000; passed += 100) await clock.advance(100);
    return { times: requests.map(({ at }) => at ?? Number.NaN), asked: slots.asked };
  }

  test("do not end in a burst: a process that was busy keeps the distances", async () => {
    const { times, asked } = await sentDuring(150);
    expect(asked).toBe(60);
    const gaps = times.slice(1).map((at, index) => at - (times[index] as number));
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(150);
    expect(Math.min(...gaps)).toBeGreaterThan(4.8);
    expect(times.at(-1)).toBeGreaterThan(295 + 140);
  });

  test("by more than a second take other slots", async () => {
    const { times, asked } = await sentDuring(3_000);
    expect(asked).toBeGreaterThan(100);
    const late = times.filter((at) => at > 3_000).sort((a, b) => a - b);
    expect(late.length).toBeGreaterThan(40);
    const gaps = late.slice(1).map((at, index) => at - (late[index] as number));
    expect(Math.min(...gaps)).toBeGreaterThan(4.8);
  });

  test("by more than a second each time are sent late, while other processes take slots", async () => {
    const { times } = await sentDuring(0, 1_500);
    expect(times.some(Number.isNaN)).toBe(false);
  });
});

describe("a call that ends", () => {
  test.each(["while Redis is asked", "while it waits"])("%s leaves no timer and no listener", async (when) => {
    const clock = new DrivenClock();
    const slots = new Slots(clock, 1_000);
    const client: RedisClient = when === "while it waits" ? slots.client : () => new Promise(() => {});
    const limiter = sharedLimiter(client, { name: "n", rate: 1, clock });
    const controller = new AbortController();
    const added = vi.spyOn(controller.signal, "addEventListener");
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    if (when === "while it waits") await take(limiter);
    const waiting = Array.from({ length: 20 }, () => rejection(take(limiter, controller.signal)));
    await settled();
    expect(clock.pending).toBeGreaterThan(0);
    const listening = () => added.mock.calls.length - removed.mock.calls.length;
    expect(listening()).toBe(1);
    controller.abort(new Error("enough"));
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ message: "enough" });
    expect(clock.pending).toBe(0);
    expect(listening()).toBe(0);
    expect(await rejection(take(limiter, controller.signal))).toMatchObject({ message: "enough" });
  });

  test("leaves none, either, when Redis responds late", async () => {
    const clock = new DrivenClock();
    let respond: (reply: unknown) => void = () => {};
    const client: RedisClient = () => new Promise((resolve) => (respond = resolve));
    const { signal } = new AbortController();
    const calls = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    const taken = take(sharedLimiter(client, { name: "n", rate: 1, clock }), signal);
    await settled();
    await clock.advance(1_500);
    respond([0, 0]);
    await taken;
    expect(calls.map(({ mock }) => mock.calls.length)).toEqual([2, 2]);
    expect(clock.pending).toBe(0);
  });
});
