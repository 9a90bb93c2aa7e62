/** `browsers.enrolledWith` */
import { isPlainObject, parseJson } from "../../core/values.js";
import { BASIC } from "../management/browsers.js";
import type { ListEnrolledChromeBrowsersParams } from "../params/browserOperations.js";
import type { ListChromeBrowsersParams } from "../params/browsers.js";
import type { ChromeBrowser } from "../schemas/browser.js";
import type { ChromePolicy } from "../schemas/installedChrome.js";
import { listIn } from "../schemas/page.js";

/** The policies that hold the token with which a browser was enrolled; the second is the older name. */
const POLICIES = ["CloudManagementEnrollmentToken", "MachineLevelUserCloudPolicyEnrollmentToken"];

/** The list in which the browsers are. Only the Directory API can search for a token. */
export function enrolledList(params: ListEnrolledChromeBrowsersParams, canSearch: boolean): ListChromeBrowsersParams {
  if (!isPlainObject(params)) return params;
  const { enrollmentToken, ...rest } = params as ListEnrolledChromeBrowsersParams;
  if (canSearch) return { ...rest, enrollmentToken, projection: "BASIC" };
  // In an order that does not change while browsers report.
  return { ...rest, fields: [...BASIC, "machinePolicies"], orderBy: "deviceId" };
}

/** The browsers of a page that were enrolled with a token, without the policies that hold it. */
export function enrolledIn(browsers: readonly ChromeBrowser[], enrollmentToken: string): ChromeBrowser[] {
  return browsers
    .filter(({ machinePolicies }) => listIn(machinePolicies).some((policy) => isToken(policy, enrollmentToken)))
    .map(({ machinePolicies: _, ...browser }) => browser);
}

/** The value of a policy is JSON text. */
function isToken({ name, value }: ChromePolicy, token: string): boolean {
  if (name === undefined || !POLICIES.includes(name) || value === undefined) return false;
  return value === token || parseJson(value)?.value === token;
}
