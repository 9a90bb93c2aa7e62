/** `users`: users of FlowerDocs. */
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { nonEmptyString, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { accountEndpoints } from "../objects/accounts.js";
import { deletion } from "../objects/deletion.js";
import { ReadableObjects } from "../objects/readable.js";
import { type FlowerDocsIdParams, type FlowerDocsNameParams, resolving } from "../params.js";
import { ACKNOWLEDGED } from "../responses.js";
import { type FlowerDocsUser, type FlowerDocsUserInput, userInputSchema, userSchema } from "../schemas/security.js";

/** A new password. */
export interface SetFlowerDocsPasswordParams {
  /** Id of the user. */
  id: string;
  /** The new password. */
  password: string;
}

/** Names a user by the name with which they log in. */
export interface FlowerDocsUsernameParams {
  /** The name with which the user logs in. */
  username: string;
}

const passwordParams = objectOf<SetFlowerDocsPasswordParams>()(() => ({ id: pathId, password: nonEmptyString }), {
  id: true,
  password: true,
});
const usernameParams = objectOf<FlowerDocsUsernameParams>()(() => ({ username: pathId }), { username: true });

export const usersEndpoints = {
  ...accountEndpoints<FlowerDocsUser, FlowerDocsUserInput>("users", userSchema, userInputSchema, ["password"]),
  setPassword: endpoint("users.setPassword", {
    http: "PUT /users/{id}/password",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: passwordParams,
    secret: ["password"],
    ...ACKNOWLEDGED,
  }),
  unlock: endpoint("users.unlock", {
    http: "POST /unlock/{username}",
    idempotency: "safe",
    effect: "write",
    params: usernameParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Users of the realm that FlowerDocs manages. Responses do not have passwords, and an update replaces the whole user, so
 * there is no `edit`. Servers may be without these methods: a 404 without a code does not mean a missing user.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/user
 */
export class FlowerDocsUsers extends ReadableObjects<FlowerDocsUser> {
  /** @internal */
  protected override get verbs() {
    return { endpoints: usersEndpoints };
  }

  /**
   * Gets a user with all groups and profiles, also those of its groups.
   *
   * @example
   * ```ts
   * const user = await client.users.resolve({ id: "jdoe" });
   * console.log(user.profiles);
   * ```
   */
  resolve(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<FlowerDocsUser> {
    return composed(async (record) => this.one(resolving(params), options, record));
  }

  /**
   * Finds users by their names.
   *
   * @example
   * ```ts
   * const users = await client.users.search({ name: "j" });
   * console.log(users.map(({ id }) => id));
   * ```
   */
  search(params: FlowerDocsNameParams, options?: CallOptions): ResponsePromise<FlowerDocsUser[]> {
    return this.call(this.verbs.endpoints.search, params, options);
  }

  /**
   * Creates a user. It is not retried after a lost response.
   *
   * @example
   * ```ts
   * await client.users.create({ id: "j2", firstname: "Jane", lastname: "Doe", mail: "jane@example.com" });
   * ```
   */
  create(user: FlowerDocsUserInput, options?: CallOptions): ResponsePromise<void> {
    return this.call(this.verbs.endpoints.create, user, options);
  }

  /**
   * Replaces a user. Core clears whatever is left out, so send the whole of it.
   *
   * @example
   * ```ts
   * await client.users.update({ id: "jdoe", firstname: "Jane", lastname: "Doe", mail: "jane@example.com" });
   * ```
   */
  update(user: FlowerDocsUserInput, options?: CallOptions): ResponsePromise<void> {
    return this.call(this.verbs.endpoints.update, user, options);
  }

  /**
   * Deletes a user.
   *
   * @param id id of the user.
   * @example
   * ```ts
   * await client.users.delete("jdoe");
   * ```
   */
  delete(id: string, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(this.verbs.endpoints.delete, { id }, options, record));
  }

  /**
   * Sets the password of a user.
   *
   * @example
   * ```ts
   * await client.users.setPassword({ id: "jdoe", password: "correct horse battery staple" });
   * ```
   */
  setPassword(params: SetFlowerDocsPasswordParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(usersEndpoints.setPassword, params, options);
  }

  /**
   * Unlocks an account that was locked after refused logins.
   *
   * @example
   * ```ts
   * await client.users.unlock({ username: "jdoe" });
   * ```
   */
  unlock(params: FlowerDocsUsernameParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(usersEndpoints.unlock, params, options);
  }
}
