/** What an emulator remembers of what it issued. */
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { RecentMap } from "../../src/testing/recentMap.js";

const filled = (map: RecentMap<number>, count: number) => {
  for (let i = 0; i < count; i++) map.set(String(i), i);
  return map;
};

describe("a map of recent entries", () => {
  test("keeps entries that are over while they are few, then the newest of them", () => {
    const map = filled(new RecentMap<number>(() => true), 999);
    expect(map.size).toBe(999);
    filled(map, 1_000);
    expect([...map.values()]).toEqual(Array.from({ length: 500 }, (_, i) => i + 500));
  });

  test("keeps entries that are valid beside those", () => {
    const map = filled(new RecentMap<number>((value) => value >= 100), 1_000);
    expect([...map.keys()].slice(0, 101).map(Number)).toEqual([...Array.from({ length: 100 }, (_, i) => i), 500]);
  });

  test("never holds more than 10,000, of which the oldest make room", () => {
    const map = new RecentMap<number>();
    let most = 0;
    for (let i = 0; i < 25_000; i++) most = Math.max(most, map.set(String(i), i).size);
    expect(most).toBeLessThanOrEqual(10_000);
    expect(map.size).toBeGreaterThanOrEqual(9_000);
    expect([...map.values()].at(-1)).toBe(24_999);
    expect(map.has("0")).toBe(false);
  });
});

test("an emulator that issues tokens for days does not grow, and the newest token is valid", async () => {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  let last = "";
  for (let i = 0; i < 3_000; i++) {
    last = emulator.flowerDocs.issueToken({ expiresInSeconds: 60 });
    if (i % 500 === 0) await clock.advance(60_000);
  }
  expect(emulator.flowerDocs.tokens.length).toBeLessThan(1_500);
  expect(emulator.flowerDocs.tokens.at(-1)).toMatchObject({ token: last, state: "active" });
  emulator.flowerDocs.revokeToken(last);
  expect(emulator.flowerDocs.tokens.map(({ token }) => token)).not.toContain(last);
});
