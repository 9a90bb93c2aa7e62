/** OpenAPI 3.1, as far as the documents use it. */
import type { Effect } from "../../src/core/endpoint.js";
import type { Idempotency } from "../../src/core/retry.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";

export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly Server[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export interface Server {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly enum?: readonly string[] }>>;
}

/** The operations of one path, by their verbs in lower case. */
export type PathItem = Partial<Record<"get" | "post" | "put" | "patch" | "delete", OpenApiOperation>>;

export interface OpenApiOperation {
  /** Id of the endpoint in the manifest. */
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly externalDocs?: { readonly url: string };
  readonly deprecated?: true;
  /** Where it is not that of the document. */
  readonly servers?: readonly Server[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
  /** Of which one suffices. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly "x-tessera-idempotency": Idempotency;
  readonly "x-tessera-effect": Effect;
  /** The methods that send it. */
  readonly "x-tessera-methods": readonly string[];
  /** Ids of all endpoints with this verb and path, where there are several. */
  readonly "x-tessera-endpoints"?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description?: string;
  readonly required?: true;
  readonly deprecated?: true;
  readonly style: "simple" | "form";
  readonly explode: boolean;
  readonly schema: JsonSchema;
}

export interface RequestBody {
  readonly required?: true;
  readonly content: Readonly<Record<string, MediaType>>;
}

export interface MediaType {
  readonly schema?: JsonSchema;
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

export interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaType>>;
}
