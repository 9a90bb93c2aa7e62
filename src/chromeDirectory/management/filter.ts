/** The filter language of the Chrome Management API: conditions joined by `AND`. */
import { type OrgUnitName, unitOf } from "../orgUnit.js";
import type { OrgUnitParams } from "../params/shared.js";
import { timeText } from "../times.js";
import { tidyTokenQuery } from "../tokenQuery.js";
import type { ChromeBrowserFilter, ChromeEnrollmentTokenFilter, ChromeTimeRange } from "../where.js";

const BROWSER_FIELDS: Readonly<Record<keyof ChromeBrowserFilter, string>> = {
  machineName: "machine_name",
  annotatedUser: "annotated_user",
  annotatedLocation: "annotated_location",
  annotatedNotes: "annotated_note",
  annotatedAssetId: "annotated_asset_id",
  browserVersion: "browser_version",
  lastDeviceUser: "last_device_user",
  osPlatform: "os_platform",
  osPlatformVersion: "os_platform_version",
  osVersion: "os_version",
  osArchitecture: "os_architecture",
  extensionCount: "extension_count",
  policyCount: "policy_count",
  lastRegistrationTime: "last_registration_time",
  lastPolicyFetchTime: "last_policy_fetch_time",
  lastStatusReportTime: "last_status_report_time",
  lastActivityTime: "last_activity_time",
  deviceIdCollision: "device_id_collision",
};

interface Filter<W> extends OrgUnitParams {
  readonly where?: W | undefined;
  readonly query?: string | undefined;
}

export function tokenFilter(params: Filter<ChromeEnrollmentTokenFilter>): string | undefined {
  const { where = {}, query = "" } = params;
  const { state, tokenType } = where;
  return joined([
    state && `token_state=${state.toUpperCase()}`,
    tokenType && "device_type=CHROME_BROWSER",
    unitTerm(unitOf(params)),
    ...tidyTokenQuery(query),
  ]);
}

export function browserFilter(params: Filter<ChromeBrowserFilter>): string | undefined {
  const { where = {}, query } = params;
  const terms = Object.entries(BROWSER_FIELDS).flatMap(([name, field]) => {
    const value = where[name as keyof ChromeBrowserFilter];
    return value === undefined ? [] : termsOf(field, value);
  });
  return joined([...terms, unitTerm(unitOf(params)), query]);
}

function joined(terms: readonly (string | undefined)[]): string | undefined {
  return terms.filter((term) => term?.trim()).join(" AND ") || undefined;
}

function termsOf(field: string, value: string | number | boolean | ChromeTimeRange): string[] {
  if (typeof value !== "object") return [`${field}=${typeof value === "string" ? quoted(value) : value}`];
  const { from, to } = value;
  return [
    ...(from === undefined ? [] : [`${field}>=${quoted(timeText(from))}`]),
    // To the end of that second: this API's times have fractions.
    ...(to === undefined ? [] : [`${field}<=${quoted(timeText(to).replace(/Z$/, ".999Z"))}`]),
  ];
}

function unitTerm(unit: OrgUnitName | undefined): string | undefined {
  if (unit === undefined) return undefined;
  return "path" in unit ? `org_unit_path=${quoted(unit.path)}` : `org_unit_id=${quoted(unit.id)}`;
}

/** @see https://google.aip.dev/160 */
function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\")}"`;
}
