/** Facts of a Google API (names, verbs, paths, types; no prose), from its discovery document or from what is kept of it. */
import { existsSync, readFileSync } from "node:fs";

/**
 * A type as one word: `string`, `boolean`, `int32`, `uint32`, `int64` (text in JSON), `google-duration`, `(a|b)` for an
 * enum, `@Name` for a schema; `[]` after it for a list.
 */
type TypeWord = string;

export interface MethodFacts {
  /** Verb and path template. */
  http: string;
  /** Place and type of each parameter, then `required` or `repeated`, as in `query string repeated`. */
  params: Record<string, string>;
  request?: string;
  response?: string;
  scopes: string[];
  /** Fields of the request that the document says this method requires. */
  needs?: string[];
  deprecated?: true;
}

export interface ApiFacts {
  api: string;
  revision: string;
  root: string;
  /** Query parameters of every method. */
  globals: string[];
  /** By resource and method, as in `users.get`. */
  methods: Record<string, MethodFacts>;
  /** Fields of each schema; a type word, and `readonly` after it where the document says so. */
  schemas: Record<string, Record<string, string>>;
}

interface Typed {
  type?: string;
  format?: string;
  enum?: string[];
  $ref?: string;
  items?: Typed;
}

interface Property extends Typed {
  readOnly?: boolean;
  annotations?: { required?: string[] };
}

interface Method {
  id: string;
  httpMethod: string;
  path: string;
  parameters: Record<string, Typed & { location: string; required?: boolean; repeated?: boolean }>;
  request?: { $ref: string };
  response?: { $ref: string };
  scopes: string[];
  deprecated?: boolean;
}

interface DiscoveryDocument {
  name: string;
  revision: string;
  rootUrl: string;
  servicePath: string;
  parameters: Record<string, unknown>;
  resources: Record<string, { methods: Record<string, Method> }>;
  schemas: Record<string, { properties: Record<string, Property> }>;
}

/** Where the vendor's document stands beside the repository, if it does. */
export const DOCUMENT = new URL("../../../shared/specs/androidenterprise-v1.discovery.json", import.meta.url);
/** Written by `npx tsx test/support/writeFacts.ts [discovery document]`. */
export const FACTS = new URL("../androidEnterprise/facts.jsonl", import.meta.url);

const mapped = <T, U>(of: Record<string, T>, to: (value: T, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value, name)]));

export function enumWord(values: readonly string[]): TypeWord {
  return `(${[...values].sort().join("|")})`;
}

function typeWord({ type, format, enum: values, $ref, items }: Typed): TypeWord {
  if (items) return `${typeWord(items)}[]`;
  if ($ref) return `@${$ref}`;
  return values ? enumWord(values) : (format ?? type ?? "unknown");
}

/** What the document says, without its prose. */
export function factsOf(document: DiscoveryDocument): ApiFacts {
  const { name: api, revision, rootUrl: root, servicePath, parameters, resources, schemas } = document;
  const methodFacts = (method: Method): MethodFacts => {
    const { request, response, scopes, deprecated } = method;
    const needs = Object.entries(schemas[request?.$ref ?? ""]?.properties ?? {})
      .filter(([, { annotations }]) => annotations?.required?.includes(method.id))
      .map(([name]) => name);
    return {
      http: `${method.httpMethod} /${servicePath}${method.path}`,
      params: mapped(method.parameters, (param) => {
        const { location, required, repeated } = param;
        return [location, typeWord(param), required && "required", repeated && "repeated"].filter(Boolean).join(" ");
      }),
      ...(request && { request: request.$ref }),
      ...(response && { response: response.$ref }),
      scopes,
      ...(needs.length > 0 && { needs }),
      ...(deprecated && { deprecated }),
    };
  };
  const methods = Object.values(resources).flatMap((resource) => Object.values(resource.methods));
  return {
    api,
    revision,
    root,
    globals: Object.keys(parameters),
    methods: Object.fromEntries(methods.map((method) => [method.id.slice(api.length + 1), methodFacts(method)])),
    schemas: mapped(schemas, ({ properties }) =>
      mapped(properties, (property) => typeWord(property) + (property.readOnly ? " readonly" : "")),
    ),
  };
}

/** One line of JSON for what the methods share, then one a method and one a schema. */
export function writeFacts({ methods, schemas, ...head }: ApiFacts): string {
  const lines = [
    head,
    ...Object.entries(methods).map(([method, facts]) => ({ method, ...facts })),
    ...Object.entries(schemas).map(([schema, fields]) => ({ schema, fields })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function readFacts(text: string): ApiFacts {
  const [head, ...lines] = text.trimEnd().split("\n");
  const facts: ApiFacts = { ...JSON.parse(head as string), methods: {}, schemas: {} };
  for (const line of lines) {
    const { method, schema, fields, ...rest } = JSON.parse(line);
    if (method) facts.methods[method] = rest;
    else facts.schemas[schema] = fields;
  }
  return facts;
}

const documentIsThere = existsSync(DOCUMENT);

/** What the repository keeps of the document. */
export const keptFacts = (): ApiFacts => readFacts(readFileSync(FACTS, "utf8"));

/** Both sources of the same facts. Where the document is absent, its facts are, and its name says so. */
export function sources(): { source: string; facts: ApiFacts | undefined }[] {
  const document = "Google's discovery document";
  return [
    documentIsThere
      ? { source: document, facts: factsOf(JSON.parse(readFileSync(DOCUMENT, "utf8"))) }
      : { source: `${document} (skipped: it is not beside the repository)`, facts: undefined },
    { source: "the facts kept of it", facts: keptFacts() },
  ];
}

/** A type word taken apart; for a list, `type` is what it is a list of. */
export function parts(word: string): { type: TypeWord; list: boolean; schema: string | undefined } {
  const [text = ""] = word.split(" ");
  const list = text.endsWith("[]");
  const type = list ? text.slice(0, -2) : text;
  return { type, list, schema: type.startsWith("@") ? type.slice(1) : undefined };
}

const SAMPLES: Record<string, unknown> = {
  boolean: true,
  int32: 7,
  int64: "3600000",
  "google-duration": "3600s",
};

/** A response with every documented field; a schema within itself ends. */
export function sampleOf(facts: ApiFacts, name: string, within: readonly string[] = []): Record<string, unknown> {
  const sample: Record<string, unknown> = {};
  for (const [field, word] of Object.entries(facts.schemas[name] ?? {})) {
    const { type, list, schema } = parts(word);
    if (schema && [...within, name].includes(schema)) continue;
    const values = type.startsWith("(") ? type.slice(1, -1).split("|") : undefined;
    const value = schema
      ? sampleOf(facts, schema, [...within, name])
      : (values?.at(-1) ?? SAMPLES[type] ?? `a ${field}`);
    sample[field] = list ? [value] : value;
  }
  return sample;
}

export interface ExpectedRequest {
  method: string;
  path: string;
  query: [string, string][];
  body: Record<string, unknown> | null;
}

/** The request that the document prescribes. A field of the body named like a path parameter is that parameter. */
export function requestOf(facts: ApiFacts, name: string, params: Record<string, unknown>): ExpectedRequest {
  const { http, params: places, request } = facts.methods[name] as MethodFacts;
  const [method = "", template = ""] = http.split(" ");
  const given = Object.entries(params);
  const query = given.filter(([param]) => places[param]?.startsWith("query"));
  const inBody = (param: string) => !(param in places) || param in (facts.schemas[request ?? ""] ?? {});
  return {
    method,
    path: template.replace(/\{(\w+)\}/g, (_, param) => encodeURIComponent(String(params[param]))),
    query: query.flatMap(([param, value]) => [value].flat().map((each): [string, string] => [param, String(each)])),
    body: request ? Object.fromEntries(given.filter(([param]) => inBody(param))) : null,
  };
}
