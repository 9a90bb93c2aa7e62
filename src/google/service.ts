/** What distinguishes the calls of all Google services. */
import { bearerHeaders } from "../core/auth.js";
import type { Service } from "../core/context.js";
import type { IssuedToken } from "../core/tokenProvider.js";
import { GOOGLE } from "./auth.js";
import { libraryProvider } from "./libraryProvider.js";
import { REQUEST_ID_HEADERS } from "./requestIds.js";

export const googleService = {
  family: GOOGLE,
  credentials: "`googleAuth(…)`, a client of google-auth-library, an access token, or a function that returns one",
  tokenProvider: libraryProvider,
  authHeaders: bearerHeaders,
  requestIdHeaders: REQUEST_ID_HEADERS,
  limitKey: (_params: unknown, issued: IssuedToken | undefined) => issued?.project && `projects/${issued.project}`,
  /** @see https://docs.cloud.google.com/apis/docs/system-parameters */
  secretQuery: ["access_token", "key", "oauth_token"],
} as const satisfies Partial<Service>;
