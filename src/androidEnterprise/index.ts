/** `tessera-sdk/android-enterprise` */
export * from "../core/index.js";
export * from "../google/index.js";
export { AndroidEnterprise, type AndroidEnterpriseOptions } from "./client.js";
export type {
  CreateEnrollmentTokenParams,
  EnrollmentToken,
  EnrollmentTokens,
  GoogleAuthenticationOptions,
  GoogleAuthenticationOptionsParams,
} from "./enrollmentTokens.js";
export type { AuthenticationToken, GenerateAuthenticationTokenParams, Users } from "./users.js";
