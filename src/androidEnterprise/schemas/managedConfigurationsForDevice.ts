/** How apps are configured on single devices. */
import { listOf, objectOf, type Schema } from "../../core/schema.js";
import { type ManagedConfiguration, managedConfigurationSchema } from "./managedConfiguration.js";

/** The managed configurations of a device. */
export interface ManagedConfigurationsForDeviceListResponse {
  /** The configurations, with only `productId` set. Empty if there are none. */
  managedConfigurationForDevice: ManagedConfiguration[];
}

export const managedConfigurationsForDeviceListResponseSchema: Schema<ManagedConfigurationsForDeviceListResponse> =
  objectOf<ManagedConfigurationsForDeviceListResponse>()(
    () => ({ managedConfigurationForDevice: listOf(managedConfigurationSchema) }),
    { managedConfigurationForDevice: true },
  );
