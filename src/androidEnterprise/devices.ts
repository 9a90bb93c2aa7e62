/** `devices`: the devices of users, their policies and states. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { type DeviceReport, deviceReportSchema } from "./deviceReport.js";
import { type DeviceParams, deviceParams, type UserParams, userParams } from "./params.js";
import { type Policy, policySchema } from "./policy.js";
import { SCOPES } from "./scopes.js";
import {
  answerOf,
  ids,
  int32,
  listOf,
  objectOf,
  optionalBut,
  type Sendable,
  schemaOf,
  text,
  withList,
} from "./shapes.js";

/** A device of one user. */
export interface Device {
  /** Android id of the device, in lower-case hexadecimal digits. What methods take as `deviceId`. */
  androidId: string;
  /** How far the EMM controls the device: all of it, a work profile, a container app (no longer used), or a profile it does not manage. */
  managementType?: "managedDevice" | "managedProfile" | "containerApp" | "unmanagedProfile" | (string & {});
  /** What the device enforces. The part that `devices.update` changes. */
  policy?: Policy;
  /** What the apps of the device last reported. */
  report?: DeviceReport;
  /** Internal code name of the hardware (`Build.DEVICE`). */
  device?: string;
  /** Fingerprint of the system's build, if known. */
  latestBuildFingerprint?: string;
  /** Manufacturer (`Build.MANUFACTURER`). */
  maker?: string;
  /** Model (`Build.MODEL`). */
  model?: string;
  /** Product name (`Build.PRODUCT`). */
  product?: string;
  /** Brand it is sold under, if any (`Build.BRAND`). */
  retailBrand?: string;
  /** API level of its Android. */
  sdkVersion?: number;
}

/** Whether the user's account works on a device. */
export interface DeviceState {
  /** A new device begins as `disabled`: its account gets no access to Google's services. */
  accountState?: "enabled" | "disabled" | (string & {});
}

/** The devices of a user. */
export interface DevicesListResponse {
  /** Empty when there are none. */
  device: Device[];
}

/** A device and its policy. Google changes `policy` alone; other fields may stand as `devices.get` answered them. */
export interface UpdateDeviceParams extends DeviceParams, Sendable<Partial<Device>> {
  /**
   * Which fields are changed, separated by commas, such as `"policy.productPolicy"`. Absent: all that can be changed,
   * and what is left out is cleared.
   */
  updateMask?: string | undefined;
}

/** A device, and whether the user's account works on it. */
export interface SetDeviceStateParams extends DeviceParams {
  /** \`disabled\`: the account gets no access to Google's services. */
  accountState: "enabled" | "disabled";
}

const deviceFields = () => ({
  androidId: z.string(),
  managementType: z.enum(["managedDevice", "managedProfile", "containerApp", "unmanagedProfile"]),
  policy: policySchema(),
  report: deviceReportSchema(),
  device: z.string(),
  latestBuildFingerprint: z.string(),
  maker: z.string(),
  model: z.string(),
  product: z.string(),
  retailBrand: z.string(),
  sdkVersion: int32(),
});

const deviceSchema = () => schemaOf<Device>()(objectOf(deviceFields(), "androidId"));

const deviceCheck = answerOf<Device>(deviceSchema);

const deviceStateFields = () => ({
  accountState: z.enum(["enabled", "disabled"]),
});

const deviceStateCheck = answerOf<DeviceState>(() => schemaOf<DeviceState>()(objectOf(deviceStateFields())));

const devicesListResponseCheck = answerOf<DevicesListResponse>(() =>
  schemaOf<DevicesListResponse>()(objectOf({ device: listOf(deviceSchema()) }, "device")),
);

const updateDeviceParams = checkOf<UpdateDeviceParams>(() =>
  z.toZod<UpdateDeviceParams>()(
    open({ ...ids("enterpriseId", "userId", "deviceId"), ...optionalBut({ updateMask: text(), ...deviceFields() }) }),
  ),
);

const setDeviceStateParams = checkOf<SetDeviceStateParams>(() =>
  z.toZod<SetDeviceStateParams>()(open({ ...ids("enterpriseId", "userId", "deviceId"), ...deviceStateFields() })),
);

export const devicesEndpoints = {
  forceReportUpload: endpoint({
    id: "androidenterprise.devices.forceReportUpload",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/forceReportUpload",
    scopes: SCOPES,
    idempotency: "none",
    retry429: false,
    params: deviceParams,
  }),
  get: endpoint({
    id: "androidenterprise.devices.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: deviceParams,
    response: deviceCheck,
  }),
  getState: endpoint({
    id: "androidenterprise.devices.getState",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/state",
    scopes: SCOPES,
    idempotency: "safe",
    params: deviceParams,
    response: deviceStateCheck,
  }),
  list: endpoint({
    id: "androidenterprise.devices.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
    respell: withList("device"),
    response: devicesListResponseCheck,
  }),
  setState: endpoint({
    id: "androidenterprise.devices.setState",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/state",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: setDeviceStateParams,
    response: deviceStateCheck,
  }),
  update: endpoint({
    id: "androidenterprise.devices.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}",
    query: ["updateMask"],
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateDeviceParams,
    response: deviceCheck,
  }),
};

/** Devices of users, their policies and states. */
export class Devices extends Resource {
  /**
   * Asks a device to upload a report of what its apps have reported since the last one.
   *
   * Three times a device in 24 hours. The 429 beyond that is thrown at once: no wait within a call would outlast a
   * daily quota. An upload whose answer is lost is not asked for again either.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.devices.forceReportUpload({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/forceReportUpload
   */
  forceReportUpload(params: DeviceParams, options?: CallOptions): Promise<void> {
    return this.call(devicesEndpoints.forceReportUpload, params, options);
  }

  /**
   * Reads a device.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const device = await client.devices.get({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   * });
   * console.log(device);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/get
   */
  get(params: DeviceParams, options?: CallOptions): Promise<Device> {
    return this.call(devicesEndpoints.get, params, options);
  }

  /**
   * Reads whether the user's account works on a device.
   *
   * The state takes effect only for managed Google Accounts in a managed Google domain, whose admin console has
   * third-party Android management switched on; elsewhere the account may work although it is `disabled`.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const deviceState = await client.devices.getState({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   * });
   * console.log(deviceState);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/getState
   */
  getState(params: DeviceParams, options?: CallOptions): Promise<DeviceState> {
    return this.call(devicesEndpoints.getState, params, options);
  }

  /**
   * Lists the devices of a user. Google answers them all at once; only the ids are sure to be set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { device } = await client.devices.list({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(device);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/list
   */
  list(params: UserParams, options?: CallOptions): Promise<DevicesListResponse> {
    return this.call(devicesEndpoints.list, params, options);
  }

  /**
   * Sets whether the user's account works on a device.
   *
   * It takes effect only for Google-managed users of a managed Google domain, whose admin console has third-party
   * Android management switched on; elsewhere Google may ignore it.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const deviceState = await client.devices.setState({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   accountState: "enabled",
   * });
   * console.log(deviceState);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/setState
   */
  setState(params: SetDeviceStateParams, options?: CallOptions): Promise<DeviceState> {
    return this.call(devicesEndpoints.setState, params, options);
  }

  /**
   * Sets the policy of a device.
   *
   * Without `updateMask` every field that can be changed is replaced, so what is left out is cleared. Set the policy
   * of a new device before the account is added to it; otherwise the device goes without for a short while.
   *
   * @throws {@link InvalidParamsError} before anything is sent: an id missing or empty, a maintenance window shorter
   * than 30 minutes or longer than 24 hours, more than one constraint on an install.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const device = await client.devices.update({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   updateMask: "policy.productPolicy,policy.productAvailabilityPolicy",
   *   policy: {
   *     productAvailabilityPolicy: "whitelist",
   *     productPolicy: [
   *       { productId: "app:com.google.android.gm", autoInstallPolicy: { autoInstallMode: "forceAutoInstall" } },
   *     ],
   *   },
   * });
   * console.log(device);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/update
   */
  update(params: UpdateDeviceParams, options?: CallOptions): Promise<Device> {
    return this.call(devicesEndpoints.update, params, options);
  }
}
