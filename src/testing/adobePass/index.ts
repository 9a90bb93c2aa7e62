/** The emulated Adobe Pass Authentication: registration, REST API v2, Reset TempPass, and REST API v1 beside it. */
export type {
  AddAdobeSessionOptions,
  AuthenticateDeviceOptions,
  CompleteSignInOptions,
  DenyResourceOptions,
} from "./options.js";
export type { EmulatedAdobeClient, IssueStatementOptions } from "./registration.js";
export { adobePass, EmulatedAdobePass } from "./service.js";
export type { EmulatedMediaToken, EmulatedMvpd } from "./state.js";
export type { EmulatedRegistrationCode } from "./v1.js";
