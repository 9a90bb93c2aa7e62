/** The device for which a call is made. */
import { nonEmptyString, objectOf, refined, type Schema } from "../../core/schema.js";
import { deviceInfo, deviceInfoParamSchema } from "./encodeInfo.js";
import { deviceIdentifier } from "./identifier.js";
import type { AdobeDeviceInfo } from "./info.js";
import { deviceIpSchema, forwardedIp } from "./ip.js";

/** The device that streams. Of a server, it is the viewer's and not the server. */
export interface AdobeDevice {
  /**
   * Id of the device: unique, stable, and without personal data, such as a SHA-256 of the platform's id. If it changes,
   * the user is signed out. Sent as `AP-Device-Identifier`, encoded.
   */
  id: string;
  /**
   * What the device is: an object, or the base64 of its JSON. Sent as `X-Device-Info`. Only pages in a browser may
   * leave it out: Adobe then goes by what the browser sends.
   */
  info?: AdobeDeviceInfo | string | undefined;
  /**
   * Public IP address of the device, without a port. Sent as `X-Forwarded-For`. Adobe limits requests by it: without
   * it, all users of a server share one limit.
   */
  ip?: string | undefined;
}

/** A page in a browser; its requests show what the device is. */
const isPage = () => "document" in globalThis;

export const deviceSchema: Schema<AdobeDevice> = refined(
  objectOf<AdobeDevice>()(() => ({ id: nonEmptyString, info: deviceInfoParamSchema, ip: deviceIpSchema }), {
    id: true,
  }),
  ({ id, info }) => id === undefined || info !== undefined || isPage(),
  "is required outside of browsers",
  "info",
);

/** The headers of a device. */
export interface DeviceHeaders {
  "AP-Device-Identifier"?: string | undefined;
  "X-Device-Info"?: string | undefined;
  "X-Forwarded-For"?: string | undefined;
}

export function deviceHeaders(device: AdobeDevice): DeviceHeaders & { "AP-Device-Identifier": string };
export function deviceHeaders(device: Partial<AdobeDevice>): DeviceHeaders;
export function deviceHeaders({ id, info, ip }: Partial<AdobeDevice>): DeviceHeaders {
  return {
    "AP-Device-Identifier": id === undefined ? undefined : deviceIdentifier(id),
    "X-Device-Info": info === undefined ? undefined : deviceInfo(info),
    "X-Forwarded-For": ip === undefined ? undefined : forwardedIp(ip),
  };
}
