/** The only place that loads google-auth-library, when the first token is requested. */
import { named } from "../core/named.js";

export async function loadLibrary(): Promise<typeof import("google-auth-library")> {
  return named(await import("google-auth-library"), "GoogleAuth");
}
