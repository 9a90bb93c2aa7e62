/** The query language of the Directory API: terms joined by spaces, all of which must match. */
import { timeText } from "../times.js";
import { tidyTokenQuery } from "../tokenQuery.js";
import type { ChromeBrowserFilter, ChromeEnrollmentTokenFilter, ChromeTimeRange } from "../where.js";

const BROWSER_FIELDS: Readonly<Record<keyof ChromeBrowserFilter, string>> = {
  machineName: "machine_name",
  annotatedUser: "user",
  annotatedLocation: "location",
  annotatedNotes: "note",
  annotatedAssetId: "asset_id",
  browserVersion: "browser_version",
  lastDeviceUser: "machine_user",
  osPlatform: "os_platform",
  osPlatformVersion: "os",
  osVersion: "os_version",
  osArchitecture: "arch",
  extensionCount: "num_extensions",
  policyCount: "num_policies",
  lastRegistrationTime: "register",
  lastPolicyFetchTime: "sync",
  lastStatusReportTime: "report",
  lastActivityTime: "last_activity",
  deviceIdCollision: "has_device_id_collision",
};

interface Query<W> {
  readonly where?: W | undefined;
  readonly query?: string | undefined;
}

export function tokenQuery({ where = {}, query = "" }: Query<ChromeEnrollmentTokenFilter>): string | undefined {
  const { state, tokenType } = where;
  return joined([
    state && `token_state:${state.toUpperCase()}`,
    tokenType && "device_type:CHROME_BROWSER",
    tidyTokenQuery(query).join(" "),
  ]);
}

interface BrowserQuery extends Query<ChromeBrowserFilter> {
  readonly enrollmentToken?: string | undefined;
}

export function browserQuery({ where = {}, query, enrollmentToken }: BrowserQuery): string | undefined {
  const terms = Object.entries(BROWSER_FIELDS).flatMap(([name, field]) => {
    const value = where[name as keyof ChromeBrowserFilter];
    return value === undefined ? [] : `${field}:${valueText(value)}`;
  });
  return joined([...terms, enrollmentToken && `enrollment_token:${quoted(enrollmentToken)}`, query]);
}

function joined(terms: readonly (string | undefined)[]): string | undefined {
  return terms.filter((term) => term?.trim()).join(" ") || undefined;
}

function valueText(value: string | number | boolean | ChromeTimeRange): string {
  if (typeof value === "object") return `${localTime(value.from)}..${localTime(value.to)}`;
  return typeof value === "string" ? quoted(value) : String(value);
}

/** The language's times have no zone. */
function localTime(time: Date | string | undefined): string {
  return time === undefined ? "" : timeText(time).slice(0, -1);
}

/** Quoted where a value could be taken for more than one word, a term or a range. */
function quoted(value: string): string {
  return /^\w[\w@-]*(?:\.[\w@-]+)*$/.test(value) ? value : `"${value}"`;
}
