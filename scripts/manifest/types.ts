/** The manifest: every public method of every client, as data. */
import type { Effect } from "../../src/core/endpoint.js";
import type { Idempotency } from "../../src/core/retry.js";
import type { JsonSchema } from "./jsonSchema.js";

export interface Manifest {
  operations: OperationEntry[];
}

/** One method. */
export interface OperationEntry {
  /** Folder of the service in `src`. */
  service: string;
  /** Where the client is imported from. */
  entry: string;
  /** Name of the client's class. */
  client: string;
  /** Property of the client. Absent for a method of the client itself. */
  resource?: string;
  method: string;
  /**
   * `operation`: one call of an endpoint, of which there may be one for each backend or dialect. `helper`: composed of
   * calls, or described by the caller; `endpoints` are those that it may call.
   */
  kind: "operation" | "helper";
  endpoints: ManifestEndpoint[];
  /** The weakest of all endpoints. */
  idempotency: Idempotency;
  /** The strongest of all endpoints. */
  effect: Effect;
  /** Parameters that are credentials. */
  secret?: string[];
  /** What to use instead. */
  deprecated?: string;
  /** The first sentence of the description. */
  summary: string;
  description: string;
  /** Pages about it. */
  see: string[];
  /** TypeScript, on a `client` that was created elsewhere. */
  examples: string[];
  /** For methods that return a pager: the parameter that takes a page token. `result` is then a page. */
  paging?: { token: string };
  /** Names of the arguments, where the method takes others than one object of parameters. `params` has them as fields. */
  arguments?: string[];
  /** JSON Schema of the parameters; `null` if there are none. An `enum` lists the documented values. */
  params: JsonSchema | null;
  /** JSON Schema of the result; `null` if there is none. Unknown fields and enum values pass. */
  result: JsonSchema | null;
  /** Only where the request or the response differs from `params` or `result`. */
  wire?: Wire;
}

export interface ManifestEndpoint {
  id: string;
  /** Verb and path template. */
  http: string;
  /** Parameters of the query, by their names on the wire. Without a body, all that are not in the path are. */
  query?: string[];
  /** Parameters that are headers. */
  header?: string[];
  /** `*`: all other parameters are fields of the body; a name: that parameter is the body; absent: there is none. */
  body?: string;
  /** Parameters of the path that are fields of the body too. */
  alsoInBody?: string[];
  /** Alternative scopes, least privileged first. */
  scopes?: string[];
  idempotency: Idempotency;
  effect: Effect;
  /** Throttling means that a daily quota is used up. */
  retry429?: false;
  /** For a body that is a whole resource: fields that are accepted and not sent. */
  readOnly?: string[];
  deprecated?: { since: string | undefined; sunset: string | undefined; use: string };
}

export interface Wire {
  /** JSON Schema of what the parameters become. */
  params?: JsonSchema;
  /** `text`: read from a body that need not be JSON. `mapped`: read from other names, or with defaults filled in. */
  result?: "text" | "mapped";
}
