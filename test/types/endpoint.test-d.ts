/** Descriptors that compile and descriptors that must not. Checked by the compiler, never run. */
import { type Endpoint, endpoint } from "../../src/core/endpoint.js";
import type { Check } from "../../src/core/schema.js";

interface Params {
  customer: string;
  ids: readonly string[];
  query?: string | undefined;
  note?: string | undefined;
}

declare const params: Check<Params>;
declare const response: Check<{ token: string }>;

const base = { id: "x.y", idempotency: "safe", params } as const;

export function compiles(): void {
  const rest = endpoint({ ...base, http: "POST /a/{customer}/b/{ids}", body: "*", response });
  const checked: Endpoint<Params, { token: string }> = rest;
  void checked;
  const nothing: Endpoint<Params, void> = endpoint({ ...base, http: "GET /a/{customer}/{ids}" });
  void nothing;
  endpoint({ ...base, http: "GET /a/{customer}/{ids}", query: ["query", "note"] });
  endpoint({ ...base, http: "POST /a/{customer}/{ids}:revoke", query: ["query"], body: "note" });
  endpoint({ ...base, http: "POST /a/{customer}", header: ["note"], query: ["query"], body: "ids" });
  endpoint({ ...base, http: "PUT /a/{customer}", body: "*", alsoInBody: ["customer"], retry429: false });
  endpoint({
    ...base,
    http: "POST /a/{customer}",
    header: ["X-Note"],
    toWire: ({ customer, note }: Params) => ({ customer, "X-Note": note }),
  });
}

export function doesNotCompile(): void {
  // @ts-expect-error: a path name that is no parameter
  endpoint({ ...base, http: "GET /a/{customerId}" });
  // @ts-expect-error: the second path name is no parameter
  endpoint({ ...base, http: "GET /a/{customer}/{id}" });
  // @ts-expect-error: a query name that is no parameter
  endpoint({ ...base, http: "GET /a/{customer}", query: ["q"] });
  // @ts-expect-error: a header name that is no parameter
  endpoint({ ...base, http: "GET /a/{customer}", header: ["X-Note"] });
  // @ts-expect-error: a body that is no parameter
  endpoint({ ...base, http: "POST /a/{customer}", body: "content" });
  // @ts-expect-error: with a body of one parameter, ids and query go nowhere
  endpoint({ ...base, http: "POST /a/{customer}", body: "note" });
  // @ts-expect-error: query goes nowhere
  endpoint({ ...base, http: "POST /a/{customer}/{ids}", body: "note" });
  // @ts-expect-error: a parameter that toWire renames is no path name any more
  endpoint({ ...base, http: "GET /a/{customer}", toWire: ({ customer }: Params) => ({ customerId: customer }) });
  const customerOnly = ({ customer }: Params) => ({ customer });
  // @ts-expect-error: a header that toWire does not make
  endpoint({ ...base, http: "GET /a/{customer}", header: ["X-Note"], toWire: customerOnly });
  // @ts-expect-error: no verb
  endpoint({ ...base, http: "/a/{customer}" });
  // @ts-expect-error: an unknown verb
  endpoint({ ...base, http: "FETCH /a/{customer}" });
  // @ts-expect-error: a path without its slash
  endpoint({ ...base, http: "GET a/{customer}" });
  // @ts-expect-error: no path name
  endpoint({ ...base, http: "PUT /a/{customer}", body: "*", alsoInBody: ["note"] });
  // @ts-expect-error: no word on repeats
  endpoint({ id: "x.y", http: "GET /a/{customer}", params });
  // @ts-expect-error: no such kind of repeat
  endpoint({ ...base, idempotency: "maybe", http: "GET /a/{customer}" });
  // @ts-expect-error: a secret that is no parameter
  endpoint({ ...base, http: "GET /a/{customer}", secret: ["token"] });
}
