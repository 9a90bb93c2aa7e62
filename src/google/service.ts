/** What sets the calls of all Google services apart from others. */
import { bearerHeaders } from "../core/auth.js";
import type { ServiceDefinition } from "../core/createCore.js";
import { GOOGLE, libraryCredential } from "./auth.js";

export const googleService = {
  family: GOOGLE,
  credential: libraryCredential,
  authHeaders: bearerHeaders,
  requestIdHeader: "x-request-id",
  /** @see https://docs.cloud.google.com/apis/docs/system-parameters */
  secretQuery: ["access_token", "key", "oauth_token"],
} as const satisfies Partial<ServiceDefinition>;
