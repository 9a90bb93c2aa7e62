/** The time of day can be set, also backward: durations do not follow it, expiries do. */
import { AndroidEnterprise, FlowerDocs, flowerDocsLogin, TimeoutError } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CHROME_TOKEN, chromeDirectory } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, settle, until } from "../support/promises.js";
import { scripted } from "../support/scripted.js";
import { httpServer, json } from "../support/server.js";

const HOUR = 3_600_000;
const jumps: [string, number][] = [
  ["back an hour", -HOUR],
  ["ahead an hour", HOUR],
  ["ahead ten years", 87_600 * HOUR],
  ["back to 1970", Number.NEGATIVE_INFINITY],
];
const jumped = (now: number, by: number) => Math.max(0, now + by);

afterEach(() => {
  vi.useRealTimers();
});

describe.each(jumps)("a clock of the machine that is set %s", (_, by) => {
  /** `Date` alone: timers and `performance.now()` go on. */
  const set = () => {
    const now = jumped(Date.now(), by);
    vi.useFakeTimers({ toFake: ["Date"], now });
  };

  test("leaves timeoutMs and deadlineMs as they are", async () => {
    const server = await httpServer(() => {});
    for (const limit of [{ timeoutMs: 150 }, { deadlineMs: 150 }]) {
      const started = performance.now();
      const call = rejection(chromeDirectory(server.url, { ...limit, retry: false }).enrollmentTokens.create());
      set();
      expect(await call).toBeInstanceOf(TimeoutError);
      expect(performance.now() - started).toBeGreaterThan(140);
      vi.useRealTimers();
    }
  });

  test("does not end a call that succeeds, with a retry in it", async () => {
    const server = await httpServer(async (response, __, nth) => {
      set();
      await settle(20);
      json(response, CHROME_TOKEN, nth === 1 ? 429 : 200);
    });
    const chrome = chromeDirectory(server.url, { deadlineMs: 5_000, timeoutMs: 2_000, retry: { baseMs: 20 } });
    expect(await chrome.enrollmentTokens.create()).toMatchObject(CHROME_TOKEN);
    expect(server.requests).toHaveLength(2);
  });
});

describe.each(jumps)("a clock that is set %s", (_, by) => {
  function setting() {
    const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
    return { clock, set: () => clock.setNow(jumped(clock.now(), by)) };
  }

  test("within an attempt leaves timeoutMs exact", async () => {
    const { clock, set } = setting();
    const server = await httpServer(() => {});
    const chrome = chromeDirectory(server.url, { clock, timeoutMs: 10_000, retry: false });
    let failure: unknown;
    const call = rejection(chrome.enrollmentTokens.create()).then((error) => {
      failure = error;
    });
    await until(() => server.requests.length === 1);
    set();
    await clock.advance(9_999);
    expect(failure).toBeUndefined();
    await clock.advance(1);
    await call;
    expect(failure).toBeInstanceOf(TimeoutError);
  });

  test("within a wait between attempts leaves the wait and the deadline exact", async () => {
    const { clock, set } = setting();
    const transport = scripted({ status: 429, headers: { "retry-after": "60" } }, { body: CHROME_TOKEN });
    const chrome = chromeDirectory("https://chrome.example.com", { transport, clock });
    const call = chrome.enrollmentTokens.create();
    await until(() => transport.sent.length === 1);
    await settle(1);
    set();
    await clock.advance(59_999);
    expect(transport.sent).toHaveLength(1);
    await clock.advance(1);
    expect(await call).toMatchObject(CHROME_TOKEN);
  });

  test("within a token request leaves its limit exact", async () => {
    const { clock, set } = setting();
    const auth = () => new Promise<string>(() => {});
    const chrome = chromeDirectory("https://chrome.example.com", { auth, transport: scripted(), clock, retry: false });
    let failure: unknown;
    const call = rejection(chrome.enrollmentTokens.create()).then((error) => {
      failure = error;
    });
    await settle(1);
    set();
    await clock.advance(29_999);
    expect(failure).toBeUndefined();
    await clock.advance(1);
    await call;
    expect(failure).toMatchObject({ code: "ERR_TESSERA_AUTH" });
  });

  test("within a pause of notifications leaves the pause exact, and warns of nothing", async () => {
    const { clock, set } = setting();
    const warn = vi.spyOn(process, "emitWarning");
    const notification = { enterpriseId: "E", notificationType: "testNotification", timestampMillis: "1" };
    const transport = scripted(
      { body: { notification: [] } },
      { body: { notification: [notification], notificationSetId: "s" } },
      {},
      { body: { notification: [notification], notificationSetId: "s" } },
    );
    const android = new AndroidEnterprise({ auth: "t", transport, clock });
    const iterator = android.notifications({ requestMode: "returnImmediately" });
    const first = iterator.next();
    await until(() => transport.sent.length === 1);
    await settle(1);
    set();
    await clock.advance(999);
    expect(transport.sent).toHaveLength(1);
    await clock.advance(1);
    await first;
    set();
    await iterator.next();
    expect(transport.sent).toHaveLength(4);
    expect(warn.mock.calls.filter(([text]) => String(text).includes("20 seconds"))).toEqual([]);
    await iterator.return();
    warn.mockRestore();
  });

  test("leaves the wait for an HTTP date to the time of day", async () => {
    const clock = new DrivenClock({ now: Date.UTC(2026, 0, 1) });
    clock.setNow(jumped(clock.now(), by));
    const date = new Date(clock.now() + 3_000).toUTCString();
    const transport = scripted({ status: 429, headers: { "retry-after": date } }, { body: CHROME_TOKEN });
    const chrome = chromeDirectory("https://chrome.example.com", { transport, clock });
    await clock.drive(chrome.enrollmentTokens.create());
    expect(Math.max(...clock.waits)).toBeGreaterThan(2_000);
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(3_000);
  });
});

test("a token expires by the time of day: after a jump ahead it is requested anew, after one back it is kept", async () => {
  const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
  let issued = 0;
  const auth = () => ({ token: `token-${++issued}`, expiresAt: clock.now() + HOUR });
  const chrome = chromeDirectory("https://chrome.example.com", {
    auth,
    clock,
    transport: scripted({ body: CHROME_TOKEN }),
  });
  await chrome.enrollmentTokens.create();
  clock.setNow(clock.now() - HOUR);
  await chrome.enrollmentTokens.create();
  expect(issued).toBe(1);
  clock.setNow(clock.now() + 3 * HOUR);
  await chrome.enrollmentTokens.create();
  expect(issued).toBe(2);
});

test("a login that takes an hour by a clock that was set is no longer valid than it says", async () => {
  const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
  const transport = scripted({ body: { value: "first" } }, { body: { value: "second" } });
  const auth = flowerDocsLogin({ user: "jna", password: "p", scope: "ACME" });
  const flower = new FlowerDocs({ auth, transport, clock, baseUrl: "https://flowerdocs.example.com/core" });
  await flower.request({ http: "GET /x" });
  clock.setNow(clock.now() + 2 * HOUR);
  await flower.request({ http: "GET /x" });
  expect(transport.sent.filter(({ method }) => method === "POST")).toHaveLength(2);
});
