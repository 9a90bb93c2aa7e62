/** `tessera-sdk/adobe-pass` */
export * from "../core/index.js";
export { AdobePassV1, type AdobePassV1Options } from "./client.js";
export type { AdobeDevice } from "./device/device.js";
export { deviceIdentifier } from "./device/identifier.js";
export {
  type AdobeDeviceInfo,
  type DeviceBrowserName,
  type DeviceBrowserVendor,
  type DeviceOsFamily,
  type DeviceOsName,
  type DeviceOsVendor,
  deviceInfo,
  type PrimaryHardwareType,
} from "./device/info.js";
export type { AdobeErrorBody } from "./errors/body.js";
export type { AdobeErrorSource, DocumentedCode } from "./errors/codes.js";
export { type AdobeErrorCodeDescription, describeErrorCode } from "./errors/describe.js";
export { type AdobePassAction, AdobePassError, type AdobePassErrorFacts } from "./errors/error.js";
export type { AdobeGateway } from "./errors/gateway.js";
export { type MrssRating, type MrssResource, mrss } from "./mrss.js";
export type { AdobeDeviceType, AuthenticationStatus, CheckAuthenticationParams } from "./resources/authentication.js";
