/** `entitlements`: users' rights to apps. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_POLICY } from "./deprecations.js";
import { type UserParams, userParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";

/** A user's right to an app. */
export interface Entitlement {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Why the user has it. Google means to replace this by the acquisition kind of the group license. */
  reason?: "free" | "groupLicense" | "userPurchase" | (string & {});
}

/** The entitlements of a user. Only the product ids are set. */
export interface EntitlementsListResponse {
  /** Empty when there are none. */
  entitlement: Entitlement[];
}

/** A user's right to an app. */
export interface EntitlementParams extends UserParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  entitlementId: string;
}

/** A user's right to an app, and why the user has it. */
export interface UpdateEntitlementParams extends EntitlementParams, Sendable<Partial<Entitlement>> {
  /** Also install the app on the user's devices. The call succeeds even where an install fails. */
  install?: boolean | undefined;
}

const entitlementFields = () => ({
  productId: z.string(),
  reason: z.enum(["free", "groupLicense", "userPurchase"]),
});

const entitlementSchema = () => schemaOf<Entitlement>()(objectOf(entitlementFields(), "productId"));

const entitlementCheck = answerOf<Entitlement>(entitlementSchema);

const entitlementsListResponseCheck = answerOf<EntitlementsListResponse>(() =>
  schemaOf<EntitlementsListResponse>()(objectOf({ entitlement: listOf(entitlementSchema()) }, "entitlement")),
);

const entitlementParams = checkOf<EntitlementParams>(() =>
  z.toZod<EntitlementParams>()(open(ids("enterpriseId", "userId", "entitlementId"))),
);

const updateEntitlementParams = checkOf<UpdateEntitlementParams>(() =>
  z.toZod<UpdateEntitlementParams>()(
    open({
      ...ids("enterpriseId", "userId", "entitlementId"),
      ...optionalBut({ install: z.boolean(), ...entitlementFields() }),
    }),
  ),
);

export const entitlementsEndpoints = {
  delete: endpoint({
    id: "androidenterprise.entitlements.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/entitlements/{entitlementId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: entitlementParams,
    deprecated: deprecated("entitlements.delete", USE_POLICY),
  }),
  get: endpoint({
    id: "androidenterprise.entitlements.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/entitlements/{entitlementId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: entitlementParams,
    response: entitlementCheck,
    deprecated: deprecated("entitlements.get", USE_POLICY),
  }),
  list: endpoint({
    id: "androidenterprise.entitlements.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/entitlements",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
    respell: withList("entitlement"),
    response: entitlementsListResponseCheck,
    deprecated: deprecated("entitlements.list", USE_POLICY),
  }),
  update: endpoint({
    id: "androidenterprise.entitlements.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/entitlements/{entitlementId}",
    query: ["install"],
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateEntitlementParams,
    response: entitlementCheck,
    deprecated: deprecated("entitlements.update", USE_POLICY),
  }),
};

/** Users' rights to apps. */
export class Entitlements extends Resource {
  /**
   * Takes the right to an app from a user.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use the policy of {@link Devices.update}.
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
  delete(params: EntitlementParams, options?: CallOptions): Promise<void> {
    return this.call(entitlementsEndpoints.delete, params, options);
  }

  /**
   * Reads a user's right to an app.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use the policy of {@link Devices.update}.
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
  get(params: EntitlementParams, options?: CallOptions): Promise<Entitlement> {
    return this.call(entitlementsEndpoints.get, params, options);
  }

  /**
   * Lists the apps that a user has a right to. Only the product ids are set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use the policy of {@link Devices.update}.
   * @example
   * ```ts
   * const { entitlement } = await client.entitlements.list({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(entitlement);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/entitlements/list
   */
  list(params: UserParams, options?: CallOptions): Promise<EntitlementsListResponse> {
    return this.call(entitlementsEndpoints.list, params, options);
  }

  /**
   * Gives a user the right to an app, or changes it.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use the policy of {@link Devices.update}.
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
  update(params: UpdateEntitlementParams, options?: CallOptions): Promise<Entitlement> {
    return this.call(entitlementsEndpoints.update, params, options);
  }
}
