/** `tessera-sdk/testing`: a stand-in for the services, for tests of code that uses the SDK. */
export type { AccessToken, IssueTokenOptions } from "./accessTokens.js";
export {
  type AddAdobeSessionOptions,
  type AuthenticateDeviceOptions,
  adobePass,
  type CompleteSignInOptions,
  type DenyResourceOptions,
  type EmulatedAdobeClient,
  type EmulatedAdobePass,
  type EmulatedMediaToken,
  type EmulatedMvpd,
  type EmulatedRegistrationCode,
  type IssueStatementOptions,
} from "./adobePass/index.js";
export {
  androidEnterprise,
  type EmulatedAndroidEnterprise,
  type EmulatedAuthenticationToken,
  type EmulatedEnrollmentToken,
  type EmulatedUser,
} from "./androidEnterprise/index.js";
export {
  chromeDirectory,
  type EmulatedBrowser,
  type EmulatedBrowserOptions,
  type EmulatedChromeDirectory,
  type EmulatedChromeToken,
  type EmulatedExtension,
  type EmulatedProfileOptions,
} from "./chromeDirectory/index.js";
export { ManualClock, type ManualClockOptions } from "./clock.js";
export {
  createEmulator,
  type Emulator,
  type EmulatorOf,
  type EmulatorOptions,
  type ServicesOption,
} from "./emulator.js";
export type { EmulatorBase } from "./emulatorBase.js";
export type { Fault, FaultHandle } from "./faults.js";
export {
  type EmulatedFlowerDocs,
  type EmulatedFlowerDocsAccount,
  type EmulatedFlowerDocsToken,
  flowerDocs,
} from "./flowerDocs/index.js";
export type { EmulatorOutcome, EmulatorRequest, EmulatorResponse, RecordedRequest } from "./http.js";
export {
  type EmulatorBaseUrls,
  type EmulatorServer,
  type RunningEmulator,
  type RunningEmulatorOf,
  type StartEmulatorOptions,
  startEmulator,
} from "./server.js";
export type {
  BaseUrlsOf,
  EmulatedEndpoint,
  EmulatedService,
  EndpointIdOf,
  RoutedRequest,
  ServiceContext,
  ServiceDefinition,
  ServicesOf,
} from "./service.js";
export type { EmulatedServiceAccountKey, ServiceAccountKeyOptions } from "./serviceAccounts.js";
export { type AllServices, allServices, type EmulatedEndpointId } from "./services.js";
