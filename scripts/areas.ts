/** The areas of `src`, and what may import what: a test holds the sources to it, and a picture shows it. */
import { services } from "./packageJson.js";

/** Services that use what Google's services share. */
const GOOGLE = ["androidEnterprise", "chromeDirectory"];

/** What each area may import besides itself; `root` is `index.ts`. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  google: ["core"],
  ...Object.fromEntries(services.map((name) => [name, GOOGLE.includes(name) ? ["google", "core"] : ["core"]])),
  testing: [...services, "google", "core"],
  operations: ["core"],
  bulk: ["core"],
  redis: ["bulk", "core"],
  bullmq: ["redis", "bulk", "core"],
  otel: ["core"],
  cli: [],
  root: [...services, "google", "core"],
};
