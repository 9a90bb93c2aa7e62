/** `tessera-sdk/adobe-pass` */
export * from "../core/index.js";
export { AdobePassV1, type AdobePassV1Options } from "./client.js";
export type { AdobeErrorBody } from "./errors/body.js";
export type { AdobeErrorSource, DocumentedCode } from "./errors/codes.js";
export { type AdobeErrorCodeDescription, describeErrorCode } from "./errors/describe.js";
export { type AdobePassAction, AdobePassError, type AdobePassErrorFacts } from "./errors/error.js";
export type { AdobeGateway } from "./errors/gateway.js";
export type { AdobeDeviceType, AuthenticationStatus, CheckAuthenticationParams } from "./resources/authentication.js";
export type { AdobeDeviceInfo, DeviceOsName, PrimaryHardwareType } from "./schemas/deviceInfo.js";
