/** `devices`: those that share sign-ins. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import {
  bounded,
  enumOf,
  inputListOf,
  listOf,
  mapOf,
  nonEmptyString,
  number,
  objectOf,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { type AdobeDevice, deviceHeaders, deviceSchema } from "../device/device.js";
import { endpoint, renamed, SERVICE_TOKEN, tokenFields } from "./endpoint.js";

/** Parameters of `devices.link` and `devices.list`. */
export interface AdobeSsoDeviceParams {
  /** Id of the programmer, as Adobe has registered it. */
  serviceProvider: string;
  /** The device that makes the call; it shares sign-ins already. */
  device: AdobeDevice;
  /** The service token of the device. */
  serviceToken: string;
}

/** Parameters of `devices.unlink`. */
export interface UnlinkAdobeDevicesParams extends AdobeSsoDeviceParams {
  /** Ids of the devices, as in `devices.list`: at least one. */
  devices: readonly string[];
}

/** A code with which one more device joins. */
export interface AdobeSsoLink {
  /** Status of the response in words, such as `CREATED`. */
  status?: string;
  /** Six digits, to be used once. */
  code: string;
  /** When it becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When it expires, in milliseconds since the epoch: after 5 to 30 minutes. */
  notAfter?: number;
}

/** The devices that were removed. */
export interface UnlinkedAdobeDevices {
  /** Status of the response in words, such as `OK`. */
  status?: string;
  /** Their ids. Those that are not known are left out. */
  unlinkedDevices: string[];
}

/** A device that shares sign-ins. */
export interface AdobeSsoDevice {
  /** Kind of device, such as `smartTV`. */
  deviceType?: string;
  /** Model of the device. */
  model?: string;
  /** Its operating system. */
  os?: string;
  /** Version of the operating system. */
  osVersion?: string;
  /** When it was last used, in milliseconds since the epoch. */
  lastSeen?: number;
  /** `regular`: its user signed in on it. `sso`: it shares the sign-in of another. */
  type?: "regular" | "sso" | UnlistedValue;
}

/** The devices that share sign-ins. */
export interface AdobeSsoDevices {
  /** The devices, by their ids. */
  devices: Record<string, AdobeSsoDevice>;
}

const ofDevice = { ...tokenFields, device: deviceSchema };
const REQUIRED = { serviceProvider: true, device: true, serviceToken: true } as const;

const deviceParams = objectOf<AdobeSsoDeviceParams>()(() => ofDevice, REQUIRED);
const unlinkParams = objectOf<UnlinkAdobeDevicesParams>()(
  () => ({
    ...ofDevice,
    devices: bounded(inputListOf(nonEmptyString), { least: 1, message: "must name at least one device" }),
  }),
  { ...REQUIRED, devices: true },
);

const linkSchema = objectOf<AdobeSsoLink>()(
  () => ({ status: string, code: string, notBefore: number, notAfter: number }),
  { code: true },
);
const unlinkedSchema = objectOf<UnlinkedAdobeDevices>()(() => ({ status: string, unlinkedDevices: listOf(string) }), {
  unlinkedDevices: true,
});
const devicesSchema = objectOf<AdobeSsoDevices>()(
  () => ({
    devices: mapOf(
      objectOf<AdobeSsoDevice>()(() => ({
        deviceType: string,
        model: string,
        os: string,
        osVersion: string,
        lastSeen: number,
        type: enumOf("regular", "sso"),
      })),
    ),
  }),
  { devices: true },
);

/** The service takes the id of a device here, and not what the device is. */
function withHeaders<P extends AdobeSsoDeviceParams>({ device: { id, ip }, serviceToken, ...rest }: P) {
  const { "X-Device-Info": _, ...headers } = deviceHeaders({ id, ip });
  return { ...rest, ...headers, [SERVICE_TOKEN]: serviceToken };
}

const SHARED = {
  header: ["AP-Device-Identifier", "X-Forwarded-For", SERVICE_TOKEN],
  secret: ["serviceToken"],
} as const;

export const devicesEndpoints = {
  link: endpoint("devices.link", {
    http: "POST /link",
    idempotency: "mint",
    effect: "write",
    params: deviceParams,
    toWire: (params: AdobeSsoDeviceParams) => withHeaders(params),
    fromWire: (body: unknown) => renamed(body, "link", "code"),
    response: linkSchema,
    ...SHARED,
  }),
  unlink: endpoint("devices.unlink", {
    http: "POST /unlink",
    body: "*",
    idempotency: "safe",
    effect: "destroy",
    params: unlinkParams,
    toWire: (params: UnlinkAdobeDevicesParams) => withHeaders(params),
    response: unlinkedSchema,
    ...SHARED,
  }),
  list: endpoint("devices.list", {
    http: "GET /list",
    idempotency: "safe",
    effect: "read",
    params: deviceParams,
    toWire: (params: AdobeSsoDeviceParams) => withHeaders(params),
    response: devicesSchema,
    ...SHARED,
  }),
};

/**
 * The devices that share sign-ins.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if the service responds with an error. `action` is `get_new_token` if the service
 *   token has expired.
 */
export class AdobeSsoServiceDevices extends Resource {
  /**
   * Issues a code with which one more device joins, by `serviceTokens.create`.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/sso-service/sso-service
   */
  link(params: AdobeSsoDeviceParams, options?: CallOptions): ResponsePromise<AdobeSsoLink> {
    return this.call(devicesEndpoints.link, params, options);
  }

  /**
   * Removes devices: they no longer share sign-ins.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/sso-service/sso-service
   */
  unlink(params: UnlinkAdobeDevicesParams, options?: CallOptions): ResponsePromise<UnlinkedAdobeDevices> {
    return this.call(devicesEndpoints.unlink, params, options);
  }

  /**
   * Gets the devices that share sign-ins.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/sso-service/sso-service
   */
  list(params: AdobeSsoDeviceParams, options?: CallOptions): ResponsePromise<AdobeSsoDevices> {
    return this.call(devicesEndpoints.list, params, options);
  }
}
