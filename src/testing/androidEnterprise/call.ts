/** A call that reached the emulated Google Play EMM API, and how its methods are written. */
import type { androidEnterpriseEndpoints } from "../../androidEnterprise/endpoints.js";
import type { Notification, NotificationEvents } from "../../androidEnterprise/schemas/notification.js";
import type { Product } from "../../androidEnterprise/schemas/product.js";
import { googleBody, refuse } from "../google.js";
import { checkShape, type Fields, type ObjectShape, readQuery } from "../googleShape.js";
import type { RoutedRequest } from "../service.js";
import { productOf, type State, type StoredDevice, type StoredEnterprise, type StoredUser } from "./state.js";

type Endpoints = typeof androidEnterpriseEndpoints;

/** One method: its parameters, and what it does. */
export interface Operation {
  readonly query?: Fields;
  /** Names of `query` that must be given. */
  readonly required?: readonly string[];
  readonly body?: ObjectShape;
  /** Changes the state and returns the body of the response, if it has one. */
  respond(call: Call): object | undefined;
}

/** The methods of a resource. A method that is missing does not compile. */
export type Operations<R extends keyof Endpoints> = { readonly [M in keyof Endpoints[R]]: Operation };

export class Call {
  readonly now: number;
  #request: RoutedRequest;
  #body: object = {};

  constructor(
    readonly state: State,
    request: RoutedRequest,
    { query = {}, required = [], body }: Operation,
  ) {
    this.now = request.now;
    this.#request = request;
    for (const [name, shape] of Object.entries(query)) {
      const given = request.query.getAll(name);
      if (required.includes(name) && !given[0]) refuse(400, `Required parameter: ${name}`, "required");
      if (given.length > 0) readQuery(shape, given, name);
    }
    if (body === undefined) return;
    this.#body = googleBody(request);
    checkShape(body, this.#body, "");
  }

  path(name: string): string {
    return this.#request.path[name] ?? "";
  }

  query(name: string): string | undefined {
    return this.#request.query.get(name) ?? undefined;
  }

  /** The body, which has been checked against the method's shape. */
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

  /** Notifies the EMM of an event in the enterprise. */
  notify<E extends keyof NotificationEvents>(
    notificationType: Notification["notificationType"] & string,
    event: E,
    details: NotificationEvents[E],
  ): void {
    const enterpriseId = this.path("enterpriseId");
    const timestampMillis = String(this.now);
    this.state.notifications.add({ enterpriseId, notificationType, timestampMillis, [event]: details });
  }
}

/** The value of a map under an id. @throws a 404 if there is not one. */
export function found<T>(map: ReadonlyMap<string, T>, id: string, what: string): T {
  return map.get(id) ?? refuse(404, `No ${what} was found for the given ID.`);
}

/** A list in a response, which Google omits when it is empty. */
export function listed<T extends object>(field: string, values: Iterable<T>): Record<string, T[]> {
  const items = [...values];
  return items.length > 0 ? { [field]: items } : {};
}

/** Refuses a field of the body that differs from the path. */
export function checkSame(given: string | undefined, id: string, field: string): void {
  if (given !== undefined && given !== id) refuse(400, `Invalid value at '${field}'.`, "invalid");
}
