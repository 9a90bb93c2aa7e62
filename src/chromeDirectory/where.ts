/** The neutral filters: conditions that are compiled to the query language of either API. */
import { boolean, integer, matching, objectOf, refined, type Schema, string } from "../core/schema.js";
import { namesAt } from "../core/shape.js";
import { time } from "./times.js";

/** Conditions on enrollment tokens, all of which must hold. */
export interface ChromeEnrollmentTokenFilter {
  /** State of the token: `active`, `expired` or `revoked`. */
  state?: "active" | "expired" | "revoked" | undefined;
  /** What the token enrolls: `chromeBrowser`, Chrome browsers. */
  tokenType?: "chromeBrowser" | undefined;
}

/** From one time to another, both included; at least one of them. A string is RFC 3339. Compared in whole seconds. */
export interface ChromeTimeRange {
  /** The earliest time. */
  from?: Date | string | undefined;
  /** The latest time. */
  to?: Date | string | undefined;
}

/**
 * Conditions on browsers, all of which must hold. A text is one value, whatever it contains; Google may match it in
 * part and without regard to case.
 */
export interface ChromeBrowserFilter {
  /** Name of the machine. */
  machineName?: string | undefined;
  /** Annotation of the user. */
  annotatedUser?: string | undefined;
  /** Annotation of the place. */
  annotatedLocation?: string | undefined;
  /** Annotated notes. */
  annotatedNotes?: string | undefined;
  /** Annotated asset id. */
  annotatedAssetId?: string | undefined;
  /** Version of a browser, such as `89.0.4389.23`. */
  browserVersion?: string | undefined;
  /** User who was signed in to the machine last. */
  lastDeviceUser?: string | undefined;
  /** Operating system, such as `Windows`. */
  osPlatform?: string | undefined;
  /** Operating system and its major version, such as `Windows 10`. */
  osPlatformVersion?: string | undefined;
  /** Version of the operating system. */
  osVersion?: string | undefined;
  /** Architecture, such as `x86_64`. */
  osArchitecture?: string | undefined;
  /** Number of extensions. */
  extensionCount?: number | undefined;
  /** Number of policies. */
  policyCount?: number | undefined;
  /** When the machine was enrolled last. */
  lastRegistrationTime?: ChromeTimeRange | undefined;
  /** When it fetched policies last. */
  lastPolicyFetchTime?: ChromeTimeRange | undefined;
  /** When it reported last. */
  lastStatusReportTime?: ChromeTimeRange | undefined;
  /** When it was active last. */
  lastActivityTime?: ChromeTimeRange | undefined;
  /** Whether several machines have reported under one id. */
  deviceIdCollision?: boolean | undefined;
}

/**
 * A text that both languages can quote as one value. Neither documents how to escape a quote, and a `\` could escape
 * the quote at the end.
 */
const isText = (value: string) => value.trim() !== "" && !/["\p{Cc}]|\\$/u.test(value);
const text = refined(string, isText, 'must be text on one line, without `"` and without `\\` at its end');

/** The Chrome Management API reads `*` in these fields as any text. */
export const exactText = refined(
  string,
  (value) => isText(value) && !value.includes("*"),
  'must be text on one line, without `*`, `"` and without `\\` at its end: use `query` for patterns',
);

/** Refuses unknown names, which would otherwise pass below the first level: a condition that is lost finds too much. */
function closed<T extends object>(schema: Schema<T>): Schema<T> {
  const isKnown = (value: T) =>
    Object.entries(value).every(([name, given]) => given === undefined || namesAt(schema, []).includes(name));
  return refined(schema, isKnown, "must have none but the documented names");
}

const range = refined(
  closed(objectOf<ChromeTimeRange>()(() => ({ from: time, to: time }))),
  ({ from, to }) => from !== undefined || to !== undefined,
  "must have `from` or `to`",
);

const count = integer(0, Number.MAX_SAFE_INTEGER, "must be an integer, 0 or more");

export const enrollmentTokenFilter: Schema<ChromeEnrollmentTokenFilter> = closed(
  objectOf<ChromeEnrollmentTokenFilter>()(() => ({
    state: matching(/^(?:active|expired|revoked)$/, 'must be "active", "expired" or "revoked"'),
    tokenType: matching(/^chromeBrowser$/, 'must be "chromeBrowser"'),
  })),
);

export const browserFilter: Schema<ChromeBrowserFilter> = closed(
  objectOf<ChromeBrowserFilter>()(() => ({
    machineName: exactText,
    annotatedUser: text,
    annotatedLocation: text,
    annotatedNotes: text,
    annotatedAssetId: exactText,
    browserVersion: exactText,
    lastDeviceUser: text,
    osPlatform: text,
    osPlatformVersion: text,
    osVersion: text,
    osArchitecture: text,
    extensionCount: count,
    policyCount: count,
    lastRegistrationTime: range,
    lastPolicyFetchTime: range,
    lastStatusReportTime: range,
    lastActivityTime: range,
    deviceIdCollision: boolean,
  })),
);
