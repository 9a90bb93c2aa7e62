/** The emulated Google Play EMM API. */
export {
  androidEnterprise,
  EmulatedAndroidEnterprise,
  type EmulatedAuthenticationToken,
  type EmulatedEnrollmentToken,
  type EmulatedUser,
} from "./service.js";
