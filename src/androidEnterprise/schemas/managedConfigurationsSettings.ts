/** Settings of apps, made on the managed configurations page. */
import { int64, listOf, objectOf, type Schema, string } from "../../core/schema.js";

/** Settings of an app that were made on the managed configurations page. */
export interface ManagedConfigurationsSettings {
  /** Id of the settings. */
  mcmId: string;
  /** Name of the settings. */
  name?: string;
  /** When they last changed, in milliseconds since the epoch. */
  lastUpdatedTimestampMillis?: string;
}

/** The settings of an app that were made on the managed configurations page. */
export interface ManagedConfigurationsSettingsListResponse {
  /** The settings. Empty if there are none. */
  managedConfigurationsSettings: ManagedConfigurationsSettings[];
}

const managedConfigurationsSettingsSchema: Schema<ManagedConfigurationsSettings> =
  objectOf<ManagedConfigurationsSettings>()(
    () => ({
      mcmId: string,
      name: string,
      lastUpdatedTimestampMillis: int64,
    }),
    { mcmId: true },
  );

export const managedConfigurationsSettingsListResponseSchema: Schema<ManagedConfigurationsSettingsListResponse> =
  objectOf<ManagedConfigurationsSettingsListResponse>()(
    () => ({ managedConfigurationsSettings: listOf(managedConfigurationsSettingsSchema) }),
    { managedConfigurationsSettings: true },
  );
