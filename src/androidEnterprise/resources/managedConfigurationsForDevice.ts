/** `managedconfigurationsfordevice`: managed configurations of apps on single devices. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { fieldsOf, inputsOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { USE_MANAGED_CONFIGURATION } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type ManagedConfiguration,
  type ManagedConfigurationInput,
  type ManagedConfigurationsForDeviceListResponse,
  managedConfigurationFields,
  managedConfigurationSchema,
  managedConfigurationsForDeviceListResponseSchema,
} from "../schemas/managedConfiguration.js";
import { type DeviceParams, deviceIds, deviceParams, deviceRequired } from "./params.js";

/** Identifies an app's configuration on a device. */
export interface ManagedConfigurationForDeviceParams extends DeviceParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  managedConfigurationForDeviceId: string;
}

/** The device and the app, and the app's configuration. */
export interface UpdateManagedConfigurationForDeviceParams
  extends ManagedConfigurationForDeviceParams,
    ManagedConfigurationInput {}

const managedConfigurationIds = fieldsOf<ManagedConfigurationForDeviceParams>()({
  ...deviceIds,
  managedConfigurationForDeviceId: nonEmptyString,
});
const managedConfigurationRequired = { ...deviceRequired, managedConfigurationForDeviceId: true } as const;

const managedConfigurationForDeviceParams = objectOf<ManagedConfigurationForDeviceParams>()(
  () => managedConfigurationIds,
  managedConfigurationRequired,
);

const updateManagedConfigurationForDeviceParams = objectOf<UpdateManagedConfigurationForDeviceParams>()(
  () => ({ ...managedConfigurationIds, ...inputsOf(managedConfigurationFields()) }),
  managedConfigurationRequired,
);

export const managedConfigurationsForDeviceEndpoints = {
  delete: endpoint("managedconfigurationsfordevice.delete", {
    http: "DELETE /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice/{managedConfigurationForDeviceId}",
    idempotency: "safe",
    effect: "destroy",
    params: managedConfigurationForDeviceParams,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
  get: endpoint("managedconfigurationsfordevice.get", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice/{managedConfigurationForDeviceId}",
    idempotency: "safe",
    effect: "read",
    params: managedConfigurationForDeviceParams,
    response: managedConfigurationSchema,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
  list: endpoint("managedconfigurationsfordevice.list", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice",
    idempotency: "safe",
    effect: "read",
    params: deviceParams,
    fromWire: emptyListAs("managedConfigurationForDevice"),
    response: managedConfigurationsForDeviceListResponseSchema,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
  update: endpoint("managedconfigurationsfordevice.update", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice/{managedConfigurationForDeviceId}",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateManagedConfigurationForDeviceParams,
    wholeResource: { readOnly: [] },
    response: managedConfigurationSchema,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
};

/**
 * Managed configurations of apps on single devices.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ManagedConfigurationsForDevice extends Resource {
  /**
   * Removes an app's configuration from a device.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * await client.managedconfigurationsfordevice.delete({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   managedConfigurationForDeviceId: "app:com.google.android.gm",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsfordevice/delete
   */
  delete(params: ManagedConfigurationForDeviceParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(managedConfigurationsForDeviceEndpoints.delete, params, options);
  }

  /**
   * Gets an app's configuration on a device.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * const managedConfiguration = await client.managedconfigurationsfordevice.get({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   managedConfigurationForDeviceId: "app:com.google.android.gm",
   * });
   * console.log(managedConfiguration);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsfordevice/get
   */
  get(params: ManagedConfigurationForDeviceParams, options?: CallOptions): ResponsePromise<ManagedConfiguration> {
    return this.call(managedConfigurationsForDeviceEndpoints.get, params, options);
  }

  /**
   * Lists the apps that are configured on a device. Only the product ids are set.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * const { managedConfigurationForDevice } = await client.managedconfigurationsfordevice.list({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   * });
   * console.log(managedConfigurationForDevice);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsfordevice/list
   */
  list(params: DeviceParams, options?: CallOptions): ResponsePromise<ManagedConfigurationsForDeviceListResponse> {
    return this.call(managedConfigurationsForDeviceEndpoints.list, params, options);
  }

  /**
   * Configures an app on a device.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * const managedConfiguration = await client.managedconfigurationsfordevice.update({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   deviceId: "3a1b2c3d4e5f6789",
   *   managedConfigurationForDeviceId: "app:com.google.android.gm",
   *   managedProperty: [{ key: "signature", valueString: "Sent from work" }],
   * });
   * console.log(managedConfiguration);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsfordevice/update
   */
  update(
    params: UpdateManagedConfigurationForDeviceParams,
    options?: CallOptions,
  ): ResponsePromise<ManagedConfiguration> {
    return this.call(managedConfigurationsForDeviceEndpoints.update, params, options);
  }
}
