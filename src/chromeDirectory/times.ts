/** Times as callers give them, and as the wire has them. */
import { readTime } from "../google/time.js";

/** Whether a value is a time that the SDK takes. */
export const isTime = (value: unknown): value is Date | string => readTime(value) !== undefined;

/** A time in milliseconds since the epoch, of whole seconds. */
export function wholeSeconds(time: Date | string): number {
  return Math.floor(new Date(time).getTime() / 1_000) * 1_000;
}

/** `yyyy-MM-ddThh:mm:ssZ`, the one form that the Directory API's reference gives. */
export function timeText(time: Date | string): string {
  return new Date(wholeSeconds(time)).toISOString().replace(/\.000Z$/, "Z");
}
