/** `grouplicenses`: enterprises' licenses for apps. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { nonEmptyString, objectOf } from "../../core/schema.js";
import { USE_POLICY } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type GroupLicense,
  type GroupLicensesListResponse,
  groupLicenseSchema,
  groupLicensesListResponseSchema,
} from "../schemas/groupLicense.js";
import { type EnterpriseParams, enterpriseIds, enterpriseParams, enterpriseRequired } from "./params.js";

/** Identifies an enterprise's license for an app. */
export interface GroupLicenseParams extends EnterpriseParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  groupLicenseId: string;
}

export const groupLicenseParams = objectOf<GroupLicenseParams>()(
  () => ({ ...enterpriseIds, groupLicenseId: nonEmptyString }),
  {
    ...enterpriseRequired,
    groupLicenseId: true,
  },
);

export const groupLicensesEndpoints = {
  get: endpoint("grouplicenses.get", {
    http: "GET /enterprises/{enterpriseId}/groupLicenses/{groupLicenseId}",
    idempotency: "safe",
    effect: "read",
    params: groupLicenseParams,
    response: groupLicenseSchema,
    deprecated: USE_POLICY,
  }),
  list: endpoint("grouplicenses.list", {
    http: "GET /enterprises/{enterpriseId}/groupLicenses",
    idempotency: "safe",
    effect: "read",
    params: enterpriseParams,
    fromWire: emptyListAs("groupLicense"),
    response: groupLicensesListResponseSchema,
    deprecated: USE_POLICY,
  }),
};

/**
 * Enterprises' licenses for apps.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class GroupLicenses extends Resource {
  /**
   * Gets an enterprise's license for an app.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const groupLicense = await client.grouplicenses.get({
   *   enterpriseId: "LC00lwk1yg",
   *   groupLicenseId: "app:com.google.android.gm",
   * });
   * console.log(groupLicense);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/grouplicenses/get
   */
  get(params: GroupLicenseParams, options?: CallOptions): ResponsePromise<GroupLicense> {
    return this.call(groupLicensesEndpoints.get, params, options);
  }

  /**
   * Lists the apps that an enterprise has licenses for. Only the product ids are set.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const { groupLicense } = await client.grouplicenses.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(groupLicense);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/grouplicenses/list
   */
  list(params: EnterpriseParams, options?: CallOptions): ResponsePromise<GroupLicensesListResponse> {
    return this.call(groupLicensesEndpoints.list, params, options);
  }
}
