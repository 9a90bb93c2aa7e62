/** A call that reached the emulated Google Play EMM API, and how its methods are written. */
import type { androidEnterpriseEndpoints } from "../../androidEnterprise/endpoints.js";
import type { NotificationEvents } from "../../androidEnterprise/notification.js";
import type { Product } from "../../androidEnterprise/product.js";
import { googleBody, refuse } from "../google.js";
import type { Arrival } from "../http.js";
import { checkShape, type Fields, type ObjectShape, readQuery } from "./shape.js";
import { productOf, type State, type StoredDevice, type StoredEnterprise, type StoredUser } from "./state.js";

type Endpoints = typeof androidEnterpriseEndpoints;

/** One method: what it takes, and what it does. */
export interface Operation {
  readonly query?: Fields;
  /** Names of `query` that must be given. */
  readonly required?: readonly string[];
  readonly body?: ObjectShape;
  /** Changes the state and gives the body of the answer, if it has one. */
  answer(call: Call): object | undefined;
}

/** The methods of a resource. A method that is missing does not compile. */
export type Operations<R extends keyof Endpoints> = { readonly [M in keyof Endpoints[R]]: Operation };

export class Call {
  readonly now: number;
  #arrival: Arrival;
  #body: object = {};

  constructor(
    readonly state: State,
    arrival: Arrival,
    { query = {}, required = [], body }: Operation,
  ) {
    this.now = arrival.now;
    this.#arrival = arrival;
    for (const [name, shape] of Object.entries(query)) {
      const given = arrival.query.getAll(name);
      if (required.includes(name) && !given[0]) refuse(400, `Required parameter: ${name}`, "required");
      if (given.length > 0) readQuery(shape, given, name);
    }
    if (body === undefined) return;
    this.#body = googleBody(arrival, Object.keys(body.fields()));
    checkShape(body, this.#body, "");
  }

  path(name: string): string {
    return this.#arrival.path[name] ?? "";
  }

  query(name: string): string | undefined {
    return this.#arrival.query.get(name) ?? undefined;
  }

  /** The body, which the method's shape has been held against. */
  body<T extends object>(): Partial<T> {
    return this.#body as Partial<T>;
  }

  get enterprise(): StoredEnterprise {
    const enterprise = this.state.enterprises.get(this.path("enterpriseId"));
    return enterprise ?? refuse(404, "No enterprise was found for the given ID.");
  }

  get user(): StoredUser {
    return found(this.enterprise.users, this.path("userId"), "user");
  }

  /** The user, whom the EMM must manage. */
  get managedUser(): StoredUser {
    const { user } = this;
    if (user.user.managementType !== "emmManaged") refuse(400, "The user is not managed by the EMM.", "invalid");
    return user;
  }

  get device(): StoredDevice {
    return found(this.user.devices, this.path("deviceId"), "device");
  }

  product(productId = this.path("productId")): Product {
    const product = productOf(this.state, this.enterprise, productId);
    return product ?? refuse(404, "No product was found for the given ID.");
  }

  /** Tells the EMM what has happened in the enterprise. */
  notify<E extends keyof NotificationEvents>(notificationType: string, event: E, details: NotificationEvents[E]): void {
    const enterpriseId = this.path("enterpriseId");
    const timestampMillis = String(this.now);
    this.state.notifications.add({ enterpriseId, notificationType, timestampMillis, [event]: details });
  }
}

/** What a map holds under an id, or a 404. */
export function found<T>(map: ReadonlyMap<string, T>, id: string, what: string): T {
  return map.get(id) ?? refuse(404, `No ${what} was found for the given ID.`);
}

/** A list in an answer, which Google leaves out when it is empty. */
export function listed<T extends object>(field: string, values: Iterable<T>): Record<string, T[]> {
  const items = [...values];
  return items.length > 0 ? { [field]: items } : {};
}

/** Refuses a field of the body that names something else than the path does. */
export function checkSame(given: string | undefined, id: string, field: string): void {
  if (given !== undefined && given !== id) refuse(400, `Invalid value at '${field}'.`, "invalid");
}
