/** `tessera-sdk/adobe-pass` */
export * from "../core/index.js";
export type { AdobeDeviceInfo, AdobeDeviceType, DeviceOsName, PrimaryHardwareType } from "./device.js";
export { type AdobeErrorBody, type AdobePassAction, AdobePassError, type AdobePassErrorFacts } from "./errors.js";
export {
  AdobePassV1,
  type AdobePassV1Options,
  type AuthenticationStatus,
  type CheckAuthenticationParams,
} from "./v1.js";
