/** `installs`: apps on devices. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { fieldsOf, type Input, inputsOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { USE_AUTO_INSTALL } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type Install,
  type InstallsListResponse,
  installFields,
  installSchema,
  installsListResponseSchema,
} from "../schemas/install.js";
import { type DeviceParams, deviceIds, deviceParams, deviceRequired } from "./params.js";

/** Identifies an app on a device. */
export interface InstallParams extends DeviceParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  installId: string;
}

/** An app on a device. Google always installs the latest version; `versionCode` does not select one. */
export interface UpdateInstallParams extends InstallParams, Input<Partial<Omit<Install, "installState">>> {}

const installIds = fieldsOf<InstallParams>()({ ...deviceIds, installId: nonEmptyString });
const installRequired = { ...deviceRequired, installId: true } as const;

const installParams = objectOf<InstallParams>()(() => installIds, installRequired);

const updateInstallParams = objectOf<UpdateInstallParams>()(
  () => ({ ...installIds, ...inputsOf(installFields()) }),
  installRequired,
);

export const installsEndpoints = {
  delete: endpoint("installs.delete", {
    http: "DELETE /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs/{installId}",
    idempotency: "safe",
    effect: "destroy",
    params: installParams,
    deprecated: USE_AUTO_INSTALL,
  }),
  get: endpoint("installs.get", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs/{installId}",
    idempotency: "safe",
    effect: "read",
    params: installParams,
    response: installSchema,
    deprecated: USE_AUTO_INSTALL,
  }),
  list: endpoint("installs.list", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs",
    idempotency: "safe",
    effect: "read",
    params: deviceParams,
    fromWire: emptyListAs("install"),
    response: installsListResponseSchema,
    deprecated: USE_AUTO_INSTALL,
  }),
  update: endpoint("installs.update", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs/{installId}",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateInstallParams,
    wholeResource: { readOnly: ["installState"] },
    response: installSchema,
    deprecated: USE_AUTO_INSTALL,
  }),
};

/**
 * Apps on devices.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Installs extends Resource {
  /**
   * Requests a device to remove an app. The app is listed until then. Removing an absent app is not an error.
   *
   * @deprecated Use `autoInstallPolicy` of {@link Devices.update}.
   * @example
   * ```ts
   * await client.installs.delete({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   installId: "app:com.google.android.gm",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/installs/delete
   */
  delete(params: InstallParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(installsEndpoints.delete, params, options);
  }

  /**
   * Gets the state of an app on a device.
   *
   * @deprecated Use `autoInstallPolicy` of {@link Devices.update}.
   * @example
   * ```ts
   * const install = await client.installs.get({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   installId: "app:com.google.android.gm",
   * });
   * console.log(install);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/installs/get
   */
  get(params: InstallParams, options?: CallOptions): ResponsePromise<Install> {
    return this.call(installsEndpoints.get, params, options);
  }

  /**
   * Lists the apps on a device.
   *
   * @deprecated Use `autoInstallPolicy` of {@link Devices.update}.
   * @example
   * ```ts
   * const { install } = await client.installs.list({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   * });
   * console.log(install);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/installs/list
   */
  list(params: DeviceParams, options?: CallOptions): ResponsePromise<InstallsListResponse> {
    return this.call(installsEndpoints.list, params, options);
  }

  /**
   * Requests a device to install the latest version of an app, or to update to it.
   *
   * @deprecated Use `autoInstallPolicy` of {@link Devices.update}.
   * @example
   * ```ts
   * const install = await client.installs.update({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   installId: "app:com.google.android.gm",
   * });
   * console.log(install);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/installs/update
   */
  update(params: UpdateInstallParams, options?: CallOptions): ResponsePromise<Install> {
    return this.call(installsEndpoints.update, params, options);
  }
}
