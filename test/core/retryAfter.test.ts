import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryAfterMs } from "../../src/core/retryAfter.js";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const DAY = 86_400_000;

describe("Retry-After", () => {
  test.each<[string, number | undefined]>([
    ["0", 0],
    ["5", 5_000],
    ["005", 5_000],
    [" 5\t", 5_000],
    ["1.5", 1_500],
    ["0.0001", 1],
    [".5", 500],
    ["5.", 5_000],
    ["5, 5", 5_000],
    ["2,7 , 5", 7_000],
    ["soon, 5", 5_000],
    ["5, soon", 5_000],
    ["-1, 5", 5_000],
    ["Thu, 01 Jan 2026 12:00:09 GMT", 9_000],
    ["Thursday, 01-Jan-26 12:00:09 GMT", 9_000],
    ["Thu Jan  1 12:00:09 2026", 9_000],
    ["Thu, 01 Jan 2026 12:00:09 GMT, Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
    ["3, Thu, 01 Jan 2026 12:00:09 GMT", 9_000],
    ["Thu, 01 Jan 2026 12:00:09 GMT, 20", 20_000],
    ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
    ["86401", DAY],
    ["99999999999999999999999", DAY],
    [`1${"0".repeat(400)}`, DAY],
    ["Fri, 31 Dec 9999 23:59:59 GMT", DAY],
    ["-1", undefined],
    ["-0.5", undefined],
    ["+5", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["Infinity", undefined],
    ["NaN", undefined],
    ["5s", undefined],
    ["1.5.2", undefined],
    ["Thu, 99 Foo 2026", undefined],
    ["2026-01-01T12:00:09Z", undefined],
    ["", undefined],
    [" , ,", undefined],
  ])("%j is %j ms", (value, ms) => {
    expect(retryAfterMs(value, NOW)).toBe(ms);
  });

  test("is absent where there is no header", () => {
    expect(retryAfterMs(undefined, NOW)).toBeUndefined();
  });

  test("as a date is measured against the response's own Date, and against the clock where that cannot be read", () => {
    const value = "Thu, 01 Jan 2026 12:00:09 GMT";
    const date = "Thu, 01 Jan 2026 12:00:04 GMT";
    for (const now of [0, NOW, NOW + DAY]) expect(retryAfterMs(value, now, date)).toBe(5_000);
    for (const bad of ["", "soon", "5"]) expect(retryAfterMs(value, NOW, bad)).toBe(9_000);
  });

  test("of any text is absent or a wait from 0 to a day", () => {
    const parts = fc.constantFrom(
      "5",
      ".",
      ",",
      "-",
      " ",
      "Thu",
      "Jan",
      "2026",
      "12:00:00",
      "GMT",
      "e",
      "9".repeat(30),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(parts).map((each) => each.join("")),
    );
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (value, date) => {
        const ms = retryAfterMs(value, NOW, date) ?? 0;
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(DAY);
      }),
      { numRuns: 5_000 },
    );
  });
});
