/** The options of a client, without its credentials. */
import type { ServiceSummary } from "./catalog.js";
import type { GlobalFlags } from "./globalFlags.js";
import type { Io } from "./io.js";

/** What was decided for one service, by flags, the environment, a profile and defaults. */
export interface Settings {
  /** Options of the client's constructor, such as `customer` or `baseUrl`. */
  readonly options: Readonly<Record<string, unknown>>;
}

export async function readSettings(_service: ServiceSummary, _flags: GlobalFlags, _io: Io): Promise<Settings> {
  return { options: {} };
}
