/** `managedconfigurationsforuser`: managed configurations of apps for users. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { fieldsOf, inputsOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { USE_MANAGED_CONFIGURATION } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type ManagedConfiguration,
  type ManagedConfigurationInput,
  type ManagedConfigurationsForUserListResponse,
  managedConfigurationFields,
  managedConfigurationSchema,
  managedConfigurationsForUserListResponseSchema,
} from "../schemas/managedConfiguration.js";
import { type UserParams, userIds, userParams, userRequired } from "./params.js";

/** Identifies an app's configuration for a user. */
export interface ManagedConfigurationForUserParams extends UserParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  managedConfigurationForUserId: string;
}

/** The user and the app, and the app's configuration. */
export interface UpdateManagedConfigurationForUserParams
  extends ManagedConfigurationForUserParams,
    ManagedConfigurationInput {}

const managedConfigurationIds = fieldsOf<ManagedConfigurationForUserParams>()({
  ...userIds,
  managedConfigurationForUserId: nonEmptyString,
});
const managedConfigurationRequired = { ...userRequired, managedConfigurationForUserId: true } as const;

const managedConfigurationForUserParams = objectOf<ManagedConfigurationForUserParams>()(
  () => managedConfigurationIds,
  managedConfigurationRequired,
);

const updateManagedConfigurationForUserParams = objectOf<UpdateManagedConfigurationForUserParams>()(
  () => ({ ...managedConfigurationIds, ...inputsOf(managedConfigurationFields()) }),
  managedConfigurationRequired,
);

export const managedConfigurationsForUserEndpoints = {
  delete: endpoint("managedconfigurationsforuser.delete", {
    http: "DELETE /enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser/{managedConfigurationForUserId}",
    idempotency: "safe",
    effect: "destroy",
    params: managedConfigurationForUserParams,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
  get: endpoint("managedconfigurationsforuser.get", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser/{managedConfigurationForUserId}",
    idempotency: "safe",
    effect: "read",
    params: managedConfigurationForUserParams,
    response: managedConfigurationSchema,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
  list: endpoint("managedconfigurationsforuser.list", {
    http: "GET /enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser",
    idempotency: "safe",
    effect: "read",
    params: userParams,
    fromWire: emptyListAs("managedConfigurationForUser"),
    response: managedConfigurationsForUserListResponseSchema,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
  update: endpoint("managedconfigurationsforuser.update", {
    http: "PUT /enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser/{managedConfigurationForUserId}",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateManagedConfigurationForUserParams,
    wholeResource: { readOnly: [] },
    response: managedConfigurationSchema,
    deprecated: USE_MANAGED_CONFIGURATION,
  }),
};

/**
 * Managed configurations of apps for users.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ManagedConfigurationsForUser extends Resource {
  /**
   * Removes an app's configuration from a user.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * await client.managedconfigurationsforuser.delete({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   managedConfigurationForUserId: "app:com.google.android.gm",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsforuser/delete
   */
  delete(params: ManagedConfigurationForUserParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(managedConfigurationsForUserEndpoints.delete, params, options);
  }

  /**
   * Gets an app's configuration for a user.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * const managedConfiguration = await client.managedconfigurationsforuser.get({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   managedConfigurationForUserId: "app:com.google.android.gm",
   * });
   * console.log(managedConfiguration);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsforuser/get
   */
  get(params: ManagedConfigurationForUserParams, options?: CallOptions): ResponsePromise<ManagedConfiguration> {
    return this.call(managedConfigurationsForUserEndpoints.get, params, options);
  }

  /**
   * Lists the apps that are configured for a user. Only the product ids are set.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * const { managedConfigurationForUser } = await client.managedconfigurationsforuser.list({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   * });
   * console.log(managedConfigurationForUser);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsforuser/list
   */
  list(params: UserParams, options?: CallOptions): ResponsePromise<ManagedConfigurationsForUserListResponse> {
    return this.call(managedConfigurationsForUserEndpoints.list, params, options);
  }

  /**
   * Configures an app for a user, by its properties or by settings from the managed configurations page.
   *
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   * @example
   * ```ts
   * const managedConfiguration = await client.managedconfigurationsforuser.update({
   *   enterpriseId: "LC00lwk1yg",
   *   userId: "110001",
   *   managedConfigurationForUserId: "app:com.google.android.gm",
   *   configurationVariables: { mcmId: "5f3a", variableSet: [{ placeholder: "$FIRSTNAME", userValue: "Ada" }] },
   * });
   * console.log(managedConfiguration);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/managedconfigurationsforuser/update
   */
  update(
    params: UpdateManagedConfigurationForUserParams,
    options?: CallOptions,
  ): ResponsePromise<ManagedConfiguration> {
    return this.call(managedConfigurationsForUserEndpoints.update, params, options);
  }
}
