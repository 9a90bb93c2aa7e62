/** `tessera-sdk/adobe-pass` */
export * from "../core/index.js";
export { AdobePassV1, type AdobePassV1Options } from "./client.js";
export type { AdobeDevice } from "./device/device.js";
export { deviceInfo } from "./device/encodeInfo.js";
export { deviceIdentifier } from "./device/identifier.js";
export type {
  AdobeDeviceInfo,
  DeviceBrowserName,
  DeviceBrowserVendor,
  DeviceOsFamily,
  DeviceOsName,
  DeviceOsVendor,
  PrimaryHardwareType,
} from "./device/info.js";
export {
  type AdobePartnerFrameworkError,
  type AdobePartnerFrameworkStatus,
  type AdobePartnerPermission,
  type AdobePartnerProvider,
  partnerFrameworkStatus,
} from "./device/partner.js";
export { type AdobeTempPassIdentity, tempPassIdentity } from "./device/tempPass.js";
export type { AdobeEnvironment } from "./environment.js";
export type { AdobeErrorBody } from "./errors/body.js";
export type { AdobeErrorSource, DocumentedCode } from "./errors/codes.js";
export { type AdobeErrorCodeDescription, describeErrorCode } from "./errors/describe.js";
export { type AdobePassAction, AdobePassError, type AdobePassErrorFacts } from "./errors/error.js";
export type { AdobeGateway } from "./errors/gateway.js";
export { AdobePassManagement, type AdobePassManagementOptions } from "./management/client.js";
export type {
  AdobePassTempPass,
  ResetTempPassDeviceParams,
  ResetTempPassParams,
  ResetTempPassUserParams,
} from "./management/resetTempPass.js";
export { type MrssRating, type MrssResource, mrss } from "./mrss.js";
export type { AdobeRegistrationEvent, AdobeRegistrationFacts } from "./registration/events.js";
export {
  type SoftwareStatementOptions,
  type SoftwareStatementProvider,
  softwareStatement,
} from "./registration/softwareStatement.js";
export type {
  AdobeDeviceType,
  AuthenticationStatus,
  CheckAuthenticationCodeParams,
  CheckAuthenticationParams,
} from "./resources/authentication.js";
export type { AdobePassCredential } from "./service.js";
export { AdobeSsoService, type AdobeSsoServiceOptions } from "./sso/client.js";
export type {
  AdobeSsoDevice,
  AdobeSsoDeviceParams,
  AdobeSsoDevices,
  AdobeSsoLink,
  AdobeSsoServiceDevices,
  UnlinkAdobeDevicesParams,
  UnlinkedAdobeDevices,
} from "./sso/devices.js";
export type {
  AdobeServiceToken,
  AdobeSsoServiceTokens,
  CreateAdobeServiceTokenParams,
  RefreshAdobeServiceTokenParams,
} from "./sso/serviceTokens.js";
export { type AdobePassLimiterOptions, adobePassLimiter } from "./throttle.js";
export { type AuthenticationUrlParams, authenticationUrl } from "./v2/authenticationUrl.js";
export { AdobePass, type AdobePassOptions } from "./v2/client.js";
export type {
  AdobeCodeParams,
  AdobeDeviceParams,
  AdobePartnerParams,
  AdobeSsoParams,
  AdobeTempPassParams,
} from "./v2/headers.js";
export type { AdobePassConfiguration, GetAdobeConfigurationParams } from "./v2/resources/configuration.js";
export type { AdobeDecisions, AdobeDecisionsParams, AdobePassDecisions } from "./v2/resources/decisions.js";
export type { AdobePassLogout, InitiateAdobeLogoutParams } from "./v2/resources/logout.js";
export type {
  AdobePassProfiles,
  CreateAdobePartnerProfileParams,
  GetAdobeProfileByCodeParams,
  GetAdobeProfileParams,
  ListAdobeProfilesParams,
} from "./v2/resources/profiles.js";
export type {
  AdobeCodeValidity,
  AdobePassSessions,
  AdobeSignInParams,
  CreateAdobePartnerSessionParams,
  CreateAdobeSessionParams,
  ResumeAdobeSessionParams,
  ValidateAdobeCodeParams,
} from "./v2/resources/sessions.js";
export type {
  AdobeConfiguration,
  AdobeDomain,
  AdobeMvpd,
  AdobeRequestor,
} from "./v2/schemas/configuration.js";
export type {
  AdobeDecision,
  AdobeDecisionBase,
  AdobeDeny,
  AdobeMediaToken,
  AdobePermit,
  AdobeUndecided,
} from "./v2/schemas/decision.js";
export type {
  AdobeFinishedLogout,
  AdobeInteractiveLogout,
  AdobeLogout,
  AdobeLogoutBase,
  AdobeLogouts,
  AdobePartnerLogout,
} from "./v2/schemas/logout.js";
export type { AdobeProfile, AdobeProfileAttribute, AdobeProfiles } from "./v2/schemas/profile.js";
export type {
  AdobeAuthenticateSession,
  AdobeAuthorizeSession,
  AdobeCodeSession,
  AdobePartnerAuthenticationRequest,
  AdobePartnerProfileSession,
  AdobeResumeSession,
  AdobeSession,
  AdobeSessionBase,
  AdobeSessionParameter,
  AdobeSessionReason,
} from "./v2/schemas/session.js";
export type {
  AdobeSessionBrowser,
  AdobeSessionConnection,
  AdobeSessionDevice,
  AdobeSessionDisplay,
  AdobeSessionHardware,
  AdobeSessionInfo,
  AdobeSessionParameters,
  AdobeSessionSystem,
  AdobeVersion,
} from "./v2/schemas/sessionInfo.js";
export type { ProfileWait, WaitForProfileOptions } from "./v2/waitForProfile.js";
