/** Dates as Core writes and reads them, whatever the zone of the machine. */
import fc from "fast-check";
import { formatFlowerDocsDate, InvalidParamsError, parseFlowerDocsDate } from "tessera-sdk/flower-docs";
import { describe, expect, test } from "vitest";

const FIRST = Date.UTC(100, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const instants = fc.integer({ min: FIRST + 86_400_000, max: LAST - 86_400_000 });

describe("a date", () => {
  test("that was written is read again, to the millisecond", () => {
    fc.assert(
      fc.property(instants, (ms) => {
        const text = formatFlowerDocsDate(new Date(ms));
        expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+0000$/);
        expect(parseFlowerDocsDate(text).getTime()).toBe(ms);
      }),
    );
  });

  test("is the instant that was written, in every zone and form", () => {
    const offsets = fc.integer({ min: -18 * 60, max: 18 * 60 });
    const forms = fc.record({ between: fc.constantFrom("T", " "), colon: fc.constantFrom(":", "") });
    fc.assert(
      fc.property(instants, offsets, forms, (ms, offset, { between, colon }) => {
        const local = new Date(ms + offset * 60_000).toISOString().replace("Z", "").replace("T", between);
        const minutes = Math.abs(offset);
        const [hour, minute] = [Math.trunc(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
        const zone = `${offset < 0 ? "-" : "+"}${hour}${colon}${minute}`;
        expect(parseFlowerDocsDate(`${local}${between === " " ? " " : ""}${zone}`).getTime()).toBe(ms);
      }),
    );
  });

  test.each([
    { text: "2024-03-07 13:59:53.401 +0100", iso: "2024-03-07T12:59:53.401Z" },
    { text: "2024-03-07 13:59:53.401 Z", iso: "2024-03-07T13:59:53.401Z" },
    { text: "2024-03-07 13:59:53.401 UTC", iso: "2024-03-07T13:59:53.401Z" },
    { text: "2024-03-07 13:59:53.401 CET", iso: "2024-03-07T12:59:53.401Z" },
    { text: "2024-07-07 13:59:53.401 CEST", iso: "2024-07-07T11:59:53.401Z" },
    { text: "2024-03-07T13:59:53.401Z[UTC]", iso: "2024-03-07T13:59:53.401Z" },
    { text: "2024-03-07T13:59:53.401+01:00[Europe/Paris]", iso: "2024-03-07T12:59:53.401Z" },
    { text: "2024-03-07T13:59+01", iso: "2024-03-07T12:59:00.000Z" },
    { text: "2024-03-07T13:59:53.401234567Z", iso: "2024-03-07T13:59:53.401Z" },
    { text: "2024-03-07T13:59:53.4Z", iso: "2024-03-07T13:59:53.400Z" },
    { text: "2024-02-29 00:00:00.000 +0000", iso: "2024-02-29T00:00:00.000Z" },
    { text: "0099-03-07T00:00:00Z", iso: "0099-03-07T00:00:00.000Z" },
  ])("$text is $iso", ({ text, iso }) => {
    expect(parseFlowerDocsDate(text).toISOString()).toBe(iso);
  });

  test.each([
    ...["", "soon", "2024-03-07", "2024-03-07 13:59:53.401", "2024-03-07T13:59:53.401", "07/03/2024 13:59 +0100"],
    ...["2024-13-07 13:59:53.401 +0100", "2024-02-30 13:59:53.401 +0100", "2023-02-29T00:00:00Z"],
    ...["2024-03-07 24:00:00.000 +0000", "2024-03-07 13:60:00.000 +0000", "2024-03-07 13:59:53.401 +1900"],
    ...["2024-03-07 13:59:53.401 +0160", "2024-03-07 13:59:53.401 XYZ", "1709816393401"],
  ])("is not read from %j", (text) => {
    expect(() => parseFlowerDocsDate(text)).toThrow(InvalidParamsError);
  });

  test.each([new Date(Number.NaN), new Date(Date.UTC(10_000, 0, 1)), new Date(-8e15), "2024-03-07" as unknown as Date])(
    "is not written for %s",
    (date) => {
      expect(() => formatFlowerDocsDate(date)).toThrow(InvalidParamsError);
    },
  );
});
