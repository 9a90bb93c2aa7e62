/** `favorites`: components that users marked. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { listOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { deletion } from "../objects/deletion.js";
import { readObjects } from "../objects/endpoints.js";
import {
  authoritiesParams,
  type FlowerDocsAuthoritiesParams,
  type FlowerDocsIdsParams,
  idsParams,
  noParams,
  referenceParams,
} from "../params.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";
import type { FlowerDocsReferenceInput } from "../schemas/component.js";
import { type FlowerDocsFavorite, favoriteSchema } from "../schemas/preference.js";

const LISTS = {
  idempotency: "safe",
  effect: "read",
  reads: "text",
  fromWire: readObjects,
  response: listOf(favoriteSchema),
} as const;

export const favoritesEndpoints = {
  list: endpoint("favorites.list", { http: "GET /preferences/favorites", params: noParams, ...LISTS }),
  listOf: endpoint("favorites.listOf", {
    http: "GET /preferences/favorites/users/{authorities}",
    params: authoritiesParams,
    ...LISTS,
  }),
  add: endpoint("favorites.add", {
    http: "PUT /preferences/favorites",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: referenceParams,
    ...UNDOCUMENTED,
  }),
  remove: endpoint("favorites.remove", {
    http: "DELETE /preferences/favorites/reference/{category}/{id}",
    idempotency: "safe",
    effect: "destroy",
    params: referenceParams,
    ...ACKNOWLEDGED,
  }),
  delete: endpoint("favorites.delete", {
    http: "DELETE /preferences/favorites/{ids}",
    idempotency: "safe",
    effect: "destroy",
    params: idsParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Favorites: components that users marked. The reference shows no response of these methods.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/favorite
 */
export class FlowerDocsFavorites extends Resource {
  /**
   * Gets the favorites of the authenticated user.
   *
   * @example
   * ```ts
   * const favorites = await client.favorites.list();
   * console.log(favorites.length);
   * ```
   */
  list(options?: CallOptions): ResponsePromise<FlowerDocsFavorite[]> {
    return this.call(favoritesEndpoints.list, {}, options);
  }

  /**
   * Gets the favorites of users, groups or profiles.
   *
   * @example
   * ```ts
   * const favorites = await client.favorites.listOf({ authorities: ["jna"] });
   * console.log(favorites.length);
   * ```
   */
  listOf(params: FlowerDocsAuthoritiesParams, options?: CallOptions): ResponsePromise<FlowerDocsFavorite[]> {
    return this.call(favoritesEndpoints.listOf, params, options);
  }

  /**
   * Marks a component.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * await client.favorites.add({ category: "FOLDER", id: "F1" });
   * ```
   */
  add(params: FlowerDocsReferenceInput, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(favoritesEndpoints.add, params, options);
  }

  /**
   * Removes the mark of a component.
   *
   * @example
   * ```ts
   * await client.favorites.remove({ category: "FOLDER", id: "F1" });
   * ```
   */
  remove(params: FlowerDocsReferenceInput, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(favoritesEndpoints.remove, params, options, record));
  }

  /**
   * Deletes favorites by their own ids.
   *
   * @example
   * ```ts
   * const [favorite] = await client.favorites.list();
   * if (favorite?.id) await client.favorites.delete({ ids: [favorite.id] });
   * ```
   */
  delete(params: FlowerDocsIdsParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(favoritesEndpoints.delete, params, options, record), params?.ids);
  }
}
