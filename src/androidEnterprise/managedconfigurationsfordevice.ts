/** `managedconfigurationsfordevice`: how apps are configured on single devices. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_MANAGED_CONFIGURATION } from "./deprecations.js";
import {
  type ManagedConfiguration,
  managedConfigurationCheck,
  managedConfigurationFields,
  managedConfigurationSchema,
} from "./managedConfiguration.js";
import { type DeviceParams, deviceParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";

/** The managed configurations of a device. Only the product ids are set. */
export interface ManagedConfigurationsForDeviceListResponse {
  /** Empty when there are none. */
  managedConfigurationForDevice: ManagedConfiguration[];
}

/** An app's configuration on a device. */
export interface ManagedConfigurationForDeviceParams extends DeviceParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  managedConfigurationForDeviceId: string;
}

/** Which app is configured on which device, and how. */
export interface UpdateManagedConfigurationForDeviceParams
  extends ManagedConfigurationForDeviceParams,
    Sendable<ManagedConfiguration> {}

const managedConfigurationsForDeviceListResponseSchema = () =>
  schemaOf<ManagedConfigurationsForDeviceListResponse>()(
    objectOf({ managedConfigurationForDevice: listOf(managedConfigurationSchema()) }, "managedConfigurationForDevice"),
  );

const managedConfigurationsForDeviceListResponseCheck = answerOf<ManagedConfigurationsForDeviceListResponse>(
  managedConfigurationsForDeviceListResponseSchema,
);

const managedConfigurationForDeviceParams = checkOf<ManagedConfigurationForDeviceParams>(() =>
  z.toZod<ManagedConfigurationForDeviceParams>()(
    open(ids("enterpriseId", "userId", "deviceId", "managedConfigurationForDeviceId")),
  ),
);

const updateManagedConfigurationForDeviceParams = checkOf<UpdateManagedConfigurationForDeviceParams>(() =>
  z.toZod<UpdateManagedConfigurationForDeviceParams>()(
    open({
      ...ids("enterpriseId", "userId", "deviceId", "managedConfigurationForDeviceId"),
      ...optionalBut(managedConfigurationFields()),
    }),
  ),
);

export const managedconfigurationsfordeviceEndpoints = {
  delete: endpoint({
    id: "androidenterprise.managedconfigurationsfordevice.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice/{managedConfigurationForDeviceId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: managedConfigurationForDeviceParams,
    deprecated: deprecated("managedconfigurationsfordevice.delete", USE_MANAGED_CONFIGURATION),
  }),
  get: endpoint({
    id: "androidenterprise.managedconfigurationsfordevice.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice/{managedConfigurationForDeviceId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: managedConfigurationForDeviceParams,
    response: managedConfigurationCheck,
    deprecated: deprecated("managedconfigurationsfordevice.get", USE_MANAGED_CONFIGURATION),
  }),
  list: endpoint({
    id: "androidenterprise.managedconfigurationsfordevice.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice",
    scopes: SCOPES,
    idempotency: "safe",
    params: deviceParams,
    respell: withList("managedConfigurationForDevice"),
    response: managedConfigurationsForDeviceListResponseCheck,
    deprecated: deprecated("managedconfigurationsfordevice.list", USE_MANAGED_CONFIGURATION),
  }),
  update: endpoint({
    id: "androidenterprise.managedconfigurationsfordevice.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}/managedConfigurationsForDevice/{managedConfigurationForDeviceId}",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateManagedConfigurationForDeviceParams,
    response: managedConfigurationCheck,
    deprecated: deprecated("managedconfigurationsfordevice.update", USE_MANAGED_CONFIGURATION),
  }),
};

/** How apps are configured on single devices. */
export class Managedconfigurationsfordevice extends Resource {
  /**
   * Removes an app's configuration from a device.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  delete(params: ManagedConfigurationForDeviceParams, options?: CallOptions): Promise<void> {
    return this.call(managedconfigurationsfordeviceEndpoints.delete, params, options);
  }

  /**
   * Reads how an app is configured on a device.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: ManagedConfigurationForDeviceParams, options?: CallOptions): Promise<ManagedConfiguration> {
    return this.call(managedconfigurationsfordeviceEndpoints.get, params, options);
  }

  /**
   * Lists the apps that are configured on a device. Only the product ids are set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  list(params: DeviceParams, options?: CallOptions): Promise<ManagedConfigurationsForDeviceListResponse> {
    return this.call(managedconfigurationsfordeviceEndpoints.list, params, options);
  }

  /**
   * Configures an app on a device.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateManagedConfigurationForDeviceParams, options?: CallOptions): Promise<ManagedConfiguration> {
    return this.call(managedconfigurationsfordeviceEndpoints.update, params, options);
  }
}
