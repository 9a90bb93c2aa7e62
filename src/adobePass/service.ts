/** What the clients of all of Adobe's APIs share. */
import { bearerHeaders, type SharedTokens, type TokenFunction } from "../core/auth.js";
import type { Service } from "../core/context.js";
import type { AdobeDevice } from "./device/device.js";
import { forwardedIp } from "./device/ip.js";
import { readAdobeError, readAdobeSuccess } from "./errors/classify.js";
import { ADOBE_PASS, type SoftwareStatementProvider } from "./registration/softwareStatement.js";
import { adobePassLimiter } from "./throttle.js";

/**
 * How calls are authenticated: `softwareStatement(…)`, an access token that it would obtain, a function that supplies one,
 * or shared tokens of the family `adobePass`.
 */
export type AdobePassCredential = SoftwareStatementProvider | SharedTokens<"adobePass"> | string | TokenFunction;

/** The parameters by which a call names its device. */
interface DeviceParams {
  readonly device?: Partial<AdobeDevice> | undefined;
  /** Of a call for the device of a code. */
  readonly caller?: AdobeDevice | undefined;
  readonly deviceIp?: string | undefined;
}

/** All but the base URL and the client's own options. */
export const adobeService: Omit<Service, "baseUrl" | "options"> = {
  family: ADOBE_PASS,
  credentials: "`softwareStatement(…)`, an access token, or a function that returns one",
  authHeaders: bearerHeaders,
  readError: readAdobeError,
  readSuccess: readAdobeSuccess,
  requestIdHeaders: ["adobe-request-id", "x-request-id"],
  subjectOf: (params) => {
    const { device, caller, deviceIp } = params as DeviceParams;
    return device ?? caller ?? { ip: deviceIp };
  },
  limiter: (clock) => adobePassLimiter({ clock }),
  /** Adobe limits the requests of each address. */
  limitKey: (params) => {
    const { device, caller, deviceIp } = params as DeviceParams;
    const { ip = deviceIp } = device ?? caller ?? {};
    return ip === undefined ? undefined : forwardedIp(ip);
  },
};
