/** Whether a device is authenticated: parameters, result and endpoint. The methods are the client's own. */
import { closedEnumOf, nonEmptyString, objectOf, refined, string } from "../../core/schema.js";
import { type AdobeDeviceInfo, deviceInfoParamSchema, encodeDeviceInfo, REQUIRED_BY_V1 } from "../device/info.js";
import { endpoint } from "../endpoint.js";
import type { AdobePassError } from "../errors/error.js";

/** Device types that Adobe's reference names; its metrics are broken down by them. */
export type AdobeDeviceType = "Roku" | "PC" | "AppleTV" | "Xbox" | "iOS" | "tvOS" | (string & {});

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

/** The parameters, with the format of the client. */
export interface FormattedParams extends CheckAuthenticationParams {
  /** Format in which Adobe writes errors, `json` or `xml`. */
  format: "json" | "xml";
}

/** An IPv6 address that ends in an IPv4 one. */
const LONGEST_IP = 45;
const IP_ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:.]*:[\da-f:.]*)$/i;

export const formatSchema = closedEnumOf("json", "xml");

const checkAuthenticationParams = objectOf<FormattedParams>()(
  () => ({
    requestor: nonEmptyString,
    deviceId: nonEmptyString,
    deviceInfo: deviceInfoParamSchema,
    deviceIp: refined(string, (ip) => ip.length <= LONGEST_IP && IP_ADDRESS.test(ip), "must be an IP address"),
    deviceType: nonEmptyString,
    deviceUser: string,
    appId: string,
    format: formatSchema,
  }),
  { requestor: true, deviceId: true, deviceInfo: true, format: true },
);

export const authenticationEndpoints = {
  checkAuthentication: endpoint("checkAuthentication", {
    http: "GET /checkauthn",
    query: ["requestor", "deviceId", "deviceType", "deviceUser", "appId"],
    header: ["Accept", "X-Device-Info", "X-Forwarded-For"],
    idempotency: "safe",
    effect: "read",
    params: checkAuthenticationParams,
    toWire: withHeaders,
  }),
};

function withHeaders({ deviceInfo, deviceIp, format, ...query }: FormattedParams) {
  return {
    ...query,
    Accept: `application/${format}`,
    // The reference also takes it as a query parameter, which would outgrow URLs and fill access logs.
    "X-Device-Info": encodeDeviceInfo(deviceInfo, REQUIRED_BY_V1),
    "X-Forwarded-For": deviceIp,
  };
}
