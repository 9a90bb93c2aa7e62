/** Whether a device is authenticated: parameters, result and endpoint. The methods are the client's own. */
import type { Deprecation } from "../../core/endpoint.js";
import { closedEnumOf, nonEmptyString, objectOf, string } from "../../core/schema.js";
import { deviceInfoParamSchema, encodeDeviceInfo, REQUIRED_BY_V1 } from "../device/encodeInfo.js";
import type { AdobeDeviceInfo } from "../device/info.js";
import { deviceIpSchema, forwardedIp } from "../device/ip.js";
import { endpoint } from "../endpoint.js";
import type { AdobePassError } from "../errors/error.js";

/** Device types that Adobe's reference names; its metrics are broken down by them. */
export type AdobeDeviceType = "Roku" | "PC" | "AppleTV" | "Xbox" | "iOS" | "tvOS" | (string & {});

/** Parameters of `checkAuthenticationCode`. */
export interface CheckAuthenticationCodeParams {
  /** Id of the programmer (the service provider). */
  requestor: string;
  /** The registration code that the device shows. */
  code: string;
  /** Public IP address of the device, sent as `X-Forwarded-For`. Without it a server's users share one throttle. */
  deviceIp?: string | undefined;
}

/** Parameters of `checkAuthentication` and `requireAuthentication`. */
export interface CheckAuthenticationParams {
  /** Id of the programmer (the service provider). */
  requestor: string;
  /** Id of the device: unique, stable, and without personal data. */
  deviceId: string;
  /** The device: an object, or the base64 of its JSON. Sent as the header `X-Device-Info`. */
  deviceInfo: AdobeDeviceInfo | string;
  /** Public IP address of the device, sent as `X-Forwarded-For`. Without it a server's users share one throttle. */
  deviceIp?: string | undefined;
  /**
   * Type of the device in Adobe's metrics: `Roku`, `PC` (a computer), `AppleTV`, `Xbox`, `iOS` (iPhone and iPad) or
   * `tvOS` (Apple TV, by its operating system). Superseded by `deviceInfo`.
   */
  deviceType?: AdobeDeviceType | undefined;
  /** @deprecated Adobe no longer needs it; `deviceId` identifies the device. */
  deviceUser?: string | undefined;
  /** @deprecated Superseded by `deviceInfo.applicationId`. */
  appId?: string | undefined;
}

/** Whether the device has an authentication token that has not expired. */
export type AuthenticationStatus =
  | {
      /** `true`: it has one. */
      authenticated: true;
    }
  | {
      /** `false`: it has none. */
      authenticated: false;
      /** Why not, in Adobe's words. */
      error: AdobePassError;
    };

/** Parameters, with the format of the client. */
export type Formatted<P> = P & {
  /** Format in which Adobe writes errors, `json` or `xml`. */
  format: "json" | "xml";
};

/** The statuses with which Adobe's errors without a code mean "not authenticated". */
export const NOT_AUTHENTICATED: readonly number[] = [403];

export const formatSchema = closedEnumOf("json", "xml");

const checkAuthenticationParams = objectOf<Formatted<CheckAuthenticationParams>>()(
  () => ({
    requestor: nonEmptyString,
    deviceId: nonEmptyString,
    deviceInfo: deviceInfoParamSchema,
    deviceIp: deviceIpSchema,
    deviceType: nonEmptyString,
    deviceUser: string,
    appId: string,
    format: formatSchema,
  }),
  { requestor: true, deviceId: true, deviceInfo: true, format: true },
);

const checkAuthenticationCodeParams = objectOf<Formatted<CheckAuthenticationCodeParams>>()(
  () => ({ requestor: nonEmptyString, code: nonEmptyString, deviceIp: deviceIpSchema, format: formatSchema }),
  { requestor: true, code: true, format: true },
);

/** One code for all methods: a process is warned once. */
const deprecated: Deprecation = {
  since: "2024-12-11",
  sunset: "2025-12-31",
  use: "its end of life is announced for the end of 2026, so use `AdobePass` (REST v2)",
  code: "TESSERA_ADOBE_PASS_V1",
};

export const authenticationEndpoints = {
  checkAuthentication: endpoint("checkAuthentication", {
    http: "GET /checkauthn",
    query: ["requestor", "deviceId", "deviceType", "deviceUser", "appId"],
    header: ["Accept", "X-Device-Info", "X-Forwarded-For"],
    idempotency: "safe",
    effect: "read",
    params: checkAuthenticationParams,
    deprecated,
    toWire: ({ deviceInfo, ...params }: Formatted<CheckAuthenticationParams>) => ({
      ...withHeaders(params),
      // The reference also takes it as a query parameter, which would outgrow URLs and fill access logs.
      "X-Device-Info": encodeDeviceInfo(deviceInfo, REQUIRED_BY_V1),
    }),
  }),
  checkAuthenticationCode: endpoint("checkAuthenticationCode", {
    http: "GET /checkauthn/{code}",
    query: ["requestor"],
    header: ["Accept", "X-Forwarded-For"],
    idempotency: "safe",
    effect: "read",
    params: checkAuthenticationCodeParams,
    deprecated,
    toWire: withHeaders<Formatted<CheckAuthenticationCodeParams>>,
  }),
};

function withHeaders<P extends Formatted<{ deviceIp?: string | undefined }>>({ deviceIp, format, ...params }: P) {
  return {
    ...params,
    Accept: `application/${format}`,
    "X-Forwarded-For": deviceIp === undefined ? undefined : forwardedIp(deviceIp),
  };
}
