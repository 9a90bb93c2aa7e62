/** What the Google services' entries share. */
export {
  type GoogleAuthClient,
  type GoogleAuthOptions,
  type GoogleAuthRecipe,
  type GoogleCredential,
  googleAuth,
} from "./auth.js";
export type { DurationInput } from "./duration.js";
export { GoogleApiError, type GoogleErrorDetail, type GoogleErrorFacts, type GoogleHelpLink } from "./errors.js";
