/** `devices`: devices of users, their policies and states. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { type Input, inputsOf, nonEmptyString, objectOf, refined } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type Device,
  type DeviceState,
  type DevicesListResponse,
  deviceFields,
  deviceSchema,
  deviceStateFields,
  deviceStateSchema,
  devicesListResponseSchema,
} from "../schemas/device.js";
import type { DeviceReportInput } from "../schemas/deviceReport.js";
import type { PolicyInput } from "../schemas/policy.js";
import { type DeviceParams, deviceIds, deviceParams, deviceRequired, type UserParams, userParams } from "./params.js";

/** A device with its new policy. Google changes only `policy`; other fields may be passed as `devices.get` returned them. */
export interface UpdateDeviceParams extends DeviceParams, Input<Partial<Device>> {
  /** The policy of the device. */
  policy?: PolicyInput | undefined;
  /** The latest report of the device. Google ignores it here. */
  report?: DeviceReportInput | undefined;
  /**
   * The fields to change, separated by commas, such as `"policy.productPolicy"`. If absent, all fields that can be
   * changed are replaced, and those left out are cleared.
   */
  updateMask?: string | undefined;
}

/** A device and its new state. `accountState` is required, although its type allows what `devices.getState` returns. */
export interface SetDeviceStateParams extends DeviceParams, Input<DeviceState> {}

const updateDeviceParams = objectOf<UpdateDeviceParams>()(
  () => ({ ...deviceIds, ...inputsOf(deviceFields()), updateMask: nonEmptyString }),
  deviceRequired,
);

const setDeviceStateParams = refined(
  objectOf<SetDeviceStateParams>()(() => ({ ...deviceIds, ...inputsOf(deviceStateFields()) }), deviceRequired),
  ({ accountState }) => accountState !== undefined,
  "is required",
  "accountState",
);

export const devicesEndpoints = {
  forceReportUpload: endpoint("devices.forceReportUpload", {
    http: "POST /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/forceReportUpload",
    idempotency: "none",
    effect: "write",
    retry429: false,
    params: deviceParams,
  }),
  get: endpoint("devices.get", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}",
    idempotency: "safe",
    effect: "read",
    params: deviceParams,
    response: deviceSchema,
  }),
  getState: endpoint("devices.getState", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/state",
    idempotency: "safe",
    effect: "read",
    params: deviceParams,
    response: deviceStateSchema,
  }),
  list: endpoint("devices.list", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices",
    idempotency: "safe",
    effect: "read",
    params: userParams,
    fromWire: emptyListAs("device"),
    response: devicesListResponseSchema,
  }),
  setState: endpoint("devices.setState", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/state",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: setDeviceStateParams,
    wholeResource: { readOnly: [] },
    response: deviceStateSchema,
  }),
  update: endpoint("devices.update", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}",
    query: ["updateMask"],
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateDeviceParams,
    wholeResource: { readOnly: [], replaces: true },
    response: deviceSchema,
  }),
};

/**
 * Devices of users, their policies and states.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Devices extends Resource {
  /**
   * Requests a device to upload a report of the app states that have changed since its last one.
   *
   * Google accepts this three times in 24 hours for each device. The 429 beyond that is thrown at once, as no retry
   * within a call outlasts a daily quota. It is not retried after a lost response either.
   *
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
  forceReportUpload(params: DeviceParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(devicesEndpoints.forceReportUpload, params, options);
  }

  /**
   * Gets a device.
   *
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
  get(params: DeviceParams, options?: CallOptions): ResponsePromise<Device> {
    return this.call(devicesEndpoints.get, params, options);
  }

  /**
   * Gets whether the user's account has access to Google services on a device.
   *
   * The state takes effect only for Google-managed users of a managed Google domain, with third-party Android
   * management enabled in the admin console. Elsewhere Google may ignore it: a `disabled` account may still have access.
   *
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
  getState(params: DeviceParams, options?: CallOptions): ResponsePromise<DeviceState> {
    return this.call(devicesEndpoints.getState, params, options);
  }

  /**
   * Lists the devices of a user, all in one response. Google guarantees only that their ids are set.
   *
   * @example
   * ```ts
   * const { device } = await client.devices.list({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(device);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/devices/list
   */
  list(params: UserParams, options?: CallOptions): ResponsePromise<DevicesListResponse> {
    return this.call(devicesEndpoints.list, params, options);
  }

  /**
   * Sets whether the user's account has access to Google services on a device.
   *
   * The state takes effect only for Google-managed users of a managed Google domain, with third-party Android
   * management enabled in the admin console. Elsewhere Google may ignore it: a `disabled` account may still have access.
   *
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
  setState(params: SetDeviceStateParams, options?: CallOptions): ResponsePromise<DeviceState> {
    return this.call(devicesEndpoints.setState, params, options);
  }

  /**
   * Sets the policy of a device.
   *
   * Without `updateMask`, every field that can be changed is replaced and what is left out is cleared. A result of
   * `devices.get` can be passed back, fields and values newer than the SDK included. Set the policy of a new device
   * before its account is added; otherwise the device has no policy for a short time.
   *
   * @throws An {@link InvalidParamsError} before anything is sent, also if a maintenance window is shorter than 30
   *   minutes or longer than 24 hours, or an install has more than one constraint.
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
  update(params: UpdateDeviceParams, options?: CallOptions): ResponsePromise<Device> {
    return this.call(devicesEndpoints.update, params, options);
  }
}
