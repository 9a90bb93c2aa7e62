import type { AnyEndpoint } from "../../src/core/endpoint.js";
import type { AnySchema } from "../../src/core/schema.js";
import * as validate from "../../src/core/validate.js";

interface Rules {
  readonly wholeResource: AnyEndpoint["wholeResource"];
  readonly strict: boolean;
}

/** Checks parameters against a schema alone: as those of a method whose body they are. */
export function checkParams(params: AnySchema, value: unknown, { wholeResource, strict }: Rules) {
  const endpoint: AnyEndpoint = { id: "x", http: "POST /x", body: "*", idempotency: "safe", effect: "read", params };
  return validate.checkParams(wholeResource ? { ...endpoint, wholeResource } : endpoint, value, strict).differences;
}
