/** `tessera-sdk/chrome-directory` */
export * from "../core/index.js";
export * from "../google/index.js";
export type { ChromeApi } from "./backend.js";
export { ChromeDirectory, type ChromeDirectoryOptions } from "./client.js";
export type { OrgUnitResolver } from "./orgUnits.js";
export type {
  ChromeBrowserAnnotations,
  ChromeBrowserOrder,
  DeleteChromeBrowserParams,
  GetChromeBrowserParams,
  ListChromeBrowsersParams,
  MoveChromeBrowsersParams,
  UpdateChromeBrowserParams,
} from "./params/browsers.js";
export type {
  CreateChromeEnrollmentTokenParams,
  GetChromeEnrollmentTokenParams,
  ListChromeEnrollmentTokensParams,
  RevokeChromeEnrollmentTokenParams,
} from "./params/enrollmentTokens.js";
export type {
  CreateChromeProfileCommandParams,
  DeleteChromeProfileParams,
  GetChromeProfileCommandParams,
  GetChromeProfileParams,
  ListChromeProfileCommandsParams,
  ListChromeProfilesParams,
} from "./params/profiles.js";
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
  ChromeProfileExtension,
  ChromeProfileExtensionPolicies,
  ChromeProfilePolicy,
  ChromeProfilePolicyConflict,
  ChromeProfileReport,
} from "./schemas/profileReport.js";
export type { ChromeBrowserFilter, ChromeEnrollmentTokenFilter, ChromeTimeRange } from "./where.js";
