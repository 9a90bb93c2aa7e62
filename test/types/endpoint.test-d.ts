/** Descriptors that compile and descriptors that must not. Checked by the compiler, never run. */
import { type Endpoint, endpointsOf } from "../../src/core/endpoint.js";
import type { Schema } from "../../src/core/schema.js";

interface Params {
  customer: string;
  ids: readonly string[];
  query?: string | undefined;
  note?: string | undefined;
}

declare const params: Schema<Params>;
declare const response: Schema<{ token: string }>;

const base = { idempotency: "safe", effect: "read", params } as const;

const endpoint = endpointsOf({ id: "x", path: "/x/v1" });
const ofCustomer = endpointsOf({ id: "x", path: "/x/v1/customer/{customer}", scopes: ["least", "more"] });

export function compiles(): void {
  const rest = endpoint("y", { ...base, http: "POST /a/{customer}/b/{ids}", body: "*", response });
  const checked: Endpoint<Params, { token: string }> = rest;
  void checked;
  const nothing: Endpoint<Params, void> = endpoint("y", { ...base, http: "GET /a/{customer}/{ids}" });
  void nothing;
  endpoint("y", { ...base, http: "GET /a/{customer}/{ids}", query: ["query", "note"] });
  endpoint("y", { ...base, http: "POST /a/{customer}/{ids}:revoke", query: ["query"], body: "note" });
  endpoint("y", { ...base, http: "POST /a/{customer}", header: ["note"], query: ["query"], body: "ids" });
  endpoint("y", { ...base, http: "PUT /a/{customer}", body: "*", alsoInBody: ["customer"], retry429: false });
  ofCustomer("y", { ...base, http: "POST /b/{ids}", query: ["query"], body: "note" });
  endpoint("y", { ...base, http: "PUT /a/{customer}", body: "*", wholeResource: { readOnly: ["state"] } });
  endpoint("y", {
    ...base,
    http: "POST /a/{customer}",
    header: ["X-Note"],
    toWire: ({ customer, note }: Params) => ({ customer, "X-Note": note }),
  });
}

export function doesNotCompile(): void {
  // @ts-expect-error: a path name that is not a parameter
  endpoint("y", { ...base, http: "GET /a/{customerId}" });
  // @ts-expect-error: the second path name is not a parameter
  endpoint("y", { ...base, http: "GET /a/{customer}/{id}" });
  // @ts-expect-error: a query name that is not a parameter
  endpoint("y", { ...base, http: "GET /a/{customer}", query: ["q"] });
  // @ts-expect-error: a header name that is not a parameter
  endpoint("y", { ...base, http: "GET /a/{customer}", header: ["X-Note"] });
  // @ts-expect-error: a body that is not a parameter
  endpoint("y", { ...base, http: "POST /a/{customer}", body: "content" });
  // @ts-expect-error: with a body of one parameter, ids and query go nowhere
  endpoint("y", { ...base, http: "POST /a/{customer}", body: "note" });
  // @ts-expect-error: query goes nowhere
  endpoint("y", { ...base, http: "POST /a/{customer}/{ids}", body: "note" });
  // @ts-expect-error: a parameter that toWire renames is not a path name any more
  endpoint("y", { ...base, http: "GET /a/{customer}", toWire: ({ customer }: Params) => ({ customerId: customer }) });
  const customerOnly = ({ customer }: Params) => ({ customer });
  // @ts-expect-error: a header that toWire does not make
  endpoint("y", { ...base, http: "GET /a/{customer}", header: ["X-Note"], toWire: customerOnly });
  // @ts-expect-error: no verb
  endpoint("y", { ...base, http: "/a/{customer}" });
  // @ts-expect-error: an unknown verb
  endpoint("y", { ...base, http: "FETCH /a/{customer}" });
  // @ts-expect-error: a path without its slash
  endpoint("y", { ...base, http: "GET a/{customer}" });
  // @ts-expect-error: no path name
  endpoint("y", { ...base, http: "PUT /a/{customer}", body: "*", alsoInBody: ["note"] });
  // @ts-expect-error: with a body of one parameter, ids go nowhere
  ofCustomer("y", { ...base, http: "POST /b", query: ["query"], body: "note" });
  // @ts-expect-error: no word on retries
  endpoint("y", { http: "GET /a/{customer}", effect: "read", params });
  // @ts-expect-error: no word on the effect
  endpoint("y", { http: "GET /a/{customer}", idempotency: "safe", params });
  // @ts-expect-error: no such effect
  endpoint("y", { ...base, effect: "delete", http: "GET /a/{customer}" });
  // @ts-expect-error: no such kind of retry
  endpoint("y", { ...base, idempotency: "maybe", http: "GET /a/{customer}" });
  // @ts-expect-error: a secret that is not a parameter
  endpoint("y", { ...base, http: "GET /a/{customer}", secret: ["token"] });
}
