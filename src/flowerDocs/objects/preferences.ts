/** What users keep for themselves: lists of objects without a method that gets one of them. */
import type { Endpoint } from "../../core/endpoint.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { listOf, objectOf, type Schema } from "../../core/schema.js";
import { pathId } from "../ids.js";
import {
  authoritiesParams,
  type FlowerDocsAuthoritiesParams,
  type FlowerDocsIdsParams,
  idsParams,
  noParams,
} from "../params.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";
import { deletion } from "./deletion.js";
import { readObjects, routeOf } from "./endpoints.js";

/** An object with its new content. */
export interface FlowerDocsReplacement<N> {
  /** Id of the object. */
  id: string;
  /** The whole object: Core clears whatever is left out. */
  object: N;
}

/** The endpoints of preferences. */
export type PreferenceVerbs<T, N extends object> = {
  readonly list: Endpoint<object, T[]>;
  readonly listOf: Endpoint<FlowerDocsAuthoritiesParams, T[]>;
  readonly create: Endpoint<N, unknown>;
  readonly update: Endpoint<FlowerDocsReplacement<N>, unknown>;
  readonly delete: Endpoint<FlowerDocsIdsParams, void>;
};

/** @param name the group's property of the client, and the end of its path. */
export function preferenceEndpoints<T, N extends object>(
  name: string,
  response: Schema<T>,
  input: Schema<N>,
): PreferenceVerbs<T, N> {
  const path = `preferences/${name}`;
  const lists = { reads: "text", fromWire: readObjects, response: listOf(response) } as const;
  return {
    list: { ...routeOf(name, "list", `GET ${path}`, "safe", "read"), params: noParams, ...lists },
    listOf: {
      ...routeOf(name, "listOf", `GET ${path}/users/{authorities}`, "safe", "read"),
      params: authoritiesParams,
      ...lists,
    },
    create: {
      ...routeOf(name, "create", `POST ${path}`, "none", "write"),
      body: "*",
      params: input,
      wholeResource: { readOnly: [] },
      ...UNDOCUMENTED,
    },
    update: {
      ...routeOf(name, "update", `POST ${path}/{id}`, "safe", "write"),
      body: "object",
      params: objectOf<FlowerDocsReplacement<N>>()(() => ({ id: pathId, object: input }), REPLACEMENT as never),
      ...UNDOCUMENTED,
    },
    delete: {
      ...routeOf(name, "delete", `DELETE ${path}/{ids}`, "safe", "destroy"),
      params: idsParams,
      ...ACKNOWLEDGED,
    },
  };
}

const REPLACEMENT = { id: true, object: true };

/** Objects that users keep for themselves. */
export abstract class Preferences<T, N extends object> extends Resource {
  /** @internal */
  protected abstract get verbs(): PreferenceVerbs<T, N>;

  /**
   * Gets the dashlets or stamps of the authenticated user.
   *
   * @example
   * ```ts
   * const stamps = await client.stamps.list();
   * console.log(stamps.map(({ title }) => title));
   * ```
   */
  list(options?: CallOptions): ResponsePromise<T[]> {
    return this.call(this.verbs.list, {}, options);
  }

  /**
   * Gets the dashlets or stamps of users, groups or profiles.
   *
   * @example
   * ```ts
   * const stamps = await client.stamps.listOf({ authorities: ["jna"] });
   * console.log(stamps.map(({ title }) => title));
   * ```
   */
  listOf(params: FlowerDocsAuthoritiesParams, options?: CallOptions): ResponsePromise<T[]> {
    return this.call(this.verbs.listOf, params, options);
  }

  /**
   * Creates a dashlet or a stamp. It is not retried after a lost response, as that could create a second one.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * await client.stamps.create({ title: "Paid", type: "image/png", content: "iVBORw0KGgo=" });
   * ```
   */
  create(object: N, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(this.verbs.create, object, options);
  }

  /**
   * Replaces a dashlet or a stamp.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * const object = { title: "Paid in full", type: "image/png", content: "iVBORw0KGgo=" };
   * await client.stamps.update({ id: "S1", object });
   * ```
   */
  update(params: FlowerDocsReplacement<N>, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(this.verbs.update, params, options);
  }

  /**
   * Deletes dashlets or stamps by their own ids.
   *
   * @example
   * ```ts
   * await client.stamps.delete({ ids: ["S1"] });
   * ```
   */
  delete(params: FlowerDocsIdsParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(this.verbs.delete, params, options, record), params?.ids);
  }
}
