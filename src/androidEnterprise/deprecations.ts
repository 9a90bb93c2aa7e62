/**
 * What Google has deprecated of this API, and what it recommends in its place.
 *
 * @see https://developers.google.com/android/work/deprecations
 */
import type { Deprecation } from "../core/endpoint.js";

/** Apps are made available by a policy on each device, no longer by approval, licenses and entitlements. */
export const USE_POLICY = "set a policy on each device with `devices.update`";
export const USE_AUTO_INSTALL = "set `autoInstallPolicy` in the policy of `devices.update`";
export const USE_MANAGED_CONFIGURATION = "set `managedConfiguration` in the policy of `devices.update`";
export const USE_CLOUD_IAM = "use a service account that is set up in Cloud IAM";

/** @param method such as `products.approve`. */
export function deprecated(method: string, use: string): Deprecation {
  const name = method.replace(/([a-z])([A-Z])/g, "$1_$2").replace(".", "_");
  return { sunset: "2025-09-30", use, code: `TESSERA_ANDROID_ENTERPRISE_${name.toUpperCase()}` };
}
