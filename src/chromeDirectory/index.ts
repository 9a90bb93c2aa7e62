/** `tessera-sdk/chrome-directory` */
export * from "../core/index.js";
export * from "../google/index.js";
export type { ChromeApi } from "./backend.js";
export { ChromeDirectory, type ChromeDirectoryOptions } from "./client.js";
export { ChromePageTokenError, type ChromePageTokenErrorFacts } from "./errors.js";
export type { StaleChromeBrowsers } from "./operations/deleteStale.js";
export type { ChromeBrowserExtensions, ChromeInstalledExtension } from "./operations/extensions.js";
export type { ChromeBrowserFailure } from "./operations/failures.js";
export type { ChromeBrowserSearch } from "./operations/findByMachineName.js";
export type { ChromeBrowserMoves } from "./operations/move.js";
export {
  type ChromeEnrollmentTokenRotation,
  ChromeRotationError,
  type ChromeRotationErrorFacts,
} from "./operations/rotate.js";
export type { OrgUnitResolver } from "./orgUnits.js";
export type {
  AnnotateChromeBrowserParams,
  DeleteStaleChromeBrowsersParams,
  FindChromeBrowserParams,
  ListChromeExtensionsParams,
  ListEnrolledChromeBrowsersParams,
  MoveChromeBrowsersFields,
  MoveChromeBrowsersParams,
} from "./params/browserOperations.js";
export type {
  ChromeBrowserAnnotations,
  ChromeBrowserOrder,
  DeleteChromeBrowserParams,
  GetChromeBrowserParams,
  ListChromeBrowsersParams,
  UpdateChromeBrowserParams,
} from "./params/browsers.js";
export type {
  CreateChromeEnrollmentTokenParams,
  GetChromeEnrollmentTokenParams,
  ListChromeEnrollmentTokensParams,
  RevokeChromeEnrollmentTokenParams,
  RotateChromeEnrollmentTokenParams,
} from "./params/enrollmentTokens.js";
export type {
  CreateChromeProfileCommandParams,
  DeleteChromeProfileParams,
  GetChromeProfileCommandParams,
  GetChromeProfileParams,
  ListChromeProfileCommandsParams,
  ListChromeProfilesParams,
} from "./params/profiles.js";
export type { ExplicitChromeOrgUnit } from "./params/shared.js";
export type { ChromeBrowsers } from "./resources/browsers.js";
export type { ChromeEnrollmentTokens } from "./resources/enrollmentTokens.js";
export type { ChromeProfileCommands } from "./resources/profileCommands.js";
export type { ChromeProfiles } from "./resources/profiles.js";
export type { ChromeAttestationCredential } from "./schemas/attestationCredential.js";
export type {
  ChromeBrowser,
  ChromeDeviceIdentifiers,
  ChromeDeviceIdentifiersHistory,
  ChromeDeviceIdentifiersRecord,
  ChromeDeviceUser,
} from "./schemas/browser.js";
export type { ChromeEnrollmentToken, CreatedChromeEnrollmentToken } from "./schemas/enrollmentToken.js";
export type {
  ChromeExtension,
  ChromeExtensionIcon,
  ChromeExtensionPolicies,
  ChromePlugin,
  ChromePolicy,
  InstalledChrome,
  InstalledChromeProfile,
} from "./schemas/installedChrome.js";
export type { ChromeProfile, ChromeProfileDevice } from "./schemas/profile.js";
export type { ChromeProfileCommand, ChromeProfileCommandResult } from "./schemas/profileCommand.js";
export type {
  ChromePolicySource,
  ChromeProfileExtension,
  ChromeProfileExtensionPolicies,
  ChromeProfilePolicy,
  ChromeProfilePolicyConflict,
  ChromeProfileReport,
} from "./schemas/profileReport.js";
export type { ChromeBrowserFilter, ChromeEnrollmentTokenFilter, ChromeTimeRange } from "./where.js";
