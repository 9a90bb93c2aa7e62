/** Times as callers give them, and as the wire has them. */

/** RFC 3339; `Date.parse` alone would accept much more. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Whether a value is a time that the SDK takes. */
export function isTime(value: unknown): value is Date | string {
  if (!(value instanceof Date) && !(typeof value === "string" && RFC_3339.test(value))) return false;
  return !Number.isNaN(new Date(value).getTime());
}

/** A time in milliseconds since the epoch, of whole seconds. */
export function wholeSeconds(time: Date | string): number {
  return Math.floor(new Date(time).getTime() / 1_000) * 1_000;
}

/** `yyyy-MM-ddThh:mm:ssZ`, the one form that the Directory API's reference gives. */
export function timeText(time: Date | string): string {
  return new Date(wholeSeconds(time)).toISOString().replace(/\.000Z$/, "Z");
}
