/** `caches`: what Core keeps in memory. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { endpoint } from "../endpoint.js";
import { type FlowerDocsNamesParams, namesParams, noParams } from "../params.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";

export const cachesEndpoints = {
  list: endpoint("caches.list", {
    http: "GET /caches",
    idempotency: "safe",
    effect: "read",
    params: noParams,
    ...UNDOCUMENTED,
  }),
  clear: endpoint("caches.clear", {
    http: "DELETE /caches/{names}",
    idempotency: "safe",
    effect: "write",
    params: namesParams,
    ...ACKNOWLEDGED,
  }),
  clearAll: endpoint("caches.clearAll", {
    http: "DELETE /caches",
    idempotency: "safe",
    effect: "write",
    params: noParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Caches: what Core keeps in memory.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/cache
 */
export class FlowerDocsCaches extends Resource {
  /**
   * Gets the caches.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.caches.list());
   * ```
   */
  list(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(cachesEndpoints.list, {}, options);
  }

  /**
   * Empties caches.
   *
   * @example
   * ```ts
   * await client.caches.clear({ names: ["acl"] });
   * ```
   */
  clear(params: FlowerDocsNamesParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(cachesEndpoints.clear, params, options);
  }

  /**
   * Empties all caches.
   *
   * @example
   * ```ts
   * await client.caches.clearAll();
   * ```
   */
  clearAll(options?: CallOptions): ResponsePromise<void> {
    return this.call(cachesEndpoints.clearAll, {}, options);
  }
}
