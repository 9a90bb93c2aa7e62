/** `users`: accounts within an enterprise. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_POLICY } from "./deprecations.js";
import { type EnterpriseParams, type UserParams, userParams } from "./params.js";
import { type ProductSet, productSetCheck, productSetFields } from "./productSet.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, text, withList } from "./shapes.js";
import { type User, userFields, userSchema } from "./user.js";

/** The users of an address. */
export interface UsersListResponse {
  /** Empty when there are none. */
  user: User[];
}

/** A token with which a device policy client adds one user's account to one device. */
export interface AuthenticationToken {
  /** Hand it to the device. It works once and for a few minutes. */
  token: string;
  /** Says nothing. Google's reference shows it, its API description does not. */
  kind?: string;
}

/** A new user. */
export interface InsertUserParams
  extends EnterpriseParams,
    Sendable<Partial<Omit<User, "id" | "accountIdentifier" | "accountType">>> {
  /** Your own name for the user, such as `user342`. Nothing that says who the person is. */
  accountIdentifier: string;
  /** A `userAccount` can be on several devices, a `deviceAccount` on one. */
  accountType: "deviceAccount" | "userAccount";
}

/** A user. Google changes `displayName` alone; other fields may stand as they are. */
export interface UpdateUserParams extends UserParams, Sendable<Partial<User>> {}

/** Which user is looked up. */
export interface ListUsersParams extends EnterpriseParams {
  /** The exact primary address of the user. */
  email: string;
}

/** Which products which user may have. */
export interface SetAvailableProductSetParams extends UserParams, Sendable<Omit<ProductSet, "productSetBehavior">> {
  /**
   * `whitelist`: the listed products; `allApproved`: all that are approved; `includeAll`: all, approved or not.
   * Google's `unknown` must not be sent.
   */
  productSetBehavior?: "whitelist" | "includeAll" | "allApproved" | undefined;
}

const userCheck = answerOf<User>(userSchema);

const usersListResponseCheck = answerOf<UsersListResponse>(() =>
  schemaOf<UsersListResponse>()(objectOf({ user: listOf(userSchema()) }, "user")),
);

const authenticationTokenCheck = answerOf<AuthenticationToken>(() =>
  schemaOf<AuthenticationToken>()(
    objectOf(
      {
        token: z.string(),
        kind: z.string(),
      },
      "token",
    ),
  ),
);

const insertUserParams = checkOf<InsertUserParams>(() =>
  z.toZod<InsertUserParams>()(
    open({
      ...ids("enterpriseId"),
      ...optionalBut({ ...userFields(), accountIdentifier: text() }, "accountIdentifier", "accountType"),
    }),
  ),
);

const updateUserParams = checkOf<UpdateUserParams>(() =>
  z.toZod<UpdateUserParams>()(
    open({ ...ids("enterpriseId", "userId"), ...optionalBut({ id: z.string(), ...userFields() }) }),
  ),
);

const listUsersParams = checkOf<ListUsersParams>(() =>
  z.toZod<ListUsersParams>()(open({ ...ids("enterpriseId"), email: text() })),
);

const setAvailableProductSetParams = checkOf<SetAvailableProductSetParams>(() =>
  z.toZod<SetAvailableProductSetParams>()(
    open({
      ...ids("enterpriseId", "userId"),
      ...optionalBut({ ...productSetFields(), productSetBehavior: z.enum(["whitelist", "includeAll", "allApproved"]) }),
    }),
  ),
);

export const usersEndpoints = {
  delete: endpoint({
    id: "androidenterprise.users.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
  }),
  generateAuthenticationToken: endpoint({
    id: "androidenterprise.users.generateAuthenticationToken",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/authenticationToken",
    scopes: SCOPES,
    idempotency: "mint",
    params: userParams,
    response: authenticationTokenCheck,
  }),
  get: endpoint({
    id: "androidenterprise.users.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
    response: userCheck,
  }),
  getAvailableProductSet: endpoint({
    id: "androidenterprise.users.getAvailableProductSet",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/availableProductSet",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
    response: productSetCheck,
    deprecated: deprecated("users.getAvailableProductSet", USE_POLICY),
  }),
  insert: endpoint({
    id: "androidenterprise.users.insert",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/users",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: insertUserParams,
    response: userCheck,
  }),
  list: endpoint({
    id: "androidenterprise.users.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users",
    scopes: SCOPES,
    idempotency: "safe",
    params: listUsersParams,
    respell: withList("user"),
    response: usersListResponseCheck,
  }),
  revokeDeviceAccess: endpoint({
    id: "androidenterprise.users.revokeDeviceAccess",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/deviceAccess",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
  }),
  setAvailableProductSet: endpoint({
    id: "androidenterprise.users.setAvailableProductSet",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/availableProductSet",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: setAvailableProductSetParams,
    response: productSetCheck,
    deprecated: deprecated("users.setAvailableProductSet", USE_POLICY),
  }),
  update: endpoint({
    id: "androidenterprise.users.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateUserParams,
    response: userCheck,
  }),
};

/** Accounts within an enterprise. */
export class Users extends Resource {
  /**
   * Deletes a user whom the EMM manages.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.users.delete({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/delete
   */
  delete(params: UserParams, options?: CallOptions): Promise<void> {
    return this.call(usersEndpoints.delete, params, options);
  }

  /**
   * Makes a token with which the device policy client provisions an EMM-managed account on a device.
   *
   * It works once, for a few minutes: ask for it when the device is at hand, and do not keep it. A user can have at
   * most 10 devices. A repeat after a lost answer leaves one token unused, which does no harm, so the SDK repeats.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty.
   * @throws {@link GoogleApiError} when Google refuses, as for a user that the EMM does not manage.
   * @example
   * ```ts
   * const { token } = await client.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/generateAuthenticationToken
   */
  generateAuthenticationToken(params: UserParams, options?: CallOptions): Promise<AuthenticationToken> {
    return this.call(usersEndpoints.generateAuthenticationToken, params, options);
  }

  /**
   * Reads a user.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const user = await client.users.get({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(user);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/get
   */
  get(params: UserParams, options?: CallOptions): Promise<User> {
    return this.call(usersEndpoints.get, params, options);
  }

  /**
   * Reads which products a user may have.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use the policy of {@link Devices.update}.
   * @example
   * ```ts
   * const productSet = await client.users.getAvailableProductSet({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * console.log(productSet);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/getAvailableProductSet
   */
  getAvailableProductSet(params: UserParams, options?: CallOptions): Promise<ProductSet> {
    return this.call(usersEndpoints.getAvailableProductSet, params, options);
  }

  /**
   * Creates a user whom the EMM manages.
   *
   * If there is one with this `accountIdentifier`, that user's `displayName` is changed instead and the user is
   * answered, so a repeat is safe.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  insert(params: InsertUserParams, options?: CallOptions): Promise<User> {
    return this.call(usersEndpoints.insert, params, options);
  }

  /**
   * Looks a user up by the primary address.
   *
   * Only for Google-managed users; `insert` answers the id of the others.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { user } = await client.users.list({ enterpriseId: "LC00lwk1yg", email: "ada@example.com" });
   * console.log(user);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/list
   */
  list(params: ListUsersParams, options?: CallOptions): Promise<UsersListResponse> {
    return this.call(usersEndpoints.list, params, options);
  }

  /**
   * Takes managed Google Play away from all devices of a user. The slots of all 10 devices are then free again.
   *
   * Only for users whom the EMM manages.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.users.revokeDeviceAccess({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/revokeDeviceAccess
   */
  revokeDeviceAccess(params: UserParams, options?: CallOptions): Promise<void> {
    return this.call(usersEndpoints.revokeDeviceAccess, params, options);
  }

  /**
   * Sets which products a user may have: of those that are approved or once were.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use the policy of {@link Devices.update}.
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
  setAvailableProductSet(params: SetAvailableProductSetParams, options?: CallOptions): Promise<ProductSet> {
    return this.call(usersEndpoints.setAvailableProductSet, params, options);
  }

  /**
   * Changes the `displayName` of a user whom the EMM manages. Other fields may be given only as they are.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateUserParams, options?: CallOptions): Promise<User> {
    return this.call(usersEndpoints.update, params, options);
  }
}
