/** How apps are configured for users. */
import { listOf, objectOf, type Schema } from "../../core/schema.js";
import { type ManagedConfiguration, managedConfigurationSchema } from "./managedConfiguration.js";

/** The managed configurations of a user. */
export interface ManagedConfigurationsForUserListResponse {
  /** The configurations, with only `productId` set. Empty if there are none. */
  managedConfigurationForUser: ManagedConfiguration[];
}

export const managedConfigurationsForUserListResponseSchema: Schema<ManagedConfigurationsForUserListResponse> =
  objectOf<ManagedConfigurationsForUserListResponse>()(
    () => ({ managedConfigurationForUser: listOf(managedConfigurationSchema) }),
    { managedConfigurationForUser: true },
  );
