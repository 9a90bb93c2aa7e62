/** One operation: an endpoint of the manifest as OpenAPI describes it. */
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { Operation } from "../../src/operations/types.js";
import type { Descriptor } from "../manifest/endpoints.js";
import { schemaOfResponse } from "../manifest/jsonSchema.js";
import { bodyOf } from "./requests.js";
import { successOf } from "./responses.js";
import type { ServiceFacts } from "./services.js";
import { explained } from "./texts.js";
import type { OpenApiOperation, Parameter, RequestBody } from "./types.js";
import { publicParams, type WireReader } from "./wire.js";

/** An endpoint with the methods that call it: the one that is nothing but this call, first. */
export interface Called {
  readonly descriptor: Descriptor;
  readonly methods: readonly Operation[];
}

export function operationOf({ descriptor, methods }: Called, facts: ServiceFacts, wire: WireReader): OpenApiOperation {
  const { id, idempotency, effect, deprecated, response } = descriptor;
  const own = ownMethod({ descriptor, methods });
  const sent = wire.read(descriptor, own?.params ?? null);
  const result = response && explained(schemaOfResponse(response), own?.result ?? {});
  const requestBody = requestBodyOf(
    descriptor,
    sent,
    () => publicParams(descriptor, own?.params ?? null).properties?.document,
  );
  const servers = facts.serversOf?.(id);
  const [page] = own?.see ?? [];
  return {
    operationId: id,
    tags: [tagOf(descriptor)],
    summary: own?.summary ?? `Part of ${methods.map((method) => `\`${method.id}\``).join(", ") || "the sign-in"}.`,
    ...(own && { description: descriptionOf(own, descriptor) }),
    ...(page !== undefined && { externalDocs: { url: page } }),
    ...(deprecated && { deprecated: true }),
    ...(servers && { servers }),
    parameters: parametersOf(descriptor, sent),
    ...(requestBody && { requestBody }),
    responses: { ...successOf(descriptor, result), default: { $ref: "#/components/responses/Error" } },
    security: facts.securityOf(descriptor),
    "x-tessera-idempotency": idempotency,
    "x-tessera-effect": effect,
    "x-tessera-methods": methods.map((method) => method.id),
  };
}

/** The method that an endpoint is of, whose words are about it. */
function ownMethod({ descriptor: { id }, methods }: Called): Operation | undefined {
  const [first] = methods;
  return first && (first.kind === "operation" || id.endsWith(`.${first.id}`)) ? first : undefined;
}

function descriptionOf({ description }: Operation, { deprecated }: Descriptor): string {
  if (deprecated === undefined) return description;
  const since = deprecated.since === undefined ? "" : ` since ${deprecated.since}`;
  return `${description}\n\nDeprecated${since}: ${deprecated.use}.`;
}

/** The resource, or the service for a method of the client itself. */
function tagOf({ id }: Descriptor): string {
  return (
    id
      .split(".")
      .filter((part) => part !== "legacy")
      .at(-2) ?? id
  );
}

/** The names in the braces of a path. */
export const namesIn = (http: string) => [...http.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);

function parametersOf({ http, query, header = [], body }: Descriptor, sent: JsonSchema): Parameter[] {
  const { properties = {}, required = [] } = sent;
  const inPath = namesIn(http);
  const isInQuery = (name: string) =>
    !inPath.includes(name) && !header.includes(name) && (query?.includes(name) ?? false);
  const all = Object.keys(properties).filter((name) => !inPath.includes(name) && !header.includes(name));
  const inQuery = body === undefined ? all : all.filter(isInQuery);
  // OpenAPI has media types in their place.
  const inHeader = header.filter((name) => !["accept", "content-type"].includes(name.toLowerCase()));
  const parameter = (name: string, place: Parameter["in"]): Parameter => {
    const { description, deprecated, default: _, ...schema } = properties[name] ?? { type: "string" };
    return {
      name,
      in: place,
      ...(description !== undefined && { description }),
      ...((place === "path" || required.includes(name)) && { required: true }),
      ...(deprecated && { deprecated }),
      style: place === "query" ? "form" : "simple",
      // In a query, each item of a list is a pair of its own. In a path, a list is one text with commas.
      explode: place === "query",
      schema: listed(schema),
    };
  };
  return [
    ...inPath.map((name) => parameter(name, "path")),
    ...inQuery.map((name) => parameter(name, "query")),
    ...inHeader.map((name) => parameter(name, "header")),
  ];
}

/** One item is a list of one: in a URL they look the same. */
function listed(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find(({ type }) => type === "array") ?? schema;
}

const MEDIA_TYPES = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  bytes: "application/octet-stream",
};

function requestBodyOf(
  descriptor: Descriptor,
  sent: JsonSchema,
  document: () => JsonSchema | undefined,
): RequestBody | undefined {
  const { id, body, sends = "json" } = descriptor;
  if (body === undefined) return undefined;
  const own = bodyOf(id, document);
  if (own) return { required: true, content: own };
  const schema = body === "*" ? fieldsOf(descriptor, sent) : (sent.properties?.[body] ?? {});
  return { required: true, content: { [MEDIA_TYPES[sends]]: { schema } } };
}

/** The parameters that are fields of the body. Those that only responses have are marked, as clients leave them out. */
function fieldsOf({ http, query = [], header = [], alsoInBody = [], wholeResource }: Descriptor, sent: JsonSchema) {
  const elsewhere = [...namesIn(http), ...query, ...header].filter((name) => !alsoInBody.includes(name));
  const isReadOnly = (name: string) => wholeResource?.readOnly.includes(name);
  const { properties = {}, required = [], anyOf: _, ...schema } = sent;
  const needed = required.filter((name) => !elsewhere.includes(name) && !isReadOnly(name));
  const fields = Object.entries(properties).filter(([name]) => !elsewhere.includes(name));
  return {
    ...schema,
    properties: Object.fromEntries(
      fields.map(([name, field]) => [name, isReadOnly(name) ? { ...field, readOnly: true } : field]),
    ),
    ...(needed.length > 0 && { required: needed }),
  };
}
