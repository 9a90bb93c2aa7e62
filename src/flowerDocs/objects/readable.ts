/** Groups of objects that are read by their ids. */
import type { ClientContext } from "../../core/context.js";
import { invalidParam } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { checkFirst } from "../../core/steps.js";
import { FlowerDocsError, saysMissing } from "../errors.js";
import { chunksOf } from "../ids.js";
import { eachChunk } from "./chunks.js";
import type { IdParams, Verbs } from "./endpoints.js";

type Readable<T> = { readonly endpoints: Pick<Verbs<T, object>["endpoints"], "get"> };

/** Objects that are read by their ids. */
export abstract class ReadableObjects<T extends { id: string }> extends Resource {
  #context: ClientContext;

  /** @internal */
  constructor(context: ClientContext) {
    super(context);
    this.#context = context;
  }

  /** @internal */
  protected get context(): ClientContext {
    return this.#context;
  }

  /** @internal */
  protected abstract get verbs(): Readable<T>;

  /**
   * Gets an object.
   *
   * @param id id of the object.
   * @throws A `FlowerDocsError` whose `kind` is `not_found` if there is no object with this id.
   * @example
   * ```ts
   * const folder = await client.folders.get("F1");
   * console.log(folder.name);
   * ```
   */
  get(id: string, options?: CallOptions): ResponsePromise<T> {
    return composed(async (record) => {
      if (Array.isArray(id)) invalidParam("id", "must be one id; `getMany` takes several");
      return this.one({ id }, options, record);
    });
  }

  /**
   * Gets an object, or `undefined` if there is no object with this id.
   *
   * @param id id of the object.
   * @example
   * ```ts
   * const folder = await client.folders.find("F2");
   * console.log(folder?.name); // undefined
   * ```
   */
  find(id: string, options?: CallOptions): ResponsePromise<T | undefined> {
    return composed(async (record) => {
      try {
        if (Array.isArray(id)) invalidParam("id", "must be one id");
        const [object] = await this.call(this.verbs.endpoints.get, { id }, options, record);
        return object;
      } catch (error) {
        if (saysMissing(error) && !isAbortReason(error, options)) return undefined;
        throw error;
      }
    });
  }

  /**
   * Gets several objects. A list that is too long for one request is split: at most 100 ids each, and short enough for
   * the servers' limit of URLs. The requests are sent one after the other and have the time of one call.
   *
   * @param ids ids of the objects, at least one.
   * @throws A `FlowerDocsChunkError` with the ids of the request that failed, if there are several.
   * @example
   * ```ts
   * const folders = await client.folders.getMany(["F1", "F3"]);
   * console.log(folders.length); // 2
   * ```
   */
  getMany(ids: readonly string[], options?: CallOptions): ResponsePromise<T[]> {
    return composed(async (record) => {
      const { get } = this.verbs.endpoints;
      if (typeof ids === "string") invalidParam("ids", "must be a list of ids; `get` takes one");
      checkFirst(this.context, get, { id: ids }, options);
      const chunks = chunksOf(ids, (id) => id);
      return eachChunk(this.context, chunks, String, options, (id, rest) => this.call(get, { id }, rest, record));
    });
  }

  /** @internal */
  protected async one<P extends IdParams>(
    params: P,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): Promise<T> {
    const [object] = await this.call(this.verbs.endpoints.get, params, options, record);
    if (object === undefined) throw missing(this.verbs.endpoints.get.id, record);
    return object;
  }
}

/** The error of a response without the object. */
export function missing(endpoint: string, { response: { status, attempts, requestId } }: ResponseRecord) {
  const facts = { endpoint, status, attempts, requestId, kind: "not_found" } as const;
  return new FlowerDocsError("FlowerDocs responded without an object of this id.", facts);
}
