/** Times as callers may pass them: a `Date`, or RFC 3339 as Google's APIs write it. */

/** `Date.parse` alone would accept much more. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch; `undefined` when it is neither form, or not a valid time. */
export function readTime(value: unknown): number | undefined {
  if (!(value instanceof Date) && !(typeof value === "string" && RFC_3339.test(value))) return undefined;
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** What is wrong with a time that {@link readTime} does not read. */
export const NOT_A_TIME = "must be a valid `Date` or an RFC 3339 time with its zone";
