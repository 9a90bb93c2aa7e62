/** `installs`: apps on devices. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_AUTO_INSTALL } from "./deprecations.js";
import { type DeviceParams, deviceParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, int32, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";

/** An app that is on a device or on its way there. */
export interface Install {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Whether the app is there yet. Only in answers. */
  installState?: "installed" | "installPending" | (string & {});
  /** Version that is installed. Sure to be set only once `installState` is `installed`. */
  versionCode?: number;
}

/** The apps on a device. */
export interface InstallsListResponse {
  /** Empty when there are none. */
  install: Install[];
}

/** An app on a device. */
export interface InstallParams extends DeviceParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  installId: string;
}

/** An app on a device. Google installs the latest version: `versionCode` chooses none. */
export interface UpdateInstallParams extends InstallParams, Sendable<Partial<Omit<Install, "installState">>> {}

const installFields = () => ({
  productId: z.string(),
  versionCode: int32(),
});

const installSchema = () =>
  schemaOf<Install>()(
    objectOf({ ...installFields(), installState: z.enum(["installed", "installPending"]) }, "productId"),
  );

const installCheck = answerOf<Install>(installSchema);

const installsListResponseCheck = answerOf<InstallsListResponse>(() =>
  schemaOf<InstallsListResponse>()(objectOf({ install: listOf(installSchema()) }, "install")),
);

const installParams = checkOf<InstallParams>(() =>
  z.toZod<InstallParams>()(open(ids("enterpriseId", "userId", "deviceId", "installId"))),
);

const updateInstallParams = checkOf<UpdateInstallParams>(() =>
  z.toZod<UpdateInstallParams>()(
    open({ ...ids("enterpriseId", "userId", "deviceId", "installId"), ...optionalBut(installFields()) }),
  ),
);

export const installsEndpoints = {
  delete: endpoint({
    id: "androidenterprise.installs.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs/{installId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: installParams,
    deprecated: deprecated("installs.delete", USE_AUTO_INSTALL),
  }),
  get: endpoint({
    id: "androidenterprise.installs.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs/{installId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: installParams,
    response: installCheck,
    deprecated: deprecated("installs.get", USE_AUTO_INSTALL),
  }),
  list: endpoint({
    id: "androidenterprise.installs.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs",
    scopes: SCOPES,
    idempotency: "safe",
    params: deviceParams,
    respell: withList("install"),
    response: installsListResponseCheck,
    deprecated: deprecated("installs.list", USE_AUTO_INSTALL),
  }),
  update: endpoint({
    id: "androidenterprise.installs.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/installs/{installId}",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateInstallParams,
    response: installCheck,
    deprecated: deprecated("installs.update", USE_AUTO_INSTALL),
  }),
};

/** Apps on devices. */
export class Installs extends Resource {
  /**
   * Asks a device to remove an app. It is listed until the device has done so; an app that is not there is no error.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  delete(params: InstallParams, options?: CallOptions): Promise<void> {
    return this.call(installsEndpoints.delete, params, options);
  }

  /**
   * Reads about an app on a device.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: InstallParams, options?: CallOptions): Promise<Install> {
    return this.call(installsEndpoints.get, params, options);
  }

  /**
   * Lists the apps on a device.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  list(params: DeviceParams, options?: CallOptions): Promise<InstallsListResponse> {
    return this.call(installsEndpoints.list, params, options);
  }

  /**
   * Asks a device to install the latest version of an app, or to update to it.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateInstallParams, options?: CallOptions): Promise<Install> {
    return this.call(installsEndpoints.update, params, options);
  }
}
