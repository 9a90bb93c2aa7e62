/** `tessera-sdk/chrome-directory` */
export * from "../core/index.js";
export * from "../google/index.js";
export { ChromeDirectory, type ChromeDirectoryOptions } from "./client.js";
export type {
  ChromeEnrollmentTokens,
  CreateChromeEnrollmentTokenParams,
  ListChromeEnrollmentTokensParams,
  RevokeChromeEnrollmentTokenParams,
} from "./resources/enrollmentTokens.js";
export type { ChromeEnrollmentToken } from "./schemas/enrollmentToken.js";
