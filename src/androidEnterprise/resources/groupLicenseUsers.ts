/** `grouplicenseusers`: users who hold an enterprise's licenses. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { USE_POLICY } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import { type GroupLicenseUsersListResponse, groupLicenseUsersListResponseSchema } from "../schemas/groupLicense.js";
import { type GroupLicenseParams, groupLicenseParams } from "./groupLicenses.js";

export const groupLicenseUsersEndpoints = {
  list: endpoint("grouplicenseusers.list", {
    http: "GET /enterprises/{enterpriseId}/groupLicenses/{groupLicenseId}/users",
    idempotency: "safe",
    effect: "read",
    params: groupLicenseParams,
    fromWire: emptyListAs("user"),
    response: groupLicenseUsersListResponseSchema,
    deprecated: USE_POLICY,
  }),
};

/**
 * Users who hold an enterprise's licenses.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class GroupLicenseUsers extends Resource {
  /**
   * Lists the users who hold a license for an app. Google guarantees only that their ids are set.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const { user } = await client.grouplicenseusers.list({
   *   enterpriseId: "LC00lwk1yg",
   *   groupLicenseId: "app:com.google.android.gm",
   * });
   * console.log(user);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/grouplicenseusers/list
   */
  list(params: GroupLicenseParams, options?: CallOptions): ResponsePromise<GroupLicenseUsersListResponse> {
    return this.call(groupLicenseUsersEndpoints.list, params, options);
  }
}
