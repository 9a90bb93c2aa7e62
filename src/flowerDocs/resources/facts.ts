/** `facts`: what was done with components, for audits. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { closedEnumOf, listOf, objectOf, recordOf } from "../../core/schema.js";
import { pluralPath } from "../componentPaths.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { readObject, readObjects } from "../objects/endpoints.js";
import { UNDOCUMENTED } from "../responses.js";
import { type FlowerDocsFact, type FlowerDocsFactInput, factInputSchema, factSchema } from "../schemas/fact.js";

/** Names a component. */
export interface FlowerDocsComponentParams {
  /** What the component is: a `DOCUMENT`, a `TASK`, a `FOLDER` or a `VIRTUAL_FOLDER`. */
  category: "DOCUMENT" | "TASK" | "FOLDER" | "VIRTUAL_FOLDER";
  /** Id of the component. */
  id: string;
}

/** A new fact of a component. */
export interface CreateFlowerDocsFactParams extends FlowerDocsComponentParams {
  /** The fact. */
  fact: FlowerDocsFactInput;
}

/** A search for facts. */
export interface SearchFlowerDocsFactsParams {
  /** The body of the request as Core takes it. */
  request: Record<string, unknown>;
}

const category = closedEnumOf("DOCUMENT", "TASK", "FOLDER", "VIRTUAL_FOLDER");
const componentParams = objectOf<FlowerDocsComponentParams>()(() => ({ category, id: pathId }), {
  category: true,
  id: true,
});
const createParams = objectOf<CreateFlowerDocsFactParams>()(() => ({ category, id: pathId, fact: factInputSchema }), {
  category: true,
  id: true,
  fact: true,
});
const searchParams = objectOf<SearchFlowerDocsFactsParams>()(() => ({ request: recordOf<Record<string, unknown>>() }), {
  request: true,
});

export const factsEndpoints = {
  list: endpoint("facts.list", {
    http: "GET /{component}/{id}/facts",
    idempotency: "safe",
    effect: "read",
    params: componentParams,
    toWire: ({ category, id }: FlowerDocsComponentParams) => ({ component: pluralPath(category), id }),
    reads: "text",
    fromWire: readObjects,
    response: listOf(factSchema),
  }),
  create: endpoint("facts.create", {
    http: "POST /{component}/{id}/facts",
    body: "fact",
    idempotency: "none",
    effect: "write",
    params: createParams,
    toWire: ({ category, id, fact }: CreateFlowerDocsFactParams) => ({ component: pluralPath(category), id, fact }),
    reads: "text",
    fromWire: readObject,
    response: factSchema,
  }),
  search: endpoint("facts.search", {
    http: "POST /facts",
    body: "request",
    idempotency: "safe",
    effect: "read",
    params: searchParams,
    ...UNDOCUMENTED,
  }),
};

/**
 * Facts: what was done with components, for audits.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/fact
 */
export class FlowerDocsFacts extends Resource {
  /**
   * Gets the facts of a component.
   *
   * @example
   * ```ts
   * const facts = await client.facts.list({ category: "FOLDER", id: "F1" });
   * console.log(facts.map(({ action, user }) => `${action} by ${user}`));
   * ```
   */
  list(params: FlowerDocsComponentParams, options?: CallOptions): ResponsePromise<FlowerDocsFact[]> {
    return this.call(factsEndpoints.list, params, options);
  }

  /**
   * Adds a fact to a component. It needs the role `ADMIN`, and is not retried after a lost response.
   *
   * @example
   * ```ts
   * const fact = { action: "READ", description: "Read aloud" } as const;
   * await client.facts.create({ category: "FOLDER", id: "F1", fact });
   * ```
   */
  create(params: CreateFlowerDocsFactParams, options?: CallOptions): ResponsePromise<FlowerDocsFact> {
    return this.call(factsEndpoints.create, params, options);
  }

  /**
   * Searches for facts. The reference describes the request in two ways that contradict each other, so it is sent as
   * given: as a search request, or as `{ searchCriteria: [{ name, value }], paginationContext }`.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * const paginationContext = { maxResults: 20, pageIndex: 0 };
   * const found = await client.facts.search({
   *   request: { searchCriteria: [{ name: "action", value: "DELETE" }], paginationContext },
   * });
   * console.log(found);
   * ```
   */
  search(params: SearchFlowerDocsFactsParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(factsEndpoints.search, params, options);
  }
}
