import { InvalidParamsError } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { expect, test } from "vitest";

test("a manual clock stands still where it was set", async () => {
  const clock = new ManualClock({ now: 1_000 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(1_000);
});

test("a manual clock starts at the machine's time", () => {
  const before = Date.now();
  const now = new ManualClock().now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test("chance is what was set, one half by default", () => {
  expect(new ManualClock().random()).toBe(0.5);
  expect(new ManualClock({ random: 0 }).random()).toBe(0);
});

test("sleepers wake in the order of their times, each at its own time, those of one time in the order they came", async () => {
  const clock = new ManualClock({ now: 0 });
  const woken: string[] = [];
  const sleep = (name: string, ms: number) => clock.sleep(ms, () => woken.push(`${name} at ${clock.now()}`));
  sleep("late", 300);
  sleep("early", 100);
  sleep("twin 1", 200);
  sleep("twin 2", 200);
  await clock.advance(250);
  expect(woken).toEqual(["early at 100", "twin 1 at 200", "twin 2 at 200"]);
  expect(clock.now()).toBe(250);
  expect(clock.sleeping).toBe(1);
  await clock.advance(50);
  expect(woken.at(-1)).toBe("late at 300");
  expect(clock.sleeping).toBe(0);
});

test("a sleeper that is cancelled does not wake", async () => {
  const clock = new ManualClock();
  let woke = false;
  const cancel = clock.sleep(10, () => {
    woke = true;
  });
  cancel();
  cancel();
  expect(clock.sleeping).toBe(0);
  await clock.advance(100);
  expect(woke).toBe(false);
});

test("what goes to sleep again within the time that passes wakes again", async () => {
  const clock = new ManualClock({ now: 0 });
  const ticks: number[] = [];
  const tick = () => {
    ticks.push(clock.now());
    void Promise.resolve().then(() => clock.sleep(100, tick));
  };
  clock.sleep(100, tick);
  await clock.advance(350);
  expect(ticks).toEqual([100, 200, 300]);
  expect(clock.sleeping).toBe(1);
});

test("a sleep of no time wakes when the time moves, even by nothing", async () => {
  const clock = new ManualClock({ now: 5 });
  let woke = false;
  clock.sleep(0, () => {
    woke = true;
  });
  expect(woke).toBe(false);
  await clock.advance(0);
  expect(woke).toBe(true);
  expect(clock.now()).toBe(5);
});

test("advances that overlap follow one another and add up", async () => {
  const clock = new ManualClock({ now: 0 });
  const woken: number[] = [];
  clock.sleep(150, () => woken.push(clock.now()));
  await Promise.all([clock.advance(100), clock.advance(100), clock.advance(50)]);
  expect(clock.now()).toBe(250);
  expect(woken).toEqual([150]);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("an advance of %s is refused and moves nothing", async (ms) => {
  const clock = new ManualClock({ now: 5 });
  expect(() => clock.advance(ms)).toThrow(InvalidParamsError);
  await clock.advance(1);
  expect(clock.now()).toBe(6);
});
