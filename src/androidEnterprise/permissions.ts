/** `permissions`: what apps may be allowed to do. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, objectOf, optionalBut, schemaOf, text } from "./shapes.js";

/** Something an app may do once an admin has agreed to it. */
export interface Permission {
  /** Id of the permission. */
  permissionId: string;
  /** Its name for people. */
  name?: string;
  /** What it allows, in more words. */
  description?: string;
}

/** A permission, and the language of the answer. */
export interface GetPermissionParams {
  /** Id of the permission. */
  permissionId: string;
  /** BCP 47 tag of the language of the texts, such as `en-US`. */
  language?: string | undefined;
}

const permissionCheck = answerOf<Permission>(() =>
  schemaOf<Permission>()(
    objectOf(
      {
        permissionId: z.string(),
        name: z.string(),
        description: z.string(),
      },
      "permissionId",
    ),
  ),
);

const getPermissionParams = checkOf<GetPermissionParams>(() =>
  z.toZod<GetPermissionParams>()(open({ ...ids("permissionId"), ...optionalBut({ language: text() }) })),
);

export const permissionsEndpoints = {
  get: endpoint({
    id: "androidenterprise.permissions.get",
    http: "GET /androidenterprise/v1/permissions/{permissionId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: getPermissionParams,
    response: permissionCheck,
  }),
};

/** What apps may be allowed to do. */
export class Permissions extends Resource {
  /**
   * Reads about a permission, to show to an admin.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: GetPermissionParams, options?: CallOptions): Promise<Permission> {
    return this.call(permissionsEndpoints.get, params, options);
  }
}
