/** Dates as Core writes and reads them. What a response holds stays the text that it is, so that it can be sent back. */
import { invalidParam } from "../core/errors.js";

/** `2024-03-07 13:59:53.401 +0100`, or ISO-8601, also with the name of a zone behind it. */
const DATE =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:([A-Za-z]{1,4})|([+-])(\d\d)(?::?(\d\d))?)(?:\[[\w/+-]+\])?$/;

/** Minutes east of Greenwich, of the zones that Java writes as letters where Core is at home. */
const ZONES: Readonly<Record<string, number>> = { Z: 0, UT: 0, UTC: 0, GMT: 0, WET: 0, WEST: 60, CET: 60, CEST: 120 };
/** The offset of the easternmost zone that Java knows. */
const MAX_OFFSET = 18 * 60;

/** The time of a date of Core's, in milliseconds since the epoch; `undefined` if it is not one or has no zone. */
export function timeOf(text: string): number | undefined {
  const [, year, month, day, hours, minutes, seconds = "0", fraction = "", letters, sign, ...offset] =
    DATE.exec(text.trim()) ?? [];
  const zone = letters === undefined ? offsetOf(sign, offset) : ZONES[letters.toUpperCase()];
  if (year === undefined || zone === undefined) return undefined;
  const fields = [year, month, day, hours, minutes, seconds].map(Number) as [number, number, number, ...number[]];
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3));
  fields[1] -= 1;
  const local = new Date(Date.UTC(...fields, ms));
  // A year below 100 is one of the last century to `Date.UTC`.
  local.setUTCFullYear(fields[0]);
  const read = [
    local.getUTCFullYear(),
    local.getUTCMonth(),
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ];
  // A day that the month does not have would be one of the next.
  return read.every((value, index) => value === fields[index]) ? local.getTime() - zone * 60_000 : undefined;
}

function offsetOf(sign: string | undefined, [hours, minutes = "0"]: (string | undefined)[]): number | undefined {
  const offset = Number(hours) * 60 + Number(minutes);
  if (!(offset <= MAX_OFFSET) || Number(minutes) > 59) return undefined;
  return sign === "-" ? -offset : offset;
}

/**
 * Reads a date of FlowerDocs, such as `2024-03-07 13:59:53.401 +0100`, which `new Date()` does not reliably parse.
 * ISO-8601 with a zone is read as well. The zone of the machine plays no part.
 *
 * @throws An {@link InvalidParamsError} if the text is not such a date, or has no zone.
 * @example
 * ```ts
 * const created = parseFlowerDocsDate("2024-03-07 13:59:53.401 +0100");
 * console.log(created.toISOString()); // 2024-03-07T12:59:53.401Z
 * ```
 */
export function parseFlowerDocsDate(text: string): Date {
  const time = typeof text === "string" ? timeOf(text) : undefined;
  return time === undefined ? invalidParam("text", "must be a date with a time and a zone") : new Date(time);
}

/** The last instant of the years that have four digits. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const FIRST_MS = Date.parse("0000-01-01T00:00:00Z");

/**
 * Writes a date in the form that all versions of FlowerDocs read, in UTC: `2024-03-07 12:59:53.401 +0000`.
 *
 * @throws An {@link InvalidParamsError} for an invalid date, or one whose year has not four digits.
 * @example
 * ```ts
 * const text = formatFlowerDocsDate(new Date());
 * ```
 */
export function formatFlowerDocsDate(date: Date): string {
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  if (!(time >= FIRST_MS && time <= LAST_MS)) invalidParam("date", "must be a date between the years 0 and 9999");
  return `${new Date(time).toISOString().replace("T", " ").replace("Z", "")} +0000`;
}
