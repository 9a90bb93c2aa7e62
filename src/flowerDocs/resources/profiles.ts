/** `profiles`: the profiles that users have. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { integer, listOf, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId, requestIds } from "../ids.js";
import { readObjects } from "../objects/endpoints.js";
import { type FlowerDocsUser, userSchema } from "../schemas/security.js";

/** Users of profiles. */
export interface FlowerDocsProfileUsersParams {
  /** Ids of the profiles, at least one. */
  profiles: readonly string[];
  /** The name of a user, or a part of it. */
  username: string;
  /** The most users to return: an integer above 0. By default, the server decides. */
  max?: number | undefined;
}

const usersParams = objectOf<FlowerDocsProfileUsersParams>()(
  () => ({
    profiles: requestIds,
    username: pathId,
    max: integer(1, Number.MAX_SAFE_INTEGER, "must be an integer above 0"),
  }),
  { profiles: true, username: true },
);

export const profilesEndpoints = {
  listUsers: endpoint("profiles.listUsers", {
    http: "GET /profiles/{profiles}/users/{username}",
    idempotency: "safe",
    effect: "read",
    params: usersParams,
    reads: "text",
    fromWire: readObjects,
    response: listOf(userSchema),
  }),
};

/**
 * Profiles, which give users their rights. Core has no method that lists the profiles themselves.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/profileUser
 */
export class FlowerDocsProfiles extends Resource {
  /**
   * Gets the users who have one of some profiles.
   *
   * @example
   * ```ts
   * const users = await client.profiles.listUsers({ profiles: ["ADMIN"], username: "j", max: 10 });
   * console.log(users.map(({ id }) => id));
   * ```
   */
  listUsers(params: FlowerDocsProfileUsersParams, options?: CallOptions): ResponsePromise<FlowerDocsUser[]> {
    return this.call(profilesEndpoints.listUsers, params, options);
  }
}
