/**
 * What Google has deprecated of this API, and what it recommends in its place.
 *
 * @see https://developers.google.com/android/work/deprecations
 */
import type { Deprecation } from "../core/endpoint.js";

const deprecated = (use: string): Deprecation => ({ sunset: "2025-09-30", use, code: "TESSERA_ANDROID_ENTERPRISE" });

/** Apps are made available by a policy on each device, no longer by approval, licenses and entitlements. */
export const USE_POLICY = deprecated("set a policy on each device with `devices.update`");
export const USE_AUTO_INSTALL = deprecated("set `autoInstallPolicy` in the policy of `devices.update`");
export const USE_MANAGED_CONFIGURATION = deprecated("set `managedConfiguration` in the policy of `devices.update`");
export const USE_CLOUD_IAM = deprecated("use a service account that is set up in Cloud IAM");

/** The deprecation of one method, such as `products.approve`: its process warning has a code of its own. */
export function deprecationOf(method: string, { code, ...deprecation }: Deprecation): Deprecation {
  const name = method.replace(/([a-z])([A-Z])/g, "$1_$2").replace(".", "_");
  return { ...deprecation, code: `${code}_${name.toUpperCase()}` };
}
