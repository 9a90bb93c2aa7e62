/** `tessera-sdk/testing`: a stand-in for the services, for tests of code that uses the SDK. */
export type { IssueTokenOptions } from "./accessTokens.js";
export type { AuthenticateDeviceOptions, EmulatedAdobePass } from "./adobePass.js";
export type {
  EmulatedAndroidEnterprise,
  EmulatedAuthenticationToken,
  EmulatedEnrollmentToken,
  EmulatedUser,
} from "./androidEnterprise/index.js";
export type { EmulatedChromeDirectory, EmulatedChromeToken } from "./chromeDirectory.js";
export { ManualClock, type ManualClockOptions } from "./clock.js";
export { createEmulator, type Emulator, type EmulatorOptions, type Fault } from "./emulator.js";
export type { EmulatedFlowerDocs, EmulatedFlowerDocsToken } from "./flowerDocs.js";
export type { Delivery, EmulatorAnswer, EmulatorRequest, RecordedRequest } from "./http.js";
export { type EmulatorBaseUrls, type RunningEmulator, type StartEmulatorOptions, startEmulator } from "./server.js";
