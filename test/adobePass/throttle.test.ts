/** Adobe's throttle: the limiter beside a server that enforces it, on one clock. */
import {
  type AdobePassLimiterOptions,
  AdobePassV1,
  adobePassLimiter,
  InvalidParamsError,
  type Limiter,
  softwareStatement,
  type Transport,
} from "tessera-sdk/adobe-pass";
import { ManualClock } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rejection } from "../support/promises.js";
import { DEVICE, RegistrationServer, statementOf } from "../support/registration.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const never = new AbortController().signal;
const PAGE = "<html><head><title>429 Too Many Requests</title></head><center>openresty</center></html>";

/** Adobe's throttle: eleven requests at once, then one a second, for each address. */
class ThrottlingServer implements Transport {
  readonly accepted = new Map<string, number[]>();
  readonly refused: string[] = [];
  #levels = new Map<string, { level: number; at: number }>();
  #clock: ManualClock;
  #behind: Transport | undefined;

  constructor(clock: ManualClock, behind?: Transport) {
    this.#clock = clock;
    this.#behind = behind;
  }

  async send(request: Parameters<Transport["send"]>[0]) {
    const ip = request.headers["x-forwarded-for"] ?? "";
    const now = this.#clock.monotonic();
    const { level, at } = this.#levels.get(ip) ?? { level: 11, at: now };
    const filled = Math.min(11, level + (now - at) / 1_000);
    const passes = filled > 1 - 1e-6;
    this.#levels.set(ip, { level: passes ? filled - 1 : filled, at: now });
    if (!passes) {
      this.refused.push(ip);
      return responseOf(429, PAGE);
    }
    this.accepted.set(ip, [...(this.accepted.get(ip) ?? []), now]);
    return this.#behind ? this.#behind.send(request) : responseOf(200, "");
  }
}

function responseOf(status: number, text: string) {
  const body = (async function* () {
    if (text) yield new TextEncoder().encode(text);
  })();
  return { status, headers: { "content-type": "text/html" }, body };
}

async function drive<T>(clock: ManualClock, work: Promise<T>, stepMs = 250): Promise<T> {
  let settled = false;
  const end = () => {
    settled = true;
  };
  work.then(end, end);
  while (!settled) await clock.advance(stepMs);
  return work;
}

const ipOf = (device: number) => `203.0.${device >> 8}.${device & 255}`;

describe("through one client", () => {
  test("1,000 devices at once stay within their own limits, and none waits for another", async () => {
    const clock = new ManualClock();
    const server = new ThrottlingServer(clock);
    const client = new AdobePassV1({ auth: "t", transport: server, clock });
    const callsOf = (device: number) => (device % 2 === 0 ? 11 : 14);
    const calls = Array.from({ length: 1_000 }, (_, device) =>
      Array.from({ length: callsOf(device) }, () =>
        client.checkAuthentication({ ...DEVICE, deviceId: `${device}`, deviceIp: ipOf(device) }),
      ),
    ).flat();
    const statuses = await drive(clock, Promise.all(calls));
    expect(statuses.every(({ authenticated }) => authenticated)).toBe(true);
    expect(server.refused).toEqual([]);
    expect(server.accepted.size).toBe(1_000);
    for (let device = 0; device < 1_000; device++) {
      const times = server.accepted.get(ipOf(device)) ?? [];
      expect(times).toHaveLength(callsOf(device));
      // The burst at once, whatever the others do; then one a second, and the steps of the clock.
      expect(times[10]).toBe(0);
      for (const [index, time] of times.slice(11).entries()) {
        expect(time).toBeGreaterThanOrEqual((index + 1) * 1_000 - 1e-6);
        expect(time).toBeLessThan((index + 1) * 1_000 + 500);
      }
    }
  });

  test("24 calls of one device at once, with its registration, all succeed without a 429", async () => {
    const clock = new ManualClock();
    const behind = new RegistrationServer();
    const server = new ThrottlingServer(clock, behind);
    const auth = softwareStatement({ statement: statementOf() });
    const client = new AdobePassV1({ auth, transport: server, clock });
    const calls = Array.from({ length: 24 }, () => client.checkAuthentication(DEVICE));
    const statuses = await drive(clock, Promise.all(calls));
    expect(statuses.every(({ authenticated }) => authenticated)).toBe(true);
    expect(server.refused).toEqual([]);
    expect(behind.sent).toHaveLength(26);
  });

  test("devices that share an address with others are throttled now and then, and all succeed", async () => {
    const clock = new ManualClock();
    const server = new ThrottlingServer(clock);
    const clients = [1, 2, 3].map(() => new AdobePassV1({ auth: "t", transport: server, clock }));
    const calls = clients.flatMap((client) => Array.from({ length: 8 }, () => client.checkAuthentication(DEVICE)));
    const statuses = await drive(clock, Promise.all(calls));
    expect(statuses.every(({ authenticated }) => authenticated)).toBe(true);
    // Each client had eight requests under way, and stops once one was refused.
    expect(server.refused.length).toBeGreaterThan(0);
    expect(server.refused.length).toBeLessThan(40);
  });

  test("a call that is aborted while it waits leaves its place to the next", async () => {
    const clock = new ManualClock();
    const server = new ThrottlingServer(clock);
    const client = new AdobePassV1({ auth: "t", transport: server, clock });
    const controller = new AbortController();
    const burst = Array.from({ length: 11 }, () => client.checkAuthentication(DEVICE));
    const aborted = rejection(client.checkAuthentication(DEVICE, { signal: controller.signal }));
    const next = client.checkAuthentication(DEVICE);
    await Promise.all(burst);
    controller.abort(new Error("left"));
    expect(await aborted).toMatchObject({ message: "left" });
    await drive(clock, next);
    expect(server.accepted.get(DEVICE.deviceIp)).toHaveLength(12);
    expect(clock.monotonic()).toBeLessThan(1_500);
  });
});

describe("the limiter", () => {
  const limiterOf = (options: AdobePassLimiterOptions = {}) => {
    const clock = new ManualClock({ random: 0 });
    const limiter = adobePassLimiter({ clock, ...options });
    return {
      clock,
      take: (key = "k", signal = never, timeLeftMs = Number.POSITIVE_INFINITY) =>
        limiter.take({ endpoint: "e", key, signal, timeLeftMs }),
      limiter,
    };
  };

  test("follows Adobe's worked example: 13 requests in 2.2 seconds pass, the next at 3 seconds", async () => {
    const { clock, take } = limiterOf();
    expect(take()).toBeUndefined();
    for (let at = 0; at <= 2_200; at += 200) {
      expect(take(), `${at}`).toBeUndefined();
      await clock.advance(200);
    }
    const next = Promise.resolve(take()).then(() => clock.monotonic());
    expect(await drive(clock, next, 100)).toBeCloseTo(3_000, 6);
  });

  test("admits in order, one by one", async () => {
    const { clock, take } = limiterOf({ burst: 1 });
    const order: string[] = [];
    const waits = ["a", "b", "c"].map(async (name) => {
      await take();
      order.push(`${name} ${clock.monotonic()}`);
    });
    await drive(clock, Promise.all(waits), 100);
    expect(order).toEqual(["a 0", "b 1000", "c 2000"]);
  });

  test.each([
    [undefined, 1_000],
    [400, 1_000],
    [7_000, 7_000],
  ])("pauses after a throttle that requests %s ms", async (retryAfterMs, pause) => {
    const { clock, take, limiter } = limiterOf();
    take();
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs });
    const waits = [1, 2, 3].map(async () => {
      await take();
      return clock.monotonic();
    });
    expect(take("other")).toBeUndefined();
    const times = await drive(clock, Promise.all(waits), 100);
    expect(times).toEqual([pause, pause + 1_000, pause + 2_000]);
  });

  test("refuses at once those whose time is over before the pause is, also those that wait already", async () => {
    const { clock, take, limiter } = limiterOf();
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    const [waiting, patient] = [rejection(Promise.resolve(take("k", never, 5_000))), take("k", never, 20_000)];
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 10_000 });
    expect(await waiting).toMatchObject({ kind: "rate_limited", retryAfterMs: 10_000 });
    expect(await rejection(Promise.resolve(take("k", never, 9_000)))).toMatchObject({ retryAfterMs: 10_000 });
    await clock.advance(10_000);
    await patient;
    expect(clock.sleeping).toBe(0);
  });

  test("jitters its waits", async () => {
    const clock = new ManualClock({ random: 0.5 });
    const limiter = adobePassLimiter({ clock, burst: 1 });
    const take = () => limiter.take({ endpoint: "e", key: "k", signal: never, timeLeftMs: Number.POSITIVE_INFINITY });
    take();
    const wait = Promise.resolve(take()).then(() => clock.monotonic());
    expect(await drive(clock, wait, 10)).toBe(1_050);
  });

  test("leaves no timer when the last that waits has left", async () => {
    const { clock, take } = limiterOf({ burst: 1 });
    const sleep = vi.spyOn(clock, "sleep");
    take();
    const controller = new AbortController();
    const left = rejection(Promise.resolve(take("k", controller.signal)));
    expect(sleep).toHaveBeenCalledTimes(1);
    controller.abort(new Error("left"));
    expect(await left).toMatchObject({ message: "left" });
    await clock.advance(10_000);
    expect(sleep).toHaveBeenCalledTimes(1);
    expect(take()).toBeUndefined();
  });

  test("forgets idle devices, and not those that it holds back", async () => {
    const { clock, take, limiter } = limiterOf();
    for (let device = 0; device < 999; device++) take(`${device}`);
    limiter.refused({ endpoint: "e", key: "held", retryAfterMs: 600_000 });
    await clock.advance(60_000);
    const forgotten = vi.spyOn(Map.prototype, "delete");
    for (let device = 1_000; device < 1_010; device++) take(`${device}`);
    expect(forgotten.mock.calls.map(([key]) => key)).toEqual(Array.from({ length: 999 }, (_, device) => `${device}`));
    forgotten.mockRestore();
    const held = take("held");
    expect(held).toBeInstanceOf(Promise);
    void Promise.resolve(held).catch(() => {});
  });

  test.each<[AdobePassLimiterOptions, string]>([
    [{ burst: 0 }, "burst"],
    [{ burst: Number.NaN }, "burst"],
    [{ perSecond: 0 }, "perSecond"],
    [{ perSecond: Number.POSITIVE_INFINITY }, "perSecond"],
    [{ clock: {} as ManualClock }, "clock"],
    [{ perMinute: 3 } as AdobePassLimiterOptions, "perMinute"],
  ])("refuses %j", (options, path) => {
    const error = (() => {
      try {
        return adobePassLimiter(options);
      } catch (thrown) {
        return thrown as Limiter | InvalidParamsError;
      }
    })();
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
  });
});
