/** The index, and the files of the services, each of which is loaded when it is needed. */
import { invalidParam } from "../core/errors.js";
import index from "./data/index.json" with { type: "json" };
import type { Operation, ServiceName, ServiceSummary } from "./types.js";

/** All services, by name, with a summary of each of their methods. */
export const services: readonly ServiceSummary[] = index as unknown as readonly ServiceSummary[];

// Written out, as bundlers follow no path that only shows when it runs.
const files: Readonly<Record<ServiceName, () => Promise<{ readonly default: unknown }>>> = {
  "adobe-pass": () => import("./data/adobe-pass.json", { with: { type: "json" } }),
  "adobe-pass-management": () => import("./data/adobe-pass-management.json", { with: { type: "json" } }),
  "adobe-pass-v1": () => import("./data/adobe-pass-v1.json", { with: { type: "json" } }),
  "adobe-sso-service": () => import("./data/adobe-sso-service.json", { with: { type: "json" } }),
  "android-enterprise": () => import("./data/android-enterprise.json", { with: { type: "json" } }),
  "chrome-directory": () => import("./data/chrome-directory.json", { with: { type: "json" } }),
  "flower-docs": () => import("./data/flower-docs.json", { with: { type: "json" } }),
};

/**
 * Loads the operations of a service, in the order of its summary. They are loaded once, and shared: do not change them.
 *
 * @param service its name, such as `android-enterprise`.
 * @throws An `InvalidParamsError` if there is no service of this name.
 * @example
 * ```ts
 * import { loadOperations } from "tessera-sdk/operations";
 *
 * const operations = await loadOperations("android-enterprise");
 * const create = operations.find(({ id }) => id === "enrollmentTokens.create");
 * console.log(create?.endpoints[0]?.http, create?.idempotency);
 * ```
 */
export async function loadOperations(service: ServiceName): Promise<readonly Operation[]> {
  if (!Object.hasOwn(files, service)) invalidParam("service", `must be one of ${Object.keys(files).join(", ")}`);
  const { default: operations } = await files[service]();
  return operations as readonly Operation[];
}
