/** `managedconfigurationsforuser`: how apps are configured for users. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_MANAGED_CONFIGURATION } from "./deprecations.js";
import {
  type ManagedConfiguration,
  managedConfigurationCheck,
  managedConfigurationFields,
  managedConfigurationSchema,
} from "./managedConfiguration.js";
import { type UserParams, userParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";

/** The managed configurations of a user. Only the product ids are set. */
export interface ManagedConfigurationsForUserListResponse {
  /** Empty when there are none. */
  managedConfigurationForUser: ManagedConfiguration[];
}

/** An app's configuration for a user. */
export interface ManagedConfigurationForUserParams extends UserParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  managedConfigurationForUserId: string;
}

/** Which app is configured for which user, and how. */
export interface UpdateManagedConfigurationForUserParams
  extends ManagedConfigurationForUserParams,
    Sendable<ManagedConfiguration> {}

const managedConfigurationsForUserListResponseSchema = () =>
  schemaOf<ManagedConfigurationsForUserListResponse>()(
    objectOf({ managedConfigurationForUser: listOf(managedConfigurationSchema()) }, "managedConfigurationForUser"),
  );

const managedConfigurationsForUserListResponseCheck = answerOf<ManagedConfigurationsForUserListResponse>(
  managedConfigurationsForUserListResponseSchema,
);

const managedConfigurationForUserParams = checkOf<ManagedConfigurationForUserParams>(() =>
  z.toZod<ManagedConfigurationForUserParams>()(open(ids("enterpriseId", "userId", "managedConfigurationForUserId"))),
);

const updateManagedConfigurationForUserParams = checkOf<UpdateManagedConfigurationForUserParams>(() =>
  z.toZod<UpdateManagedConfigurationForUserParams>()(
    open({
      ...ids("enterpriseId", "userId", "managedConfigurationForUserId"),
      ...optionalBut(managedConfigurationFields()),
    }),
  ),
);

export const managedconfigurationsforuserEndpoints = {
  delete: endpoint({
    id: "androidenterprise.managedconfigurationsforuser.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser/{managedConfigurationForUserId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: managedConfigurationForUserParams,
    deprecated: deprecated("managedconfigurationsforuser.delete", USE_MANAGED_CONFIGURATION),
  }),
  get: endpoint({
    id: "androidenterprise.managedconfigurationsforuser.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser/{managedConfigurationForUserId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: managedConfigurationForUserParams,
    response: managedConfigurationCheck,
    deprecated: deprecated("managedconfigurationsforuser.get", USE_MANAGED_CONFIGURATION),
  }),
  list: endpoint({
    id: "androidenterprise.managedconfigurationsforuser.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser",
    scopes: SCOPES,
    idempotency: "safe",
    params: userParams,
    respell: withList("managedConfigurationForUser"),
    response: managedConfigurationsForUserListResponseCheck,
    deprecated: deprecated("managedconfigurationsforuser.list", USE_MANAGED_CONFIGURATION),
  }),
  update: endpoint({
    id: "androidenterprise.managedconfigurationsforuser.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/managedConfigurationsForUser/{managedConfigurationForUserId}",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateManagedConfigurationForUserParams,
    response: managedConfigurationCheck,
    deprecated: deprecated("managedconfigurationsforuser.update", USE_MANAGED_CONFIGURATION),
  }),
};

/** How apps are configured for users. */
export class Managedconfigurationsforuser extends Resource {
  /**
   * Removes an app's configuration from a user.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  delete(params: ManagedConfigurationForUserParams, options?: CallOptions): Promise<void> {
    return this.call(managedconfigurationsforuserEndpoints.delete, params, options);
  }

  /**
   * Reads how an app is configured for a user.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: ManagedConfigurationForUserParams, options?: CallOptions): Promise<ManagedConfiguration> {
    return this.call(managedconfigurationsforuserEndpoints.get, params, options);
  }

  /**
   * Lists the apps that are configured for a user. Only the product ids are set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  list(params: UserParams, options?: CallOptions): Promise<ManagedConfigurationsForUserListResponse> {
    return this.call(managedconfigurationsforuserEndpoints.list, params, options);
  }

  /**
   * Configures an app for a user: by its properties, or by settings of the managed configurations page.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateManagedConfigurationForUserParams, options?: CallOptions): Promise<ManagedConfiguration> {
    return this.call(managedconfigurationsforuserEndpoints.update, params, options);
  }
}
