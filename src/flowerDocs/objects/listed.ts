/** Groups of objects of which Core lists all. */
import type { Endpoint } from "../../core/endpoint.js";
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { EditableObjects } from "./editable.js";
import { type Group, listEndpoint, objectEndpoints, type Verbs } from "./endpoints.js";

/** The endpoints of a group that can be listed. */
export interface ListedVerbs<T, N extends object> extends Verbs<T, N> {
  readonly endpoints: Verbs<T, N>["endpoints"] & { readonly list: Endpoint<object, T[]> };
}

/**
 * @param name the group's property of the client.
 * @param path the path of the group, such as `tagclass`.
 */
export function listedEndpoints<T extends { id: string }, N extends { id?: string | undefined }>(
  name: string,
  path: string,
  group: Group<T, N>,
): ListedVerbs<T, N> {
  const verbs = objectEndpoints(name, path, group);
  return { ...verbs, endpoints: { ...verbs.endpoints, list: listEndpoint(name, path, group.response) } };
}

/** Objects of the model of a scope, which are few. */
export abstract class ListedObjects<
  T extends { id: string },
  N extends { id?: string | undefined },
> extends EditableObjects<T, N> {
  /** @internal */
  protected abstract override get verbs(): ListedVerbs<T, N>;

  /**
   * Gets all objects of the scope.
   *
   * @example
   * ```ts
   * const classes = await client.documentClasses.list();
   * console.log(classes.map(({ id }) => id));
   * ```
   */
  list(options?: CallOptions): ResponsePromise<T[]> {
    return this.call(this.verbs.endpoints.list, {}, options);
  }
}
