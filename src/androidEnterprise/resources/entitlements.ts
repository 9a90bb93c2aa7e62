/** `entitlements`: users' entitlements to apps. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { boolean, fieldsOf, type Input, inputsOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { USE_POLICY } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type Entitlement,
  type EntitlementsListResponse,
  entitlementFields,
  entitlementSchema,
  entitlementsListResponseSchema,
} from "../schemas/entitlement.js";
import { type UserParams, userIds, userParams, userRequired } from "./params.js";

/** Identifies a user's entitlement to an app. */
export interface EntitlementParams extends UserParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  entitlementId: string;
}

/** A user's entitlement to an app, and its reason. */
export interface UpdateEntitlementParams extends EntitlementParams, Input<Partial<Entitlement>> {
  /** Also install the app on the user's devices. The call succeeds even if an install fails. */
  install?: boolean | undefined;
}

const entitlementIds = fieldsOf<EntitlementParams>()({ ...userIds, entitlementId: nonEmptyString });
const entitlementRequired = { ...userRequired, entitlementId: true } as const;

const entitlementParams = objectOf<EntitlementParams>()(() => entitlementIds, entitlementRequired);

const updateEntitlementParams = objectOf<UpdateEntitlementParams>()(
  () => ({ ...entitlementIds, install: boolean, ...inputsOf(entitlementFields()) }),
  entitlementRequired,
);

export const entitlementsEndpoints = {
  delete: endpoint("entitlements.delete", {
    http: "DELETE /enterprises/{enterpriseId}/users/{userId}/entitlements/{entitlementId}",
    idempotency: "safe",
    effect: "destroy",
    params: entitlementParams,
    deprecated: USE_POLICY,
  }),
  get: endpoint("entitlements.get", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/entitlements/{entitlementId}",
    idempotency: "safe",
    effect: "read",
    params: entitlementParams,
    response: entitlementSchema,
    deprecated: USE_POLICY,
  }),
  list: endpoint("entitlements.list", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/entitlements",
    idempotency: "safe",
    effect: "read",
    params: userParams,
    fromWire: emptyListAs("entitlement"),
    response: entitlementsListResponseSchema,
    deprecated: USE_POLICY,
  }),
  update: endpoint("entitlements.update", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/entitlements/{entitlementId}",
    query: ["install"],
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateEntitlementParams,
    wholeResource: { readOnly: [] },
    response: entitlementSchema,
    deprecated: USE_POLICY,
  }),
};

/**
 * Users' entitlements to apps.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Entitlements extends Resource {
  /**
   * Removes a user's entitlement to an app.
   *
   * @deprecated Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * await client.entitlements.delete({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   entitlementId: "app:com.google.android.gm",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/entitlements/delete
   */
  delete(params: EntitlementParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(entitlementsEndpoints.delete, params, options);
  }

  /**
   * Gets a user's entitlement to an app.
   *
   * @deprecated Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const entitlement = await client.entitlements.get({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   entitlementId: "app:com.google.android.gm",
   * });
   * console.log(entitlement);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/entitlements/get
   */
  get(params: EntitlementParams, options?: CallOptions): ResponsePromise<Entitlement> {
    return this.call(entitlementsEndpoints.get, params, options);
  }

  /**
   * Lists the apps that a user is entitled to. Only the product ids are set.
   *
   * @deprecated Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const { entitlement } = await client.entitlements.list({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(entitlement);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/entitlements/list
   */
  list(params: UserParams, options?: CallOptions): ResponsePromise<EntitlementsListResponse> {
    return this.call(entitlementsEndpoints.list, params, options);
  }

  /**
   * Entitles a user to an app, or changes the entitlement.
   *
   * @deprecated Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const entitlement = await client.entitlements.update({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   entitlementId: "app:com.google.android.gm",
   *   reason: "free",
   *   install: true,
   * });
   * console.log(entitlement);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/entitlements/update
   */
  update(params: UpdateEntitlementParams, options?: CallOptions): ResponsePromise<Entitlement> {
    return this.call(entitlementsEndpoints.update, params, options);
  }
}
