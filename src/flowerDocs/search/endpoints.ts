/** The endpoint of a search, by pages. */
import type { Endpoint, ResponseContext } from "../../core/endpoint.js";
import type { Page } from "../../core/pager.js";
import type { Input } from "../../core/schema.js";
import { inputOf, integer, listOf, matching, number, objectOf, recordOf, refined, string } from "../../core/schema.js";
import { isPlainObject, without } from "../../core/values.js";
import { routeOf } from "../objects/endpoints.js";
import { type FlowerDocsIdsParams, idsParams } from "../params.js";
import {
  aggregationSchema,
  type FlowerDocsAggregation,
  type FlowerDocsSearchRequest,
  searchFields,
} from "../schemas/search.js";
import { MAX_RESULTS } from "./limit.js";
import { where } from "./where.js";

/** A search. Fields that the SDK does not know are sent as they are. */
export interface SearchFlowerDocsParams extends FlowerDocsSearchRequest {
  /** Groups the results by the values of a field. What Core sends of them is `rest` of the page. */
  aggregation?: Input<FlowerDocsAggregation> | undefined;
  /** How many results are skipped. @default 0 */
  start?: number | undefined;
  /** The most results in one page, up to 10,000. @default 100 */
  max?: number | undefined;
  /** Continues from the page that it came with, in place of `start`. */
  pageToken?: string | undefined;
}

/** A component that was found, with the fields that were selected. */
export interface FlowerDocsRow {
  /** Id of the component. */
  id: string;
  /**
   * The values by the names of their fields, of those that have one. Core joins several values of a field by a character
   * that is one of its settings: `§`, before 2025.1 `&`.
   */
  fields: Record<string, string>;
}

/** A page of results. */
export interface FlowerDocsSearchPage extends Page<FlowerDocsRow> {
  /** How many components there are. Servers may count no further than 10,000. */
  found: number;
  /** What else Core sends, such as groups of results. Its shape is not documented. */
  rest?: Record<string, unknown>;
}

type SearchResult = Omit<FlowerDocsSearchPage, "response">;

/** A search, and the same for components of known ids. */
export interface SearchEndpoints {
  readonly endpoints: { readonly search: Endpoint<SearchFlowerDocsParams, SearchResult> };
  readonly byIds: { readonly search: Endpoint<FlowerDocsIdsParams, SearchResult> };
}

const params = objectOf<SearchFlowerDocsParams>()(() => ({
  ...searchFields(),
  aggregation: inputOf(aggregationSchema),
  start: integer(0, Number.MAX_SAFE_INTEGER, "must be an integer, 0 or more"),
  max: integer(1, MAX_RESULTS, `must be an integer between 1 and ${MAX_RESULTS}`),
  pageToken: matching(/^\d{1,5}$/, "must be the token of a page"),
}));

const rowSchema = objectOf<FlowerDocsRow>()(() => ({ id: string, fields: recordOf<Record<string, string>>() }), {
  id: true,
  fields: true,
});

const page = objectOf<SearchResult>()(
  () => ({
    items: listOf(rowSchema),
    found: number,
    nextPageToken: string,
    rest: recordOf<Record<string, unknown>>(),
  }),
  { items: true, found: true },
);

const DEFAULT_MAX = 100;

/** Where a page begins. */
export function startOf({ start = 0, pageToken }: SearchFlowerDocsParams): number {
  return pageToken === undefined ? start : Number(pageToken);
}

/** The part of the results that a request is for. Core fails where it would end behind the limit. */
function windowOf(params: SearchFlowerDocsParams) {
  const start = startOf(params);
  return { start, max: Math.min(params.max ?? DEFAULT_MAX, MAX_RESULTS - start) };
}

/** @param path the path of the group, such as `documents`. */
export function searchEndpoints(name: string, path: string): SearchEndpoints {
  const search = { ...routeOf(name, "search", `POST ${path}/search`, "safe", "read"), body: "*", response: page };
  return {
    endpoints: {
      search: {
        ...search,
        params,
        wholeResource: { readOnly: [] },
        toWire: (given) => ({ ...without(given, ["pageToken"]), ...windowOf(given) }),
        fromWire: readPage,
      },
    },
    byIds: {
      search: {
        ...search,
        params: refined(idsParams, ({ ids }) => new Set(ids).size === ids.length, "must differ from each other", "ids"),
        toWire: ({ ids: [first = "", ...others] }) => ({
          selectClause: { fields: ["id"] },
          filterClauses: [{ criteria: [where("id").equalsTo(first, ...others)] }],
          start: 0,
          max: 1 + others.length,
        }),
        fromWire: readPage,
      },
    },
  };
}

/**
 * A page of Core's response. Rights can take results away from a page, so that a short page is not the last one. Where
 * Core stops counting at its limit, there may be more.
 */
function readPage(raw: unknown, { params }: ResponseContext): unknown {
  if (!isPlainObject(raw)) return raw;
  const { found, results, ...rest } = raw;
  const items = (results ?? []) as unknown;
  const { start, max } = windowOf(params as SearchFlowerDocsParams);
  const end = start + max;
  const isLast = !(Number(found) > end || (end >= MAX_RESULTS && Number(found) >= MAX_RESULTS));
  const isEmpty = Array.isArray(items) && items.length === 0;
  return {
    items: Array.isArray(items) ? items.map(readRow) : items,
    found,
    ...(!isLast && !isEmpty && { nextPageToken: String(end) }),
    ...(Object.keys(rest).length > 0 && { rest }),
  };
}

/** A result as an object. */
function readRow(result: unknown): unknown {
  if (!isPlainObject(result)) return result;
  const fields = Array.isArray(result.fields) ? result.fields.filter(isPlainObject) : [];
  const given = fields.filter(({ value }) => value !== undefined && value !== null);
  return { ...result, fields: Object.fromEntries(given.map(({ name, value }) => [name, textOf(value)])) };
}

/** Lists are joined, as Core joins them. */
const textOf = (value: unknown) => (Array.isArray(value) ? value.join("§") : String(value));
