/** Dates as Core writes and reads them, whatever the zone of the machine. */
import fc from "fast-check";
import { formatFlowerDocsDate, InvalidParamsError, parseFlowerDocsDate } from "tessera-sdk/flower-docs";
import { afterEach, describe, expect, test } from "vitest";

const FIRST = Date.UTC(100, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const instants = fc.integer({ min: FIRST + 86_400_000, max: LAST - 86_400_000 });

/** What zone the machine of a test is in. */
const MACHINES = ["UTC", "Europe/Paris", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"];
const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

/** Instants around the ends of the seasons in Europe, when local times are skipped or come twice, and any others. */
const seasons = fc.oneof(
  instants,
  fc
    .tuple(fc.integer({ min: 1996, max: 2037 }), fc.constantFrom(2, 9), fc.integer({ min: -7_200_000, max: 7_200_000 }))
    .map(([year, month, shift]) => {
      const last = new Date(Date.UTC(year, month, 31));
      return last.getTime() - last.getUTCDay() * 86_400_000 + 3_600_000 + shift;
    }),
);

/** Zones, with their letters by the minutes east of Greenwich. */
const ZONES: readonly Zone[] = [
  { zone: "UTC", letters: { 0: "UTC" } },
  { zone: "Europe/London", letters: { 0: "GMT" } },
  { zone: "Europe/Lisbon", letters: { 0: "WET", 60: "WEST" } },
  { zone: "Europe/Paris", letters: { 60: "CET", 120: "CEST" } },
  { zone: "America/St_Johns", letters: {} },
  { zone: "Asia/Kathmandu", letters: {} },
  { zone: "Pacific/Kiritimati", letters: {} },
];
interface Zone {
  zone: string;
  letters: Record<number, string>;
}

/** Minutes east of Greenwich, without the seconds that zones had before there were time zones. */
function offsetAt(ms: number, { zone }: Zone): number {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return Number(`${sign}1`) * (60 * Number(hours) + Number(minutes));
}

const pad = (value: number) => String(value).padStart(2, "0");

function numeric(offset: number, colon: string): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${pad(Math.trunc(minutes / 60))}${colon}${pad(minutes % 60)}`;
}

type Spelling = (ms: number, zone: Zone) => { text: string; time: number };

/** A time with its fraction, its seconds or its minutes, which are of the length that is kept; then what is appended. */
function spelled(between: string, kept: 16 | 19 | 23, end: (ms: number, zone: Zone) => string): Spelling {
  const unit = { 16: 60_000, 19: 1_000, 23: 1 }[kept];
  return (ms, zone) => {
    const time = Math.floor(ms / unit) * unit;
    const local = new Date(time + 60_000 * offsetAt(time, zone)).toISOString();
    return { text: `${local.slice(0, kept).replace("T", between)}${end(time, zone)}`, time };
  };
}

const SPELLINGS: readonly Spelling[] = [
  spelled(" ", 23, (ms, zone) => ` ${numeric(offsetAt(ms, zone), "")}`),
  spelled(" ", 23, (ms, zone) => ` ${zone.letters[offsetAt(ms, zone)] ?? numeric(offsetAt(ms, zone), "")}`),
  spelled("T", 23, (ms, zone) => numeric(offsetAt(ms, zone), ":")),
  spelled("T", 23, (ms, zone) => numeric(offsetAt(ms, zone), "")),
  spelled("T", 23, (ms, zone) => `000000${numeric(offsetAt(ms, zone), ":")}[${zone.zone}]`),
  spelled("T", 19, (ms, zone) => numeric(offsetAt(ms, zone), ":")),
  spelled("T", 16, (ms, zone) => numeric(offsetAt(ms, zone), ":")),
  (ms) => ({ text: new Date(ms).toISOString(), time: ms }),
];

/** What makes a date of any spelling none. */
const FAULTS: readonly { pattern: RegExp; faulty: string }[] = [
  ...["00", "13", "99", "1"].map((month) => ({ pattern: /(?<=^\d{4}-)\d\d/, faulty: month })),
  ...["00", "32", "99", "1"].map((day) => ({ pattern: /(?<=^\d{4}-\d\d-)\d\d/, faulty: day })),
  ...["02-30", "04-31", "11-31"].map((day) => ({ pattern: /(?<=^\d{4}-)\d\d-\d\d/, faulty: day })),
  { pattern: /^\d{4}-\d\d-\d\d/, faulty: "2023-02-29" },
  { pattern: /^\d{4}-\d\d-\d\d/, faulty: "1900-02-29" },
  ...["24", "25", "99", "1"].map((hour) => ({ pattern: /(?<=[T ])\d\d(?=:)/, faulty: hour })),
  ...["60", "99", "1"].map((minute) => ({ pattern: /(?<=[T ]\d\d:)\d\d/, faulty: minute })),
  ...["60", "99"].map((second) => ({ pattern: /(?<=[T ]\d\d:\d\d:)\d\d/, faulty: second })),
  ...["", "+1900", "+0160", "-9900", "+1", "+", "XYZ", "PARIS", "[Europe/Paris]"].map((zone) => ({
    pattern: /(?<=:[\d.]+) ?(?:[A-Z]+|[+-][\d:]+)(?:\[.*\])?$/,
    faulty: zone,
  })),
  { pattern: /^/, faulty: "x" },
  { pattern: /$/, faulty: "x" },
  { pattern: /$/, faulty: " +0100" },
  { pattern: /^\d\d/, faulty: "" },
  { pattern: /-/, faulty: "/" },
];

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

  test("is the instant that was written, in every spelling, zone and season, wherever the machine is", () => {
    const given = fc.record({ ms: seasons, spelling: fc.constantFrom(...SPELLINGS), zone: fc.constantFrom(...ZONES) });
    fc.assert(
      fc.property(given, fc.constantFrom(...MACHINES), ({ ms, spelling, zone }, machine) => {
        process.env.TZ = machine;
        const { text, time } = spelling(ms, zone);
        expect(parseFlowerDocsDate(text).getTime()).toBe(time);
        expect(parseFlowerDocsDate(formatFlowerDocsDate(new Date(ms))).getTime()).toBe(ms);
      }),
      { numRuns: 1_000 },
    );
  });

  test("is not read with any field out of its range, without a zone, or with more around it", () => {
    const given = fc.record({ ms: instants, spelling: fc.constantFrom(...SPELLINGS), zone: fc.constantFrom(...ZONES) });
    fc.assert(
      fc.property(given, fc.constantFrom(...FAULTS), ({ ms, spelling, zone }, { pattern, faulty }) => {
        const { text } = spelling(ms, zone);
        fc.pre(pattern.test(text));
        const wrong = text.replace(pattern, faulty);
        fc.pre(wrong !== text);
        expect(() => parseFlowerDocsDate(wrong)).toThrow(InvalidParamsError);
      }),
      { numRuns: 1_000 },
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
