/** `managedconfigurationssettings`: settings from the managed configurations page. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type ManagedConfigurationsSettingsListResponse,
  managedConfigurationsSettingsListResponseSchema,
} from "../schemas/managedConfigurationsSettings.js";
import { type ProductParams, productParams } from "./params.js";

export const managedConfigurationsSettingsEndpoints = {
  list: endpoint("managedconfigurationssettings.list", {
    http: "GET /enterprises/{enterpriseId}/products/{productId}/managedConfigurationsSettings",
    idempotency: "safe",
    effect: "read",
    params: productParams,
    fromWire: emptyListAs("managedConfigurationsSettings"),
    response: managedConfigurationsSettingsListResponseSchema,
  }),
};

/**
 * Settings from the managed configurations page.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ManagedConfigurationsSettingsResource extends Resource {
  /**
   * Lists the settings of an app from the managed configurations page.
   *
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
  list(params: ProductParams, options?: CallOptions): ResponsePromise<ManagedConfigurationsSettingsListResponse> {
    return this.call(managedConfigurationsSettingsEndpoints.list, params, options);
  }
}
