/** Commands while Redis is away: how long they are tried, and what they then say. */
import { TesseraError } from "tessera-sdk";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lastingSend } from "../../src/redis/lasting.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a command ends with, and how long it took. */
async function outcome(promise: Promise<unknown>) {
  const start = performance.now();
  let end: { value: unknown; ms: number } | undefined;
  const take = (value: unknown) => {
    end = { value, ms: performance.now() - start };
  };
  promise.then(take, take);
  while (end === undefined) await vi.advanceTimersByTimeAsync(100);
  return end as { value: unknown; ms: number };
}

const lost = () => Promise.reject(new Error("connect ECONNREFUSED"));
const hung = () => new Promise(() => {});

test.each([
  ["is refused", lost],
  ["hangs", hung],
  ["is loading", () => Promise.reject(new Error("LOADING Redis is loading the dataset in memory"))],
] as const)("a command that %s is tried again until it succeeds", async (_, fail) => {
  let attempts = 0;
  const send = lastingSend(() => (++attempts < 5 ? fail() : Promise.resolve("OK")));
  expect(await outcome(send(["PING"]))).toMatchObject({ value: "OK" });
  expect(attempts).toBe(5);
});

test.each([
  ["is refused", lost],
  ["hangs", hung],
] as const)("a command that %s for a minute ends the run, and those after it are tried once", async (_, fail) => {
  let attempts = 0;
  const send = lastingSend(() => {
    attempts++;
    return fail();
  });
  const { value, ms } = await outcome(send(["PING"]));
  expect(value).toBeInstanceOf(TesseraError);
  expect(value).toMatchObject({ code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("No row is lost") });
  expect(ms).toBeGreaterThan(40_000);
  expect(ms).toBeLessThan(90_000);
  const before = attempts;
  expect((await outcome(send(["PING"]))).value).toBeInstanceOf(TesseraError);
  expect(attempts).toBe(before + 1);
});

test("a command that Redis refuses is not tried again", async () => {
  let attempts = 0;
  const send = lastingSend(() => {
    attempts++;
    return Promise.reject(new Error("WRONGTYPE Operation against a key holding the wrong kind of value"));
  });
  expect((await outcome(send(["GET", "a"]))).value).toMatchObject({
    code: "ERR_TESSERA_BULK_STORE",
    message: expect.stringContaining("WRONGTYPE"),
  });
  expect(attempts).toBe(1);
});
