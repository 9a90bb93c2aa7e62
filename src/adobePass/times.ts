/** Times of REST v2: milliseconds, as numbers or strings; older servers sent seconds in profiles. */
import { epochMs, isPlainObject } from "../core/values.js";

const DIGITS = /^\d{1,16}$/;

/** A time in milliseconds since the epoch. What is not a time stays as it is, for the schema to report. */
function msOf(time: unknown): unknown {
  if (typeof time !== "number" && !(typeof time === "string" && DIGITS.test(time))) return time;
  return epochMs(Number(time));
}

/** A copy with its times in milliseconds. What is not an object stays as it is. */
export function withMs(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  const copy = { ...value };
  for (const name of ["notBefore", "notAfter", "issuedAt"]) if (name in value) copy[name] = msOf(value[name]);
  return copy;
}

/** A copy of an object with each of its values mapped. What is not an object stays as it is. */
export function mapValues(value: unknown, map: (value: unknown) => unknown): unknown {
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, map(each)]));
}
