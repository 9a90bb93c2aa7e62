import { getEventListeners } from "node:events";
import {
  AdobePassV1,
  FlowerDocs,
  type Limiter,
  localLimiter,
  RateLimitError,
  type Transport,
  toHttpResponse,
} from "tessera-sdk";
import { login } from "tessera-sdk/flower-docs";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test, vi } from "vitest";
import { googleService } from "../../src/google/service.js";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, settle } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const MINTED = { body: { token: "minted" } };
const THROTTLED = { status: 429, headers: { "retry-after": "2" }, body: {} };
/** As in a call: each has a signal of its own. */
const unaborted = () => new AbortController().signal;

/** A limiter that records what it is asked. */
function recording(): Limiter & { taken: string[]; refusals: unknown[] } {
  const taken: string[] = [];
  const refusals: unknown[] = [];
  return {
    taken,
    refusals,
    take: ({ endpoint, key }) => void taken.push(`${endpoint} ${key}`),
    refused: (refusal) => void refusals.push(refusal),
  };
}

describe("localLimiter", () => {
  const take = (limiter: Limiter, key = "k", signal = unaborted(), timeLeftMs = Number.POSITIVE_INFINITY) =>
    limiter.take({ endpoint: "e", key, signal, timeLeftMs });

  test("returns no promise and sets no timer before the first throttle, and for other keys after it", () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    expect(take(limiter)).toBeUndefined();
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    expect(take(limiter, "other")).toBeUndefined();
    expect(clock.sleeping).toBe(0);
  });

  test("holds the key for the wait of the server, then opens one by one, in order", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 3_000 });
    const at: [number, number][] = [];
    const start = clock.monotonic();
    const takes = Array.from({ length: 150 }, async (_, nth) => {
      await take(limiter);
      at.push([nth, clock.monotonic() - start]);
    });
    await clock.advance(2_999);
    expect(at).toEqual([]);
    await clock.advance(1);
    expect(at).toEqual([[0, 3_000]]);
    await clock.advance(10_000);
    await Promise.all(takes);
    expect(at.map(([nth]) => nth)).toEqual(at.map((_, nth) => nth));
    const gaps = at.slice(1).map(([, time], nth) => time - (at[nth]?.[1] ?? 0));
    expect(gaps[0]).toBe(50);
    expect(gaps.slice(0, 90).every((gap, nth) => nth === 0 || gap <= (gaps[nth - 1] ?? 0))).toBe(true);
    expect(take(limiter)).toBeUndefined();
  });

  test("does not let a throttle of before the pause slow it down further, and one after it does", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    const gap = async () => {
      const times: number[] = [];
      const two = [1, 2].map(async () => {
        await take(limiter);
        times.push(clock.monotonic());
      });
      await clock.advance(5_000);
      await Promise.all(two);
      return (times[1] ?? 0) - (times[0] ?? 0);
    };
    for (let nth = 0; nth < 5; nth++) limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    expect(await gap()).toBe(50);
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    expect(await gap()).toBeGreaterThan(90);
  });

  test("forgets an abort: no timer and no listener is left, and others go on", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    const controller = new AbortController();
    const left = take(limiter, "k", controller.signal) as Promise<void>;
    controller.abort("left");
    expect(await rejection(left)).toBe("left");
    expect(clock.sleeping).toBe(0);
    const stays = take(limiter);
    await clock.advance(1_000);
    await stays;
  });

  test("keeps nothing of a key that is not used for a minute", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    await clock.advance(62_000);
    expect(take(limiter)).toBeUndefined();
  });

  test("takes a key that was forgotten for a new one", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    const refuse = () => limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    for (let nth = 0; nth < 5; nth++) {
      refuse();
      await clock.advance(1_000);
    }
    await clock.advance(70_000);
    refuse();
    let passed = 0;
    for (let nth = 0; nth < 3; nth++) void take(limiter)?.then(() => passed++);
    await clock.advance(1_100);
    expect(passed).toBe(3);
  });

  test("takes as long for a refusal among many keys as among few", () => {
    let reads = 0;
    const limiter = localLimiter({
      monotonic: () => ++reads / 1_000,
      sleep: () => () => {},
    });
    for (let nth = 0; nth < 20_000; nth++) limiter.refused({ endpoint: "e", key: `k${nth}`, retryAfterMs: 10 });
    expect(reads).toBeLessThan(20 * 20_000);
  });
});

describe("a client", () => {
  test("lets all of many calls succeed at a server that throttles", async () => {
    const clock = new DrivenClock();
    let [second, served, refused] = [-1, 0, 0];
    const transport = {
      async send() {
        const now = Math.floor(clock.monotonic() / 1_000);
        if (now !== second) [second, served] = [now, 0];
        const isServed = ++served <= 20;
        if (!isServed) refused++;
        const text = new TextEncoder().encode(JSON.stringify(isServed ? MINTED.body : {}));
        const body = (async function* () {
          yield text;
        })();
        return { status: isServed ? 200 : 429, headers: isServed ? {} : { "retry-after": "1" }, body };
      },
    };
    const android = androidEnterprise("http://127.0.0.1:9", { transport, clock });
    let left = 200;
    const caller = async () => {
      while (left-- > 0) await android.users.generateAuthenticationToken(USER);
    };
    await clock.drive(Promise.all(Array.from({ length: 20 }, caller)));
    expect(refused).toBeGreaterThan(0);
  });

  test("asks before each attempt, and tells of throttles only", async () => {
    const limiter = recording();
    const clock = new DrivenClock();
    const transport = scripted({ status: 503, body: {} }, THROTTLED, MINTED);
    const android = androidEnterprise("http://127.0.0.1:9", { transport, clock, limiter });
    await clock.drive(android.users.generateAuthenticationToken(USER));
    const asked = "androidenterprise.users.generateAuthenticationToken http://127.0.0.1:9";
    expect(limiter.taken).toEqual([asked, asked, asked]);
    expect(limiter.refusals).toEqual([
      { endpoint: asked.split(" ")[0], key: "http://127.0.0.1:9", retryAfterMs: 2_000 },
    ]);
  });

  test("does not tell of a daily quota, which no pace respects", async () => {
    const limiter = recording();
    const android = androidEnterprise("http://127.0.0.1:9", { transport: scripted(THROTTLED), limiter });
    const device = { ...USER, deviceId: "3a1b2c3d4e5f6789" };
    expect(await rejection(android.devices.forceReportUpload(device))).toBeInstanceOf(RateLimitError);
    expect(limiter.refusals).toEqual([]);
  });

  test("asks for logins too, and names what the vendor's limit applies to", async () => {
    const limiter = recording();
    const baseUrl = "https://flowerdocs.example.com/core";
    const auth = login({ user: "jna", password: "secret", scope: "ACME" });
    await new FlowerDocs({ auth, baseUrl, transport: scripted({ body: { value: "t" } }), limiter }).tokens.renew();
    expect(limiter.taken.map((each) => each.split(" ")[1])).toEqual(Array(2).fill("https://flowerdocs.example.com"));

    const adobe = new AdobePassV1({ auth: "t", transport: scripted({ body: {} }), limiter });
    const deviceInfo = { model: "TV", osName: "tvOS" as const };
    await adobe.requireAuthentication({ requestor: "R", deviceId: "d", deviceInfo, deviceIp: "192.0.2.7" });
    expect(limiter.taken.at(-1)).toContain("192.0.2.7");
  });

  test("waits for the limiter within deadlineMs and not within timeoutMs, and an abort ends the wait", async () => {
    const clock = new DrivenClock();
    const slow: Limiter = { take: () => new Promise((wake) => void clock.sleep(1_000, wake)), refused() {} };
    const options = { transport: scripted(MINTED), clock, limiter: slow, timeoutMs: 100 };
    const android = androidEnterprise("http://127.0.0.1:9", options);
    expect(await clock.drive(android.users.generateAuthenticationToken(USER))).toEqual(MINTED.body);
    const late = android.users.generateAuthenticationToken(USER, { deadlineMs: 500 });
    expect(await clock.drive(rejection(late))).toMatchObject({ code: "ERR_TESSERA_TIMEOUT", attempts: 0 });
    const controller = new AbortController();
    const left = android.users.generateAuthenticationToken(USER, { signal: controller.signal });
    await settle(5);
    controller.abort("left");
    expect(await rejection(left)).toBe("left");
    expect(options.transport.sent).toHaveLength(1);
  });

  test("says that it waited for the limiter", async () => {
    const clock = new DrivenClock();
    const limiter: Limiter = { take: () => new Promise(() => {}), refused() {} };
    const android = androidEnterprise("http://127.0.0.1:9", { transport: scripted(MINTED), clock, limiter });
    const error = await clock.drive(rejection(android.users.generateAuthenticationToken(USER)));
    expect(error).toMatchObject({ code: "ERR_TESSERA_TIMEOUT", message: expect.stringContaining("limiter") });
  });

  test("tells of a throttle whose body is lost", async () => {
    const limiter = recording();
    const clock = new DrivenClock();
    const lost = (async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    })();
    const served = scripted(MINTED);
    let nth = 0;
    const transport: Transport = {
      send: async (request) => (++nth === 1 ? { status: 429, headers: {}, body: lost } : served.send(request)),
    };
    const android = androidEnterprise("http://127.0.0.1:9", { transport, clock, limiter });
    await clock.drive(android.users.generateAuthenticationToken(USER));
    expect(limiter.refusals).toHaveLength(1);
  });

  test("throws the throttle if the limiter would hold its retry beyond the deadline", async () => {
    const clock = new DrivenClock();
    let taken = 0;
    const limiter: Limiter = { take: () => (++taken > 1 ? new Promise<void>(() => {}) : undefined), refused() {} };
    const android = androidEnterprise("http://127.0.0.1:9", { transport: scripted(THROTTLED), clock, limiter });
    const call = android.users.generateAuthenticationToken(USER, { deadlineMs: 10_000 });
    expect(await clock.drive(rejection(call))).toBeInstanceOf(RateLimitError);
  });

  test("ends with what take throws, and not with what refused throws", async () => {
    const reason = new Error("no permits");
    const closed: Limiter = { take: () => Promise.reject(reason), refused() {} };
    const one = androidEnterprise("http://127.0.0.1:9", { transport: scripted(MINTED), limiter: closed });
    expect(await rejection(one.users.generateAuthenticationToken(USER))).toBe(reason);
    const clock = new DrivenClock();
    const broken: Limiter = { take() {}, refused: () => Promise.reject(reason) };
    const transport = scripted(THROTTLED, MINTED);
    const other = androidEnterprise("http://127.0.0.1:9", { transport, clock, limiter: broken });
    expect(await clock.drive(other.users.generateAuthenticationToken(USER))).toEqual(MINTED.body);
  });
});

describe("what throttles leave as it was", () => {
  const LOCAL = "http://127.0.0.1:9";

  test("a method that must not be retried is, after a throttle in the form of a 403 too", async () => {
    const limiter = recording();
    const clock = new DrivenClock();
    const reasons = ["rateLimitExceeded", "userRateLimitExceeded"];
    const forms = reasons.map((reason) => ({ status: 403, body: { error: { code: 403, errors: [{ reason }] } } }));
    const transport = scripted(...forms, { body: CHROME_TOKEN });
    const chrome = chromeDirectory(LOCAL, { transport, clock, limiter });
    expect(await clock.drive(chrome.enrollmentTokens.create())).toMatchObject(CHROME_TOKEN);
    expect(limiter.refusals).toHaveLength(2);
  });

  test.each([403, 500, 503, 408])("a %i that is not a throttle is not reported as one", async (status) => {
    const limiter = recording();
    const clock = new DrivenClock();
    const android = androidEnterprise(LOCAL, { transport: scripted({ status, body: {} }), clock, limiter });
    await clock.drive(rejection(android.users.generateAuthenticationToken(USER)));
    expect(limiter.refusals).toEqual([]);
  });

  test("the retry budget is not spent", async () => {
    const clock = new DrivenClock();
    let nth = 0;
    const [throttled, minted] = [scripted(THROTTLED), scripted(MINTED)];
    const transport: Transport = { send: (request) => (++nth % 4 === 0 ? minted : throttled).send(request) };
    // It limits nothing: what is measured is the budget.
    const limiter: Limiter = { take() {}, refused() {} };
    const android = androidEnterprise(LOCAL, { transport, clock, limiter });
    // 180 retries, of which the budget has 100.
    for (let call = 0; call < 60; call++) {
      expect(await clock.drive(android.users.generateAuthenticationToken(USER))).toEqual(MINTED.body);
    }
  });

  test("a call that waits for nothing makes no controller and reads no signal", async () => {
    const Controller = globalThis.AbortController;
    let made = 0;
    vi.stubGlobal(
      "AbortController",
      class extends Controller {
        constructor() {
          super();
          made++;
        }
      },
    );
    const android = androidEnterprise(LOCAL, { transport: scripted(MINTED) });
    await android.users.generateAuthenticationToken(USER);
    expect(made).toBe(0);
  });
});

describe("a limiter that waits", () => {
  const LOCAL = "http://127.0.0.1:9";

  test("refuses at once a call that would end before the pause does, and says how long it is", async () => {
    const clock = new ManualClock();
    const transport = scripted({ status: 429, headers: { "retry-after": "5" }, body: {} });
    const android = androidEnterprise(LOCAL, { transport, clock, deadlineMs: 1_500 });
    const first = await rejection(android.users.generateAuthenticationToken(USER));
    expect(first).toMatchObject({ status: 429, retryAfterMs: 5_000, attempts: 1 });
    await clock.advance(1_000);
    for (let time = 0; time < 2; time++) {
      const next = await rejection(android.users.generateAuthenticationToken(USER));
      expect(next).toBeInstanceOf(RateLimitError);
      expect(next).toMatchObject({ retryAfterMs: 4_000, attempts: 0, outcomeUnknown: false });
      expect(toHttpResponse(next)).toMatchObject({ status: 429, headers: { "retry-after": "4" } });
    }
    expect(transport.sent).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });

  test("refuses those that wait already when a further throttle makes the pause too long for them", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    const taking = (timeLeftMs: number) =>
      Promise.resolve(limiter.take({ endpoint: "e", key: "k", signal: unaborted(), timeLeftMs }));
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 1_000 });
    const [short, long] = [rejection(taking(2_000)), taking(20_000)];
    limiter.refused({ endpoint: "e", key: "k", retryAfterMs: 10_000 });
    expect(await short).toMatchObject({ kind: "rate_limited", retryAfterMs: 10_000 });
    await clock.advance(10_000);
    await long;
    expect(clock.sleeping).toBe(0);
  });

  test("leaves no timer and no listener when the call is cancelled or its time is up", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    limiter.refused({ endpoint: "e", key: LOCAL, retryAfterMs: 100_000 });
    const android = androidEnterprise(LOCAL, { transport: scripted(MINTED), clock, limiter });
    const controller = new AbortController();
    const { signal } = controller;
    const cancelled = rejection(android.users.generateAuthenticationToken(USER, { signal }));
    const late = rejection(android.users.generateAuthenticationToken(USER, { signal, deadlineMs: 5_000 }));
    await settle(1);
    await clock.advance(5_000);
    expect(await late).toBeInstanceOf(RateLimitError);
    controller.abort("left");
    expect(await cancelled).toBe("left");
    expect(clock.sleeping).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("can be shared: what one client is refused slows down the other, and no third one", async () => {
    const clock = new ManualClock();
    const limiter = localLimiter(clock);
    const [refusing, transport] = [scripted(THROTTLED), scripted(MINTED)];
    const one = androidEnterprise(LOCAL, { transport: refusing, clock, limiter, retry: false });
    await rejection(one.users.generateAuthenticationToken(USER));
    const other = androidEnterprise(LOCAL, { transport, clock, limiter }).users.generateAuthenticationToken(USER);
    await androidEnterprise(LOCAL, { transport, clock }).users.generateAuthenticationToken(USER);
    await settle(1);
    expect(transport.sent).toHaveLength(1);
    await clock.advance(2_000);
    await other;
    expect(transport.sent).toHaveLength(2);
  });

  test("that throws at once ends the call, and one whose `refused` does is warned of", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const fault = (text: string) => () => {
      throw new Error(text);
    };
    const closed: Limiter = { take: fault("no permits"), refused() {} };
    const one = androidEnterprise(LOCAL, { transport: scripted(MINTED), limiter: closed });
    expect(await rejection(one.users.generateAuthenticationToken(USER))).toMatchObject({ message: "no permits" });
    const clock = new DrivenClock();
    const broken: Limiter = { take() {}, refused: fault("SECRET") };
    const other = androidEnterprise(LOCAL, { transport: scripted(THROTTLED, MINTED), clock, limiter: broken });
    expect(await clock.drive(other.users.generateAuthenticationToken(USER))).toEqual(MINTED.body);
    expect(JSON.stringify(warn.mock.calls)).not.toContain("SECRET");
    warn.mockRestore();
  });

  test("knows Google's calls by the project of the token, where it has one", () => {
    expect(googleService.limitKey({}, { token: "t", project: "p-1" })).toBe("projects/p-1");
    expect(googleService.limitKey({}, { token: "t" })).toBeUndefined();
    expect(googleService.limitKey({}, undefined)).toBeUndefined();
  });
});

describe("onSend", () => {
  test("that does not come back ends with the deadline or the signal, and nothing is sent", async () => {
    const clock = new DrivenClock();
    const transport = scripted(MINTED);
    const android = androidEnterprise("http://127.0.0.1:9", { transport, clock });
    const onSend = () => new Promise<void>(() => {});
    const late = android.users.generateAuthenticationToken(USER, { onSend, deadlineMs: 1_000 });
    expect(await clock.drive(rejection(late))).toMatchObject({ code: "ERR_TESSERA_TIMEOUT", attempts: 0 });
    const controller = new AbortController();
    const left = android.users.generateAuthenticationToken(USER, { onSend, signal: controller.signal });
    await settle(1);
    controller.abort("left");
    expect(await rejection(left)).toBe("left");
    expect(transport.sent).toHaveLength(0);
  });

  test("comes after the limiter and after the token", async () => {
    const order: string[] = [];
    const network = scripted(MINTED);
    const transport: Transport = {
      send(request) {
        order.push("send");
        return network.send(request);
      },
    };
    const limiter: Limiter = { take: async () => void order.push("limiter"), refused() {} };
    const auth = () => {
      order.push("token");
      return "t";
    };
    const android = androidEnterprise("http://127.0.0.1:9", { transport, limiter, auth });
    await android.users.generateAuthenticationToken(USER, { onSend: () => void order.push("onSend") });
    expect(order).toEqual(["token", "limiter", "onSend", "send"]);
  });

  test("is awaited right before each attempt", async () => {
    const clock = new DrivenClock();
    const transport = scripted({ status: 503, body: {} }, MINTED);
    const android = androidEnterprise("http://127.0.0.1:9", { transport, clock });
    const seen: unknown[] = [];
    const onSend = async (send: object) => {
      await settle(1);
      seen.push({ ...send, sent: transport.sent.length });
    };
    await clock.drive(android.users.generateAuthenticationToken(USER, { onSend }));
    const send = { endpoint: "androidenterprise.users.generateAuthenticationToken", idempotency: "mint" };
    expect(seen).toEqual([
      { ...send, attempt: 1, sent: 0 },
      { ...send, attempt: 2, sent: 1 },
    ]);
  });

  test("ends the call with what it throws, before anything is sent, and is not called for refused parameters", async () => {
    const transport = scripted(MINTED);
    const android = androidEnterprise("http://127.0.0.1:9", { transport });
    const reason = new Error("the journal is full");
    let called = 0;
    const onSend = () => {
      called++;
      throw reason;
    };
    expect(await rejection(android.users.generateAuthenticationToken(USER, { onSend }))).toBe(reason);
    await rejection(android.users.generateAuthenticationToken({ ...USER, userId: "" }, { onSend }));
    expect([called, transport.sent.length]).toEqual([1, 0]);
  });
});
