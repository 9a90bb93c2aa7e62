/** `users`: user accounts of an enterprise. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { closedEnumOf, type Input, inputsOf, nonEmptyString, objectOf, refined, string } from "../../core/schema.js";
import { USE_POLICY } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import { type AuthenticationToken, authenticationTokenSchema } from "../schemas/authenticationToken.js";
import {
  type ProductSet,
  type ProductVisibilityInput,
  productSetFields,
  productSetSchema,
} from "../schemas/productSet.js";
import { type User, type UsersListResponse, userFields, userSchema, usersListResponseSchema } from "../schemas/user.js";
import {
  type EnterpriseParams,
  enterpriseIds,
  enterpriseRequired,
  type UserParams,
  userIds,
  userParams,
  userRequired,
} from "./params.js";

/** A new user. */
export interface InsertUserParams
  extends EnterpriseParams,
    Input<Partial<Omit<User, "id" | "accountIdentifier" | "accountType">>> {
  /** Your own identifier for the user, such as `user342`. It must not reveal who the person is. */
  accountIdentifier: string;
  /** A `userAccount` can be on several devices, a `deviceAccount` on one. */
  accountType: "deviceAccount" | "userAccount";
}

/**
 * A user. Google changes only `displayName`. Other fields may be left out; if given, they must have their current
 * values.
 */
export interface UpdateUserParams extends UserParams, Input<Partial<User>> {}

/** The user to look up. */
export interface ListUsersParams extends EnterpriseParams {
  /** The exact primary email address of the user. */
  email: string;
}

/** The user, and the products that are available to the user. A `productSetBehavior` of `unknown` is refused. */
export interface SetAvailableProductSetParams extends UserParams, Input<ProductSet> {
  /** Further products, with the tracks that the user can see. A product must not be in `productId` as well. */
  productVisibility?: readonly ProductVisibilityInput[] | undefined;
}

const insertUserParams = objectOf<InsertUserParams>()(
  () => ({
    ...enterpriseIds,
    ...inputsOf(userFields()),
    accountIdentifier: nonEmptyString,
    accountType: closedEnumOf("deviceAccount", "userAccount"),
  }),
  { ...enterpriseRequired, accountIdentifier: true, accountType: true },
);

const updateUserParams = objectOf<UpdateUserParams>()(
  () => ({ ...userIds, id: string, ...inputsOf(userFields()) }),
  userRequired,
);

const listUsersParams = objectOf<ListUsersParams>()(() => ({ ...enterpriseIds, email: nonEmptyString }), {
  ...enterpriseRequired,
  email: true,
});

const setAvailableProductSetParams = objectOf<SetAvailableProductSetParams>()(
  () => ({
    ...userIds,
    ...inputsOf(productSetFields()),
    productSetBehavior: refined(
      productSetFields().productSetBehavior,
      (behavior) => behavior !== "unknown",
      "must not be `unknown`",
    ),
  }),
  userRequired,
);

export const usersEndpoints = {
  delete: endpoint("users.delete", {
    http: "DELETE /enterprises/{enterpriseId}/users/{userId}",
    idempotency: "safe",
    effect: "destroy",
    params: userParams,
  }),
  generateAuthenticationToken: endpoint("users.generateAuthenticationToken", {
    http: "POST /enterprises/{enterpriseId}/users/{userId}/authenticationToken",
    idempotency: "mint",
    effect: "write",
    params: userParams,
    response: authenticationTokenSchema,
  }),
  get: endpoint("users.get", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}",
    idempotency: "safe",
    effect: "read",
    params: userParams,
    response: userSchema,
  }),
  getAvailableProductSet: endpoint("users.getAvailableProductSet", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/availableProductSet",
    idempotency: "safe",
    effect: "read",
    params: userParams,
    response: productSetSchema,
    deprecated: USE_POLICY,
  }),
  insert: endpoint("users.insert", {
    http: "POST /enterprises/{enterpriseId}/users",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: insertUserParams,
    response: userSchema,
  }),
  list: endpoint("users.list", {
    http: "GET /enterprises/{enterpriseId}/users",
    idempotency: "safe",
    effect: "read",
    params: listUsersParams,
    fromWire: emptyListAs("user"),
    response: usersListResponseSchema,
  }),
  revokeDeviceAccess: endpoint("users.revokeDeviceAccess", {
    http: "DELETE /enterprises/{enterpriseId}/users/{userId}/deviceAccess",
    idempotency: "safe",
    effect: "destroy",
    params: userParams,
  }),
  setAvailableProductSet: endpoint("users.setAvailableProductSet", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/availableProductSet",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: setAvailableProductSetParams,
    wholeResource: { readOnly: [] },
    response: productSetSchema,
    deprecated: USE_POLICY,
  }),
  update: endpoint("users.update", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateUserParams,
    wholeResource: { readOnly: [], replaces: true },
    response: userSchema,
  }),
};

/**
 * User accounts of an enterprise.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Users extends Resource {
  /**
   * Deletes an EMM-managed user.
   *
   * @example
   * ```ts
   * await client.users.delete({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/delete
   */
  delete(params: UserParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(usersEndpoints.delete, params, options);
  }

  /**
   * Creates a token with which the device policy client provisions an EMM-managed account on a device.
   *
   * It can be used once and expires after a few minutes: create it when the device is ready, and do not store it. A user
   * can have at most 10 devices. The call is retried after a lost response, as an unused token does no harm.
   *
   * @throws A {@link GoogleApiError} if Google responds with an error, for example for a user that the EMM does not manage.
   * @example
   * ```ts
   * const { token } = await client.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/generateAuthenticationToken
   */
  generateAuthenticationToken(params: UserParams, options?: CallOptions): ResponsePromise<AuthenticationToken> {
    return this.call(usersEndpoints.generateAuthenticationToken, params, options);
  }

  /**
   * Gets a user.
   *
   * @example
   * ```ts
   * const user = await client.users.get({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(user);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/get
   */
  get(params: UserParams, options?: CallOptions): ResponsePromise<User> {
    return this.call(usersEndpoints.get, params, options);
  }

  /**
   * Gets the products that are available to a user.
   *
   * @deprecated Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const productSet = await client.users.getAvailableProductSet({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(productSet);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/getAvailableProductSet
   */
  getAvailableProductSet(params: UserParams, options?: CallOptions): ResponsePromise<ProductSet> {
    return this.call(usersEndpoints.getAvailableProductSet, params, options);
  }

  /**
   * Creates an EMM-managed user.
   *
   * If a user with this `accountIdentifier` exists, Google updates its `displayName` and returns it, so the call is safe
   * to retry.
   *
   * @example
   * ```ts
   * const user = await client.users.insert({
   *   enterpriseId: "LC00lwk1yg",
   *   accountIdentifier: "user342",
   *   accountType: "userAccount",
   * });
   * console.log(user.id);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/insert
   */
  insert(params: InsertUserParams, options?: CallOptions): ResponsePromise<User> {
    return this.call(usersEndpoints.insert, params, options);
  }

  /**
   * Looks up a user by the primary email address.
   *
   * Finds only Google-managed users; `insert` returns the id of the others.
   *
   * @example
   * ```ts
   * const { user } = await client.users.list({ enterpriseId: "LC00lwk1yg", email: "ada@example.com" });
   * console.log(user);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/list
   */
  list(params: ListUsersParams, options?: CallOptions): ResponsePromise<UsersListResponse> {
    return this.call(usersEndpoints.list, params, options);
  }

  /**
   * Revokes the access of all devices of an EMM-managed user to managed Google Play, which frees the slots of all 10
   * devices.
   *
   * @example
   * ```ts
   * await client.users.revokeDeviceAccess({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/revokeDeviceAccess
   */
  revokeDeviceAccess(params: UserParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(usersEndpoints.revokeDeviceAccess, params, options);
  }

  /**
   * Sets which products are available to a user, among those that are or were approved. A result of
   * `getAvailableProductSet` can be passed back.
   *
   * @deprecated Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const productSet = await client.users.setAvailableProductSet({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   productSetBehavior: "whitelist",
   *   productId: ["app:com.google.android.gm"],
   * });
   * console.log(productSet);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/setAvailableProductSet
   */
  setAvailableProductSet(params: SetAvailableProductSetParams, options?: CallOptions): ResponsePromise<ProductSet> {
    return this.call(usersEndpoints.setAvailableProductSet, params, options);
  }

  /**
   * Updates the `displayName` of an EMM-managed user. Other fields may be left out; if given, they must have
   * their current values, so a result of `get` can be passed back.
   *
   * @example
   * ```ts
   * const user = await client.users.update({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   displayName: "Example, Inc.",
   * });
   * console.log(user);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/update
   */
  update(params: UpdateUserParams, options?: CallOptions): ResponsePromise<User> {
    return this.call(usersEndpoints.update, params, options);
  }
}
