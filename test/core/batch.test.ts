/** A batch against a server that throttles ends whole; against one that is down, it ends soon. */
import type { TesseraError, Transport } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { androidEnterprise, USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { scripted } from "../support/scripted.js";

const LOCAL = "http://127.0.0.1:9";
const MINTED = { body: { token: "minted" } };
const PER_SECOND = 10;

/** Runs 200 calls, 20 at a time. */
async function batch(clock: DrivenClock, call: () => Promise<unknown>): Promise<PromiseSettledResult<unknown>[]> {
  const outcomes: PromiseSettledResult<unknown>[] = [];
  let left = 200;
  const caller = async () => {
    while (left-- > 0) outcomes.push(...(await Promise.allSettled([call()])));
  };
  await clock.drive(Promise.all(Array.from({ length: 20 }, caller)));
  return outcomes;
}

const reason = (name: string) => ({ error: { code: 403, errors: [{ reason: name }], message: "x" } });
const THROTTLES: readonly [string, Parameters<typeof scripted>[0]][] = [
  ["429", { status: 429, body: {} }],
  ["429 that names a wait", { status: 429, headers: { "retry-after": "1" }, body: {} }],
  ["429 of a gateway, in plain text", { status: 429, headers: { "content-type": "text/plain" }, body: "slow down" }],
  ["403 rateLimitExceeded", { status: 403, body: reason("rateLimitExceeded") }],
  ["403 quotaExceeded", { status: 403, body: reason("userRateLimitExceeded") }],
];

/** How many requests are let through: of a fixed window, or of a bucket that is filled again. */
const LIMITS: readonly [string, (clock: DrivenClock) => () => boolean][] = [
  [
    "in each second",
    (clock) => {
      let second = -1;
      let taken = 0;
      return () => {
        const now = Math.floor(clock.monotonic() / 1_000);
        if (now !== second) [second, taken] = [now, 0];
        return taken++ < PER_SECOND;
      };
    },
  ],
  [
    "from a bucket",
    (clock) => {
      let filledAt = clock.monotonic();
      let left = PER_SECOND;
      return () => {
        left = Math.min(PER_SECOND, left + ((clock.monotonic() - filledAt) * PER_SECOND) / 1_000);
        filledAt = clock.monotonic();
        if (left < 1) return false;
        left--;
        return true;
      };
    },
  ],
];

describe.each(LIMITS)(`a server that lets ${PER_SECOND} a second through, %s`, (_, limitOf) => {
  test.each(THROTTLES)("loses no call of a batch by a %s", async (_, throttle) => {
    const clock = new DrivenClock();
    const isAllowed = limitOf(clock);
    const [throttled, minted] = [scripted(throttle), scripted(MINTED)];
    const transport: Transport = { send: (request) => (isAllowed() ? minted : throttled).send(request) };
    const android = androidEnterprise(LOCAL, { transport, clock });
    const outcomes = await batch(clock, () => android.users.generateAuthenticationToken(USER));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(200);
    // The limiter alone would be obeyed by waiting for ever: it opens again.
    expect(clock.monotonic()).toBeLessThan(60_000);
  });
});

describe("a server that is down", () => {
  const down = { status: 503, body: {} };

  async function outage(retry: object) {
    const clock = new DrivenClock();
    const transport = scripted(down);
    const android = androidEnterprise(LOCAL, { transport, clock, retry });
    const outcomes = await batch(clock, () => android.users.generateAuthenticationToken(USER));
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    const errors = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason as TesseraError);
    return { sent: transport.sent.length, blamed: errors.filter(({ message }) => message.includes("`retry.budget`")) };
  }

  test.each([
    ["by default", {}, 100],
    ["of the client's own size", { budget: 7 }, 7],
    ["of nothing", { budget: 0 }, 0],
  ])("costs a batch the retries of the budget %s, and its errors say so", async (_, retry, budget) => {
    const { sent, blamed } = await outage(retry);
    expect(sent).toBe(200 + budget);
    expect(blamed.length).toBeGreaterThan(100);
    for (const { message, attempts } of blamed) {
      expect(message).toMatch(/It was not retried: the client's `retry\.budget` is used up, as too many calls fail\.$/);
      expect(attempts).toBeLessThan(4);
    }
  });

  test("costs four attempts a call without a budget", async () => {
    const { sent, blamed } = await outage({ budget: false });
    expect(sent).toBe(800);
    expect(blamed).toEqual([]);
  });

  test("is not waited for beyond the deadline, and the error says so", async () => {
    const clock = new DrivenClock();
    const transport = scripted({ ...down, headers: { "retry-after": "90" } });
    const android = androidEnterprise(LOCAL, { transport, clock, deadlineMs: 60_000 });
    const [outcome] = await clock.drive(Promise.allSettled([android.users.generateAuthenticationToken(USER)]));
    const { message, status } = (outcome as PromiseRejectedResult).reason;
    expect(status).toBe(503);
    expect(message).toMatch(/It was not retried: the wait of 90000 ms would exceed the deadline\.$/);
  });
});

test.each([-1, 1.5, "10", true, null])("a budget of %j is refused by name", (budget) => {
  expect(() => androidEnterprise(LOCAL, { retry: { budget } as never })).toThrow("`retry.budget` must be");
});
