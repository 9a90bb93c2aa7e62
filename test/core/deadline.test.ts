import { fetchTransport, GoogleApiError, TimeoutError, type Transport } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import type { ClientContext } from "../../src/core/context.js";
import { sharedDeadline } from "../../src/core/steps.js";
import { androidEnterprise, chromeDirectory, USER } from "../support/clients.js";
import { rejection, settle, until } from "../support/promises.js";
import { httpServer, json, socketServer } from "../support/server.js";

const MINTED = { token: "minted" };

const transports: [string, () => Transport | undefined][] = [
  ["the default transport", () => undefined],
  ["fetchTransport", () => fetchTransport()],
];

describe.each(transports)("over %s", (_, make) => {
  test("timeoutMs ends an attempt whose headers do not come, and hangs up", async () => {
    let hungUp = false;
    const clock = new ManualClock();
    const server = await httpServer((response) => {
      response.on("close", () => {
        hungUp = true;
      });
    });
    const android = androidEnterprise(server.url, { clock, transport: make(), timeoutMs: 5_000, retry: false });
    const call = rejection(android.users.generateAuthenticationToken(USER));
    await until(() => server.requests.length === 1);
    await clock.advance(4_999);
    expect(hungUp).toBe(false);
    await clock.advance(1);
    const error = await call;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ attempts: 1, message: expect.stringContaining("5000 ms") });
    expect((error as TimeoutError).status).toBeUndefined();
    await until(() => hungUp);
  });

  test("timeoutMs ends an attempt whose body stops coming; the error has the status", async () => {
    const clock = new ManualClock();
    const server = await httpServer((response) => response.writeHead(200).write('{"tok'));
    const android = androidEnterprise(server.url, { clock, transport: make(), timeoutMs: 5_000, retry: false });
    const call = rejection(android.users.generateAuthenticationToken(USER));
    await until(() => server.requests.length === 1);
    await settle();
    await clock.advance(5_000);
    const error = await call;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ status: 200 });
  });

  test("deadlineMs ends a call to a server that accepts and never responds", async () => {
    const clock = new ManualClock();
    const server = await socketServer(() => {});
    const android = androidEnterprise(server.url, { clock, transport: make(), deadlineMs: 10_000 });
    const call = rejection(android.users.generateAuthenticationToken(USER));
    await until(() => server.connections === 1);
    await settle();
    await clock.advance(10_000);
    const error = await call;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ attempts: 1, message: expect.stringContaining("10000 ms") });
    expect(clock.sleeping).toBe(0);
  });
});

test("an attempt that timed out is retried within the deadline", async () => {
  const clock = new ManualClock({ random: 0 });
  const server = await httpServer((response, _, nth) => {
    if (nth > 1) json(response, MINTED);
  });
  const android = androidEnterprise(server.url, { clock, timeoutMs: 1_000 });
  const call = android.users.generateAuthenticationToken(USER);
  await until(() => server.requests.length === 1);
  await clock.advance(1_000);
  await settle(10);
  await clock.advance(0);
  expect(await call).toEqual(MINTED);
});

test.each([
  ["timeoutMs", { timeoutMs: 1_000, retry: false } as const],
  ["deadlineMs", { deadlineMs: 1_000 }],
])("%s on a method that must not be retried says that the outcome is unknown", async (_, options) => {
  const clock = new ManualClock();
  const server = await httpServer(() => {});
  const call = rejection(chromeDirectory(server.url, { clock, ...options }).enrollmentTokens.create());
  await until(() => server.requests.length === 1);
  await clock.advance(1_000);
  const error = await call;
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ outcomeUnknown: true, message: expect.stringContaining("outcome is unknown") });
  expect(server.requests).toHaveLength(1);
});

test("timeoutMs is renewed by every piece, deadlineMs by none", async () => {
  const clock = new ManualClock();
  let write: () => void = () => {};
  const server = await httpServer((response) => {
    response.writeHead(200).flushHeaders();
    write = () => response.write(" ");
  });
  const android = androidEnterprise(server.url, { clock, timeoutMs: 1_000, deadlineMs: 3_000 });
  const call = rejection(android.users.generateAuthenticationToken(USER));
  await until(() => server.requests.length === 1);
  for (let piece = 0; piece < 3; piece++) {
    await settle(15);
    await clock.advance(800);
    write();
  }
  await settle(15);
  await clock.advance(600);
  const error = await call;
  expect(error).toBeInstanceOf(TimeoutError);
  expect((error as Error).message).toContain("deadline of 3000 ms");
  expect(server.requests).toHaveLength(1);
});

test("deadlineMs covers the token function: one that never resolves holds no call up", async () => {
  const clock = new ManualClock();
  const server = await httpServer((response) => json(response, MINTED));
  let told: AbortSignal | undefined;
  const auth = ({ signal }: { signal: AbortSignal }) => {
    told = signal;
    return new Promise<string>(() => {});
  };
  const call = rejection(
    androidEnterprise(server.url, { clock, auth, deadlineMs: 2_000 }).users.generateAuthenticationToken(USER),
  );
  await until(() => told !== undefined);
  await clock.advance(2_000);
  const error = await call;
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ attempts: 0, outcomeUnknown: false });
  expect(told?.aborted).toBe(true);
  expect(clock.sleeping).toBe(0);
  expect(server.requests).toEqual([]);
});

test("deadlineMs counts token calls, attempts and waits together", async () => {
  const clock = new ManualClock({ random: 1 });
  const server = await httpServer((response, _, nth) => {
    if (nth === 1) json(response, {}, 503);
  });
  let supply: (token: string) => void = () => {};
  const auth = () =>
    new Promise<string>((resolve) => {
      supply = resolve;
    });
  const call = rejection(
    androidEnterprise(server.url, { clock, auth, deadlineMs: 10_000 }).users.generateAuthenticationToken(USER),
  );
  await settle(5);
  await clock.advance(6_000);
  supply("first-token");
  await until(() => server.requests.length === 1);
  await until(() => clock.sleeping === 2);
  await clock.advance(1_000);
  await settle(5);
  supply("second-token");
  await until(() => server.requests.length === 2);
  await clock.advance(2_999);
  await settle(10);
  expect(clock.sleeping).toBe(1);
  await clock.advance(1);
  const error = await call;
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ attempts: 2 });
});

test.each([
  ["its own", {}, 1],
  ["Retry-After", { "retry-after": "10" }, 0],
])(
  "a wait (%s) that would reach the deadline is not begun: the vendor's error is thrown",
  async (_, headers, random) => {
    const clock = new ManualClock({ random });
    const server = await httpServer((response) => json(response, { error: { message: "busy" } }, 503, { ...headers }));
    const android = androidEnterprise(server.url, { clock, deadlineMs: 10_000, retry: { baseMs: 10_000 } });
    const error = await rejection(android.users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(GoogleApiError);
    expect(error).toMatchObject({ status: 503, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  },
);

test("a wait that ends just before the deadline is waited", async () => {
  const clock = new ManualClock({ random: 1 });
  const server = await httpServer((response, _, nth) => json(response, MINTED, nth > 1 ? 200 : 503));
  const android = androidEnterprise(server.url, { clock, deadlineMs: 10_000, retry: { baseMs: 9_999 } });
  const call = android.users.generateAuthenticationToken(USER);
  await until(() => clock.sleeping === 2);
  await clock.advance(9_999);
  expect(await call).toEqual(MINTED);
});

test.each([Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 31 + 1, 2 ** 33, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE])(
  "a limit of %d ms does not fire at once on the clock of the machine",
  async (limit) => {
    const server = await httpServer((response) => setTimeout(() => json(response, MINTED), 40));
    const android = androidEnterprise(server.url, { timeoutMs: limit, deadlineMs: limit, retry: false });
    expect(await android.users.generateAuthenticationToken(USER)).toEqual(MINTED);
    expect(await android.users.generateAuthenticationToken(USER, { timeoutMs: limit, deadlineMs: limit })).toEqual(
      MINTED,
    );
  },
);

test("no timer longer than the platform's longest is asked for: it would fire at once, again and again", async () => {
  const asked: number[] = [];
  class Recording extends ManualClock {
    override sleep(ms: number, wake: () => void): () => void {
      asked.push(ms);
      return super.sleep(ms, wake);
    }
  }
  const server = await httpServer((response, _, nth) => json(response, MINTED, nth > 1 ? 200 : 503));
  const limits = { timeoutMs: 2 ** 40, deadlineMs: 2 ** 41 };
  const android = androidEnterprise(server.url, { clock: new Recording({ random: 0 }), ...limits });
  const call = rejection(android.users.generateAuthenticationToken(USER, { retry: false }));
  expect(await call).toBeInstanceOf(GoogleApiError);
  expect(asked.length).toBeGreaterThan(0);
  expect(Math.max(...asked)).toBeLessThan(2 ** 31);
});

test("a deadline beyond the longest timer of the platform still fires when it is due", async () => {
  const clock = new ManualClock();
  const days = 86_400_000;
  const server = await httpServer(() => {});
  const android = androidEnterprise(server.url, { clock, timeoutMs: Number.POSITIVE_INFINITY, deadlineMs: 40 * days });
  const call = rejection(android.users.generateAuthenticationToken(USER));
  await until(() => server.requests.length === 1);
  await clock.advance(39 * days);
  expect(clock.sleeping).toBe(1);
  await clock.advance(1 * days);
  expect(await call).toBeInstanceOf(TimeoutError);
});

test("limits work on the clock of the machine as well", async () => {
  const server = await httpServer(() => {});
  const android = androidEnterprise(server.url);
  const attempt = rejection(android.users.generateAuthenticationToken(USER, { timeoutMs: 30, retry: false }));
  const call = rejection(android.users.generateAuthenticationToken(USER, { deadlineMs: 30 }));
  expect((await attempt) as Error).toMatchObject({ name: "TimeoutError", message: expect.stringContaining("30 ms") });
  expect((await call) as Error).toMatchObject({ name: "TimeoutError", message: expect.stringContaining("deadline") });
});

test("a call's own limits go before the client's", async () => {
  const clock = new ManualClock();
  const server = await httpServer(() => {});
  const android = androidEnterprise(server.url, { clock, timeoutMs: 100, deadlineMs: 100 });
  const call = rejection(
    android.users.generateAuthenticationToken(USER, { timeoutMs: 7_000, deadlineMs: 9_000, retry: false }),
  );
  await until(() => server.requests.length === 1);
  await clock.advance(7_000);
  expect((await call) as Error).toMatchObject({ message: expect.stringContaining("7000 ms") });
});

test("calls that share a deadline are given whole milliseconds, which their errors name", () => {
  let now = 0.25;
  const clock = { ...systemClock, monotonic: () => now };
  const nextOptions = sharedDeadline({ clock } as ClientContext, { deadlineMs: 1_000 });
  expect(nextOptions()).toEqual({ deadlineMs: 1_000 });
  now += 0.1;
  expect(nextOptions()).toEqual({ deadlineMs: 1_000 });
  now += 600;
  expect(nextOptions()).toEqual({ deadlineMs: 400 });
  now += 600;
  expect(nextOptions()).toEqual({ deadlineMs: 1 });
});
