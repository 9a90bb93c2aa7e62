/** `permissions`: permissions that apps may require. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { nonEmptyString, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { type Permission, permissionSchema } from "../schemas/permission.js";

/** A permission, and the language of the response. */
export interface GetPermissionParams {
  /** Id of the permission. */
  permissionId: string;
  /** BCP 47 tag of the language of the texts, such as `en-US`. */
  language?: string | undefined;
}

const getPermissionParams = objectOf<GetPermissionParams>()(
  () => ({ permissionId: nonEmptyString, language: nonEmptyString }),
  {
    permissionId: true,
  },
);

export const permissionsEndpoints = {
  get: endpoint("permissions.get", {
    http: "GET /permissions/{permissionId}",
    idempotency: "safe",
    effect: "read",
    params: getPermissionParams,
    response: permissionSchema,
  }),
};

/**
 * Permissions that apps may require.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Permissions extends Resource {
  /**
   * Gets the description of a permission, to show to an admin.
   *
   * @example
   * ```ts
   * const { name, description } = await client.permissions.get({
   *   permissionId: "android.permission.CAMERA",
   *   language: "en-US",
   * });
   * console.log(name, description);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/permissions/get
   */
  get(params: GetPermissionParams, options?: CallOptions): ResponsePromise<Permission> {
    return this.call(permissionsEndpoints.get, params, options);
  }
}
