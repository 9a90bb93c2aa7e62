/** Adobe's environments, each with its hosts. They share no ids, no codes and no tokens. */

/**
 * An environment of Adobe's. `production`: for users. `staging`: for tests, with other ids. `prequal` and
 * `prequal-staging`: the same with the next release of Adobe's servers.
 */
export type AdobeEnvironment = "production" | "staging" | "prequal" | "prequal-staging";

export const ENVIRONMENTS = ["production", "staging", "prequal", "prequal-staging"] as const;

/** The base URL of a host, such as `sp`, in an environment. */
export function hostOf(name: "sp" | "mgmt", environment: AdobeEnvironment = "production"): string {
  // The options are checked later.
  const isPrequal = String(environment).startsWith("prequal");
  const isStaging = String(environment).endsWith("staging");
  return `https://${name}${isPrequal ? "-prequal" : ""}.auth${isStaging ? "-staging" : ""}.adobe.com`;
}
