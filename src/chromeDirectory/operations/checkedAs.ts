/** How the parameters of a method that is composed of calls are checked, where they are not those of one of its calls. */
import type { AnyEndpoint, Endpoint } from "../../core/endpoint.js";
import type { Schema } from "../../core/schema.js";

/** A descriptor for that check alone; its errors name the endpoint. */
export function checkedAs<P>(
  { id, http, body, idempotency, effect }: AnyEndpoint,
  params: Schema<P>,
  issuesAt?: NonNullable<Endpoint<P, unknown>["issuesAt"]>,
): Endpoint<P, unknown> {
  return { id, http, body, idempotency, effect, params, ...(issuesAt && { issuesAt }) };
}
