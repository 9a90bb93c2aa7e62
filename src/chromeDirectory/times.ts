/** Times as callers give them, and as the wire has them. */
import { custom } from "../core/schema.js";
import { NOT_A_TIME, readTime } from "../google/time.js";

export const time = custom<Date | string>((value) => readTime(value) !== undefined, NOT_A_TIME);

/** A time in milliseconds since the epoch, of whole seconds. */
export function wholeSeconds(time: Date | string): number {
  return Math.floor(new Date(time).getTime() / 1_000) * 1_000;
}

/** `yyyy-MM-ddThh:mm:ssZ`, the one form that the Directory API's reference gives. */
export function timeText(time: Date | string): string {
  return new Date(wholeSeconds(time)).toISOString().replace(/\.000Z$/, "Z");
}
