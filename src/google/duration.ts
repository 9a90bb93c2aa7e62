/**
 * google.protobuf.Duration as JSON writes it: `"3600s"`, `"1.5s"`.
 *
 * @see https://protobuf.dev/reference/protobuf/google.protobuf/#duration
 */

export interface Duration {
  /** Whole seconds, 0 or more. */
  seconds: number;
  /** 0 to 999,999,999. */
  nanos: number;
}

/** A duration as callers may pass it: `"3600s"`, seconds, or `{ seconds, nanos? }`. */
export type DurationInput =
  | string
  | number
  | {
      /** Whole seconds, 0 or more. */
      seconds: string | number;
      /** Nanoseconds beside them, 0 to 999,999,999. */
      nanos?: number | undefined;
    };

const TEXT = /^(\d{1,15})(?:\.(\d{1,9}))?s$/;

/** Reads any of the three forms; `undefined` when it is none of them, or negative. */
export function readDuration(value: unknown): Duration | undefined {
  if (typeof value === "number") return readDuration(`${decimal(value)}s`);
  if (typeof value === "string") {
    const [, seconds, fraction = ""] = TEXT.exec(value) ?? [];
    return seconds === undefined ? undefined : { seconds: Number(seconds), nanos: Number(fraction.padEnd(9, "0")) };
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { seconds, nanos = 0, ...others } = value as { seconds?: unknown; nanos?: unknown };
  const whole = typeof seconds === "string" && /^\d{1,15}$/.test(seconds) ? Number(seconds) : seconds;
  if (!isCount(whole, Number.MAX_SAFE_INTEGER) || !isCount(nanos, 999_999_999)) return undefined;
  return Object.keys(others).length === 0 ? { seconds: whole, nanos } : undefined;
}

function isCount(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

/** Shortest decimal, rounded to nanoseconds: a sum such as 60.1 + 0.2 carries binary noise beyond them. */
function decimal(value: number): string {
  const shortest = String(value);
  return /\.\d{10,}$|e-/.test(shortest) ? value.toFixed(9) : shortest;
}

/** Any of the three forms as JSON writes it; `undefined` where {@link readDuration} is. */
export function durationText(value: unknown): string | undefined {
  const duration = readDuration(value);
  return duration && writeDuration(duration);
}

export function writeDuration({ seconds, nanos }: Duration): string {
  const fraction = nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
  return `${seconds}${fraction}s`;
}
