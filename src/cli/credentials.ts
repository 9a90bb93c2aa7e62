/** The credentials of a client. */
import type { ServiceSummary } from "./catalog.js";
import type { Io } from "./io.js";
import type { Settings } from "./settings.js";

/** Options of the client's constructor that are credentials, such as `auth`. */
export async function readCredentials(
  _service: ServiceSummary,
  _settings: Settings,
  _io: Io,
): Promise<Readonly<Record<string, unknown>>> {
  return {};
}
