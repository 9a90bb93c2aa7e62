/** A call that reached one of the two emulated APIs, and how their methods are written. */
import { googleBody, refuse } from "../google.js";
import { checkShape, type Fields, type ObjectShape, readQuery, type Shape } from "../googleShape.js";
import type { RoutedRequest } from "../service.js";
import { type Order, type Page, pageOf } from "./pages.js";
import { type Fact, type Facts, sortKey } from "./search.js";
import type { State } from "./state.js";

/** One method: its parameters, and what it does. */
export interface Operation {
  /** Its query parameters. */
  readonly query?: Fields;
  readonly body?: ObjectShape;
  /** What Google's messages call the body. @default "" */
  readonly bodyName?: string;
  /** What a response can have. */
  readonly response?: Shape;
  /** Changes the state and returns the body of the response; without one, it is empty. */
  respond(call: Call): object | undefined;
}

/** Methods by their verb and path, such as `GET /v1/customers/{}/profiles/{}`. */
export type Operations = Readonly<Record<string, Operation>>;

export class Call {
  readonly now: number;
  /** The parameters of the path but for the customer, in their order. */
  readonly ids: readonly string[];
  #request: RoutedRequest;
  #body: Record<string, unknown> = {};

  constructor(
    readonly state: State,
    request: RoutedRequest,
    { query = {}, body, bodyName = "" }: Operation,
  ) {
    this.now = request.now;
    this.ids = Object.values(request.path).slice(1);
    this.#request = request;
    for (const [name, shape] of Object.entries(query)) {
      const given = request.query.getAll(name);
      if (given.length > 0) readQuery(shape, given, name);
    }
    if (body === undefined) return;
    this.#body = googleBody(request);
    checkShape(body, this.#body, bodyName);
  }

  /** A parameter of the query; an empty one counts as missing. */
  query(name: string): string | undefined {
    return this.#request.query.get(name) || undefined;
  }

  /** The body, which has been checked against the method's shape. */
  body<T extends object>(): Partial<T> {
    return this.#body as Partial<T>;
  }

  /**
   * The requested page of a list.
   *
   * @param size name and largest value of the parameter for the number of items, which is 100 by default.
   * @param bound names of the parameters that must be the same for all pages.
   */
  page<T>(
    found: readonly T[],
    order: Order<T>,
    [sizeName, largest]: readonly [name: string, largest: number],
    bound: readonly string[],
  ): Page<T> {
    const size = Number(this.query(sizeName) ?? 100);
    if (size < 1 || size > largest) refuse(400, `Invalid Input: ${sizeName}`, "invalid");
    const parameters = bound.map((name) => this.query(name));
    return pageOf(found, order, { size, token: this.query("pageToken"), bound: parameters, now: this.now });
  }
}

/** The order by a fact that a parameter names. */
export function orderBy<T extends { readonly id: string }>(
  facts: Facts<T>,
  name: string,
  descending: boolean,
): Order<T> {
  const fact: Fact<T> | undefined = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (fact === undefined) refuse(400, "Invalid Input: orderBy", "invalid");
  return { key: sortKey(fact), id: ({ id }) => id, descending };
}

/** The order of `last_sync` or `last_sync desc`. */
export function orderFrom<T extends { readonly id: string }>(facts: Facts<T>, text: string): Order<T> {
  const [, name = "", descending] = /^(\w+)( desc)?$/.exec(text) ?? [];
  return orderBy(facts, name, descending !== undefined);
}

/** The value of a map under an id. @throws a 404 if there is not one. */
export function found<T>(map: ReadonlyMap<string, T>, id = "", what: string): T {
  return map.get(id) ?? refuse(404, `Resource Not Found: ${what}`);
}

/** A list in a response, which Google omits when it is empty, and the token of the next page. */
export function listed<T>(field: string, { items, nextPageToken }: Page<T>, form: (item: T) => object): object {
  return {
    ...(items.length > 0 && { [field]: items.map(form) }),
    ...(nextPageToken !== undefined && { nextPageToken }),
  };
}

/** RFC 3339 with milliseconds. */
export const timeText = (ms: number) => new Date(ms).toISOString();
/** RFC 3339 in whole seconds. */
export const secondsText = (ms: number) => timeText(ms).replace(/\.\d{3}Z$/, "Z");
