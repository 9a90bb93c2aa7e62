/** `managedconfigurationssettings`: settings made on the managed configurations page. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { type ProductParams, productParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, int64, listOf, objectOf, schemaOf, withList } from "./shapes.js";

/** Settings of an app, as made on the managed configurations page. */
export interface ManagedConfigurationsSettings {
  /** Id of the settings. */
  mcmId: string;
  /** Name of the settings. */
  name?: string;
  /** When they last changed, in milliseconds since the epoch. */
  lastUpdatedTimestampMillis?: string;
}

/** The settings of an app. */
export interface ManagedConfigurationsSettingsListResponse {
  /** Empty when there are none. */
  managedConfigurationsSettings: ManagedConfigurationsSettings[];
}

const managedConfigurationsSettingsSchema = () =>
  schemaOf<ManagedConfigurationsSettings>()(
    objectOf(
      {
        mcmId: z.string(),
        name: z.string(),
        lastUpdatedTimestampMillis: int64(),
      },
      "mcmId",
    ),
  );

const managedConfigurationsSettingsListResponseSchema = () =>
  schemaOf<ManagedConfigurationsSettingsListResponse>()(
    objectOf(
      { managedConfigurationsSettings: listOf(managedConfigurationsSettingsSchema()) },
      "managedConfigurationsSettings",
    ),
  );

const managedConfigurationsSettingsListResponseCheck = answerOf<ManagedConfigurationsSettingsListResponse>(
  managedConfigurationsSettingsListResponseSchema,
);

export const managedconfigurationssettingsEndpoints = {
  list: endpoint({
    id: "androidenterprise.managedconfigurationssettings.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}/managedConfigurationsSettings",
    scopes: SCOPES,
    idempotency: "safe",
    params: productParams,
    respell: withList("managedConfigurationsSettings"),
    response: managedConfigurationsSettingsListResponseCheck,
  }),
};

/** Settings made on the managed configurations page. */
export class Managedconfigurationssettings extends Resource {
  /**
   * Lists the settings that were made for an app on the managed configurations page.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { managedConfigurationsSettings } = await client.managedconfigurationssettings.list({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   * });
   * console.log(managedConfigurationsSettings);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationssettings/list
   */
  list(params: ProductParams, options?: CallOptions): Promise<ManagedConfigurationsSettingsListResponse> {
    return this.call(managedconfigurationssettingsEndpoints.list, params, options);
  }
}
