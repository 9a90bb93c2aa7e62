/** `tessera-sdk/adobe-pass` */
export * from "../core/index.js";
export { AdobePassV1, type AdobePassV1Options } from "./client.js";
export { type AdobeErrorBody, type AdobePassAction, AdobePassError, type AdobePassErrorFacts } from "./errors.js";
export type { AdobeDeviceType, AuthenticationStatus, CheckAuthenticationParams } from "./resources/authentication.js";
export type { AdobeDeviceInfo, DeviceOsName, PrimaryHardwareType } from "./schemas/deviceInfo.js";
