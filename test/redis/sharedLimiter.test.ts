/** A rate that processes share: even, fair, one round trip a request, and a pause that all of them keep. */
import { getPriority, setPriority } from "node:os";
import type { Limiter } from "tessera-sdk";
import { type SharedLimiterOptions, sharedLimiter } from "tessera-sdk/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Arrival, type LimitedRuns, limitedRuns } from "../support/limitedRuns.js";
import { rejection } from "../support/promises.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";

/** Its own and that of the processes that it starts: what is counted in windows needs timers that fire. */
function prioritize(priority: number): void {
  try {
    setPriority(priority);
  } catch {
    // Not allowed to this user.
  }
}

/** The most of any sliding second. */
const busiest = (arrivals: readonly Arrival[]) =>
  Math.max(...arrivals.map(({ at: from }) => arrivals.filter(({ at }) => at >= from && at < from + 1_000).length));

const TIMED = { timeout: 120_000 };
/** At 200 a second, so many milliseconds are 10 requests. */
const DISTURBED_MS = 50;

/** Counts are wrong when other programs have the processor: it is then tried three times, and then skipped with a note. */
async function measured(
  skip: (note: string) => void,
  plan: LimitedRuns,
  judge: (arrivals: readonly Arrival[]) => void,
): Promise<void> {
  let lags = "";
  for (let attempt = 0; attempt < 3; attempt++) {
    const { arrivals, lagMs } = await limitedRuns(plan);
    try {
      return judge(arrivals);
    } catch (error) {
      if (lagMs < DISTURBED_MS) throw error;
      lags += ` ${Math.round(lagMs)}`;
    }
  }
  skip(`not measured: the machine was busy, and timers were late by${lags} ms`);
}

const take = (
  limiter: Limiter,
  key = "k",
  timeLeftMs = Number.POSITIVE_INFINITY,
  signal = new AbortController().signal,
) => limiter.take({ endpoint: "e", key, signal, timeLeftMs });
const throttle = (limiter: Limiter, retryAfterMs?: number, key = "k") =>
  limiter.refused({ endpoint: "e", key, retryAfterMs });

describe.skipIf(redis.isMissing)(`processes that share a limiter${redis.note}`, () => {
  const priority = getPriority();
  let server: RedisServer;
  beforeAll(async () => {
    prioritize(-15);
    server = await startRedis();
  });
  beforeEach(() => server.client.flushall());
  afterAll(async () => {
    await server?.close();
    prioritize(priority);
  });

  const limiterOf = (rate: SharedLimiterOptions["rate"], name = "test") =>
    sharedLimiter(server.connect(), { name, rate });
  const stateOf = async (name = "test") => server.client.hgetall(`tessera:limiter:{${name}}`);

  test.for([2, 4])("%i at 200 a second: no second has more, with equal shares", TIMED, async (processes, { skip }) => {
    await measured(skip, { path: server.path, processes, rate: 200, callers: 50, ms: 3_000 }, (arrivals) => {
      expect(busiest(arrivals)).toBeLessThanOrEqual(210);
      expect(arrivals.length).toBeGreaterThan(550);
      // Turns of all callers: within one, processes come one after the other.
      const counted = arrivals.slice(0, 400);
      const share = counted.length / processes;
      for (let number = 0; number < processes; number++) {
        const own = counted.filter(({ from }) => from === number).length;
        expect(Math.abs(own - share) / share).toBeLessThanOrEqual(0.1);
      }
    });
  });

  test("a request costs one round trip, also when it waits", async () => {
    const limiters = [limiterOf(500), limiterOf(500)];
    await Promise.all(limiters.map((limiter) => take(limiter)));
    await server.client.config("RESETSTAT");
    await Promise.all(limiters.flatMap((limiter) => Array.from({ length: 50 }, () => take(limiter))));
    const stats = await server.client.info("commandstats");
    expect(stats).toContain("cmdstat_evalsha:calls=100,");
    expect(stats).not.toContain("cmdstat_eval:");
  });

  test(
    "an adaptive rate follows a limit that falls and rises, with few requests throttled",
    TIMED,
    async ({ skip }) => {
      await throttle(limiterOf("adaptive"));
      expect(await stateOf()).toMatchObject({ rate: "40" });
      await server.client.hset("tessera:limiter:{test}", { rate: 150, cut: 0 });
      const limitAt = (at: number) => (at > 2_500 && at < 5_000 ? 40 : 100);
      const plan = { path: server.path, processes: 2, rate: "adaptive", callers: 20, ms: 7_500, limitAt } as const;
      await measured(skip, plan, (arrivals) => {
        const refused = arrivals.filter(({ isRefused }) => isRefused).length;
        const sent = (from: number, to: number) => arrivals.filter(({ at }) => at >= from && at < to).length;
        expect(refused).toBeGreaterThan(0);
        expect(refused / arrivals.length).toBeLessThanOrEqual(0.2);
        expect(sent(3_500, 5_000)).toBeGreaterThan(30);
        expect(sent(3_500, 5_000)).toBeLessThan(75);
        expect(sent(6_000, 7_500)).toBeGreaterThan(60);
      });
    },
  );

  test("a wait that the server names is kept by all, for that key alone, also by those that have a slot", async () => {
    const [first, second] = [limiterOf(50), limiterOf(50)];
    const sent: [string, number][] = [];
    const send = async (limiter: Limiter, key: string) => {
      await take(limiter, key);
      sent.push([key, performance.now()]);
    };
    await Promise.all([send(first, "k"), send(second, "k")]);
    const waiting = Array.from({ length: 20 }, () => send(second, "k"));
    await throttle(first, 800);
    const from = performance.now();
    // Its next request tells a process of the pause.
    waiting.push(send(second, "k"), send(first, "k"), send(second, "other"));
    await Promise.all(waiting);
    const early = sent.filter(([key, at]) => key === "k" && at > from + 100 && at < from + 790);
    expect(early).toEqual([]);
    expect(sent.filter(([key, at]) => key === "k" && at >= from + 790).length).toBeGreaterThan(10);
    expect(sent.find(([key]) => key === "other")?.[1]).toBeLessThan(from + 790);
  });

  test("a rate is cut once a second, however many processes met the throttle, and a fixed one never", async () => {
    const limiters = [limiterOf("adaptive"), limiterOf("adaptive")];
    await Promise.all(limiters.flatMap((limiter) => Array.from({ length: 16 }, () => throttle(limiter, 10))));
    const { rate, cut } = await stateOf();
    expect(rate).toBe("40");
    await server.client.hset("tessera:limiter:{test}", {
      cut: Number(cut) - 1_000_000,
      since: Number(cut) - 60_000_000,
    });
    await throttle(limiters[0] as Limiter);
    expect(Number((await stateOf()).rate)).toBeCloseTo(40 * 1.01 * 0.8, 1);
    await server.client.hset("tessera:limiter:{test}", { rate: 5_000 });
    await take(limiters[1] as Limiter, "other");
    expect((await stateOf()).rate).toBe("1000");
    await throttle(limiterOf(50, "fixed"), 10);
    expect(await stateOf("fixed")).toEqual({});
  });

  test("a call that ends before its turn, or before a pause does, is refused at once, and takes no slot", async () => {
    const [first, second] = [limiterOf(1), limiterOf(1)];
    await take(first);
    const { next } = await stateOf();
    expect(await rejection(Promise.resolve(take(second, "k", 500)))).toMatchObject({
      code: "ERR_TESSERA_RATE_LIMITED",
      kind: "rate_limited",
      retryAfterMs: expect.closeTo(1_000, -3),
      message: expect.stringContaining("by the rate that processes share"),
    });
    expect((await stateOf()).next).toBe(next);
    await throttle(first, 60_000);
    for (const limiter of [first, second]) {
      expect(await rejection(Promise.resolve(take(limiter, "k", 5_000)))).toMatchObject({
        kind: "rate_limited",
        message: expect.stringContaining("after a throttle"),
      });
    }
  });

  test("nothing is left in Redis for ever, and names are apart", async () => {
    const limiter = limiterOf("adaptive", "a");
    await take(limiter);
    await throttle(limiter, 5_000);
    await take(limiterOf(1, "b"));
    const keys = await server.client.keys("*");
    expect(keys.sort()).toEqual(["tessera:limiter:{a}", "tessera:limiter:{a}:paused:k", "tessera:limiter:{b}"]);
    for (const key of keys) expect(await server.client.pttl(key)).toBeGreaterThan(0);
    await take(limiterOf(1, "c"), "k", 900);
  });

  test("no call fails when Redis stops responding or is killed, and the rate is shared again when it is back", async () => {
    const limiter = limiterOf(1_000);
    await take(limiter);
    server.suspend();
    await Promise.all(Array.from({ length: 20 }, () => take(limiter)));
    await server.kill();
    await Promise.all([...Array.from({ length: 20 }, () => take(limiter)), take(limiterOf(1_000))]);
    await throttle(limiter, 10, "other");
    await server.start();
    await server.client.flushall();
    while (!(await server.client.exists("tessera:limiter:{test}"))) {
      await take(limiter);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
});

test.each([
  ["name", { rate: 1 }],
  ["name", { name: "", rate: 1 }],
  ["name", { name: "a}b", rate: 1 }],
  ["rate", { name: "a" }],
  ["rate", { name: "a", rate: 0 }],
  ["rate", { name: "a", rate: "fast" }],
  ["adaptive", { name: "a", rate: 1, adaptive: true }],
  ["clock", { name: "a", rate: 1, clock: {} }],
])("%s is refused in %j", (path, options) => {
  expect(() => sharedLimiter(async () => null, options as unknown as SharedLimiterOptions)).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
  );
});
