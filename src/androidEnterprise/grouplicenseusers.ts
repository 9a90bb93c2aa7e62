/** `grouplicenseusers`: who holds an enterprise's licenses. */
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { deprecated, USE_POLICY } from "./deprecations.js";
import { type GroupLicenseParams, groupLicenseParams } from "./grouplicenses.js";
import { SCOPES } from "./scopes.js";
import { answerOf, listOf, objectOf, schemaOf, withList } from "./shapes.js";
import { type User, userSchema } from "./user.js";

/** The users who hold a license. */
export interface GroupLicenseUsersListResponse {
  /** Empty when there are none. */
  user: User[];
}

const groupLicenseUsersListResponseCheck = answerOf<GroupLicenseUsersListResponse>(() =>
  schemaOf<GroupLicenseUsersListResponse>()(objectOf({ user: listOf(userSchema()) }, "user")),
);

export const grouplicenseusersEndpoints = {
  list: endpoint({
    id: "androidenterprise.grouplicenseusers.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/groupLicenses/{groupLicenseId}/users",
    scopes: SCOPES,
    idempotency: "safe",
    params: groupLicenseParams,
    respell: withList("user"),
    response: groupLicenseUsersListResponseCheck,
    deprecated: deprecated("grouplicenseusers.list", USE_POLICY),
  }),
};

/** Who holds an enterprise's licenses. */
export class Grouplicenseusers extends Resource {
  /**
   * Lists the users who hold a license for an app. Only their ids are sure to be set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
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
  list(params: GroupLicenseParams, options?: CallOptions): Promise<GroupLicenseUsersListResponse> {
    return this.call(grouplicenseusersEndpoints.list, params, options);
  }
}
