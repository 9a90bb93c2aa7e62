/** The emulated Google Play EMM API. */
export {
  EmulatedAndroidEnterprise,
  type EmulatedAuthenticationToken,
  type EmulatedEnrollmentToken,
  type EmulatedUser,
} from "./service.js";
