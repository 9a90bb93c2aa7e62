/** `groups`: groups of users. */
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { accountEndpoints } from "../objects/accounts.js";
import { deletion } from "../objects/deletion.js";
import { ReadableObjects } from "../objects/readable.js";
import { type FlowerDocsIdParams, type FlowerDocsNameParams, resolving } from "../params.js";
import { type FlowerDocsGroup, type FlowerDocsGroupInput, groupInputSchema, groupSchema } from "../schemas/security.js";

export const groupsEndpoints = accountEndpoints<FlowerDocsGroup, FlowerDocsGroupInput>(
  "groups",
  groupSchema,
  groupInputSchema,
);

/**
 * Groups of users of the realm that FlowerDocs manages. An update replaces the whole group. Servers may be without these
 * methods: a 404 without a code does not mean a missing group.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/group
 */
export class FlowerDocsGroups extends ReadableObjects<FlowerDocsGroup> {
  /** @internal */
  protected override get verbs() {
    return { endpoints: groupsEndpoints };
  }

  /**
   * Gets a group with all groups and profiles, also those of its groups.
   *
   * @example
   * ```ts
   * const group = await client.groups.resolve({ id: "lawyers" });
   * console.log(group.profiles);
   * ```
   */
  resolve(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<FlowerDocsGroup> {
    return composed(async (record) => this.one(resolving(params), options, record));
  }

  /**
   * Finds groups by their names.
   *
   * @example
   * ```ts
   * const groups = await client.groups.search({ name: "l" });
   * console.log(groups.map(({ id }) => id));
   * ```
   */
  search(params: FlowerDocsNameParams, options?: CallOptions): ResponsePromise<FlowerDocsGroup[]> {
    return this.call(this.verbs.endpoints.search, params, options);
  }

  /**
   * Creates a group. It is not retried after a lost response.
   *
   * @example
   * ```ts
   * await client.groups.create({ id: "l2", displayName: "Lawyers" });
   * ```
   */
  create(group: FlowerDocsGroupInput, options?: CallOptions): ResponsePromise<void> {
    return this.call(this.verbs.endpoints.create, group, options);
  }

  /**
   * Replaces a group. Core clears whatever is left out, so send the whole of it.
   *
   * @example
   * ```ts
   * await client.groups.update({ id: "lawyers", displayName: "Lawyers" });
   * ```
   */
  update(group: FlowerDocsGroupInput, options?: CallOptions): ResponsePromise<void> {
    return this.call(this.verbs.endpoints.update, group, options);
  }

  /**
   * Deletes a group.
   *
   * @param id id of the group.
   * @example
   * ```ts
   * await client.groups.delete("lawyers");
   * ```
   */
  delete(id: string, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(this.verbs.endpoints.delete, { id }, options, record));
  }
}
