/** The public part that the entries of all Google services share. */
export { type GoogleAuthProvider, type GoogleCredential, googleAuth } from "./auth.js";
export type { GoogleAuthClient, GoogleAuthOptions } from "./authOptions.js";
export type { DurationInput } from "./duration.js";
export { GoogleApiError, type GoogleErrorDetail, type GoogleErrorFacts, type GoogleHelpLink } from "./errors.js";
