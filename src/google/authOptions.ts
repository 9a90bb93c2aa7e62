/** What `googleAuth()` is given, and what may take its place. */

/** A client of google-auth-library, or its `GoogleAuth`, by structure. Its scopes and its quota project are its own. */
export interface GoogleAuthClient {
  /** A valid access token, alone or in an object. */
  getAccessToken(): Promise<string | null | undefined | { token?: string | null | undefined }>;
}

/** Options of `googleAuth()`. */
export interface GoogleAuthOptions {
  /** Path of a JSON key file. */
  keyFile?: string | undefined;
  /** The parsed content of a JSON key file. */
  credentials?: object | undefined;
  /** Email address of the user to act as, by domain-wide delegation. Needs a service-account key. */
  subject?: string | undefined;
  /** Request these instead of the scope that each method needs. */
  scopes?: readonly string[] | undefined;
  /** Project for billing and quota, sent as `x-goog-user-project`. */
  quotaProject?: string | undefined;
}
