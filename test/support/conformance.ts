/** Compares endpoint descriptors and their schemas with the facts of a discovery document. */
import * as z from "zod/mini";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { zodOf } from "../../src/core/schema.js";
import { type ApiFacts, enumWord, type MethodFacts, parts } from "./discovery.js";

export type { AnyEndpoint };

interface Comparison {
  /** Where the two differ and how, as in `users.insert request User.id: missing` or `response User.id: required`. */
  differences: string[];
  /** Names of the schemas that were compared. */
  schemas: string[];
}

interface Def {
  type: string;
  shape?: Record<string, z.ZodMiniType>;
  catchall?: z.ZodMiniType;
  element?: z.ZodMiniType;
  innerType?: z.ZodMiniType;
  out?: z.ZodMiniType;
  getter?: () => z.ZodMiniType;
  entries?: Record<string, string>;
  checks?: readonly { _zod: { def: { check: string; minimum?: number } } }[];
}

const defOf = (schema: z.ZodMiniType): Def => schema._zod.def as unknown as Def;

/** A schema, and those that it wraps: to make it optional, to build it later, or to test its value first. */
function layersOf(schema: z.ZodMiniType): z.ZodMiniType[] {
  const { innerType, out, getter } = defOf(schema);
  const inner = innerType ?? out ?? getter?.();
  return inner ? [schema, ...layersOf(inner)] : [schema];
}

/** The innermost schema. */
const bare = (schema: z.ZodMiniType): z.ZodMiniType => layersOf(schema).at(-1) as z.ZodMiniType;

const isOptional = (schema: z.ZodMiniType): boolean => schema._zod.optin === "optional";
const accepts = (schema: z.ZodMiniType, value: unknown): boolean => z.safeParse(schema, value).success;

function numberWord(schema: z.ZodMiniType): string {
  if (accepts(schema, 0.5)) return "number";
  if (accepts(schema, -1)) return accepts(schema, 2 ** 31) ? "integer" : "int32";
  return accepts(schema, 2 ** 32) ? "natural" : "uint32";
}

/** Within every range that a field of times or versions may have. */
const A_NUMBER = "3600000";

/** The type word of a bare schema, by what it accepts where the library has no name for it. */
function wordOf(schema: z.ZodMiniType): string {
  const { type, entries, element } = defOf(schema);
  if (type === "enum") return enumWord(Object.values(entries ?? {}));
  if (type === "array") return `${wordOf(bare(element as z.ZodMiniType))}[]`;
  if (type === "number") return numberWord(schema);
  if (type === "string") return accepts(schema, A_NUMBER) && !accepts(schema, "x") ? "int64" : "string";
  return type;
}

/** Whether a layer tests its value first by a rule. Directly around an object, the test is that the object is plain. */
function isRule(layer: z.ZodMiniType): boolean {
  const { out } = defOf(layer);
  return out !== undefined && defOf(out).type !== "object";
}

/** Whether a schema refuses values of its type. That text is not empty may be asked of what is sent. */
function isNarrowed(schema: z.ZodMiniType, sent: boolean): boolean {
  const word = wordOf(bare(schema));
  if (word === "int32" || word === "uint32") return false;
  if (word === "int64") return !accepts(schema, "-7");
  if (layersOf(schema).some(isRule)) return true;
  const checks = layersOf(schema).flatMap((layer) => defOf(layer).checks ?? []);
  return checks.some(({ _zod: { def } }) => !(sent && def.check === "min_length" && def.minimum === 1));
}

/** Where each parameter goes, by the rules of {@link Endpoint}. */
function placesOf(endpoint: AnyEndpoint): (name: string) => string[] {
  const path = new Set([...endpoint.http.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  return (name) => {
    if (path.has(name)) return endpoint.alsoInBody?.includes(name) ? ["path", "body"] : ["path"];
    if (endpoint.header?.includes(name)) return ["header"];
    return [endpoint.body === undefined || endpoint.query?.includes(name) ? "query" : "body"];
  };
}

class Comparer {
  readonly differences = new Set<string>();
  readonly schemas = new Set<string>();

  constructor(readonly facts: ApiFacts) {}

  method(name: string, facts: MethodFacts, endpoint: AnyEndpoint): void {
    this.#same(`${name} id`, endpoint.id, `${this.facts.api}.${name}`);
    this.#same(`${name} http`, endpoint.http, facts.http);
    this.#same(`${name} scopes`, endpoint.scopes?.join(" "), facts.scopes.join(" "));
    if (facts.deprecated && !endpoint.deprecated) this.#add(name, "is not deprecated");
    const params = zodOf(endpoint.params, "request");
    const placesFor = placesOf(endpoint);
    const { shape: fields = {}, catchall } = defOf(bare(params));
    const shape = Object.entries(fields);
    const inBody = shape.filter(([param]) => placesFor(param).includes("body"));
    const elsewhere = shape.filter(([param]) => placesFor(param)[0] !== "body");
    if (catchall?._zod.def.type !== "never") this.#add(name, "takes unknown parameters");
    if (isNarrowed(params, true)) this.#add(`${name} request`, "narrowed");
    this.#params(name, facts, elsewhere, (param) => placesFor(param)[0] as string);
    const taken = elsewhere.map(([param]) => param);
    this.#names(
      "every method",
      this.facts.globals,
      taken.filter((param) => this.facts.globals.includes(param)),
    );
    this.#same(`${name} body`, endpoint.body, facts.request && "*");
    if (facts.request) this.#fields(`${name} request`, facts.request, Object.fromEntries(inBody), [], facts.needs);
    this.#same(`${name} response`, endpoint.response && "json", facts.response && "json");
    if (facts.response && endpoint.response) {
      this.#object("response", facts.response, zodOf(endpoint.response, "response"), []);
    }
  }

  #params(
    name: string,
    { params }: MethodFacts,
    shape: [string, z.ZodMiniType][],
    placeOf: (name: string) => string,
  ): void {
    const ours = new Map(shape);
    this.#names(name, Object.keys(params), [...ours.keys()]);
    for (const [param, schema] of ours) {
      const { type, list } = parts(wordOf(bare(schema)));
      const words = [placeOf(param), type, !isOptional(schema) && "required", list && "repeated"];
      if (param in params) this.#same(`${name} ${param}`, words.filter(Boolean).join(" "), params[param]);
      if (isNarrowed(schema, true)) this.#add(`${name} ${param}`, "narrowed");
    }
  }

  /** An object against the schema of that name; a schema within itself is compared once more, then taken as read. */
  #object(place: string, name: string, schema: z.ZodMiniType, within: readonly string[]): void {
    const { shape, catchall } = defOf(bare(schema));
    if (!shape) this.#add(`${place} ${name}`, `is ${wordOf(bare(schema))}`);
    if (within.length === 0 && isNarrowed(schema, false)) this.#add(`${place} ${name}`, "narrowed");
    if (shape && catchall?._zod.def.type !== "never") this.#add(`${place} ${name}`, "takes unknown fields silently");
    if (shape && within.filter((each) => each === name).length < 2) this.#fields(place, name, shape, within);
  }

  #fields(
    place: string,
    name: string,
    shape: Record<string, z.ZodMiniType>,
    within: readonly string[],
    needs: readonly string[] = [],
  ): void {
    this.schemas.add(name);
    const documented = this.facts.schemas[name] ?? {};
    this.#names(`${place} ${name}`, Object.keys(documented), Object.keys(shape));
    for (const [field, schema] of Object.entries(shape)) {
      const word = documented[field];
      if (word === undefined) continue;
      const at = `${place} ${name}.${field}`;
      if (!isOptional(schema) && !needs.includes(field)) this.#add(at, "required");
      if (isOptional(schema) && needs.includes(field)) this.#add(at, "not required");
      this.#value(place, at, word, schema, [...within, name]);
    }
  }

  #value(place: string, at: string, word: string, schema: z.ZodMiniType, within: readonly string[]): void {
    const { type, list, schema: name } = parts(word);
    const outer = defOf(bare(schema));
    const isList = outer.type === "array";
    const item = isList ? (outer.element as z.ZodMiniType) : schema;
    if (isList !== list) this.#add(at, isList ? "is a list" : "is not a list");
    for (const each of new Set([schema, item])) {
      if (isNarrowed(each, place.endsWith("request"))) this.#add(at, "narrowed");
    }
    if (name) this.#object(place, name, item, within);
    else this.#same(at, wordOf(bare(item)), type === "google-duration" ? "string" : type);
  }

  #names(at: string, theirs: readonly string[], ours: readonly string[]): void {
    for (const name of theirs) if (!ours.includes(name)) this.#add(`${at}.${name}`, "missing");
    for (const name of ours) if (!theirs.includes(name)) this.#add(`${at}.${name}`, "extra");
  }

  #same(at: string, ours: string | undefined, theirs: string | undefined): void {
    if (ours !== theirs) this.#add(at, `${ours}, documented as ${theirs}`);
  }

  #add(at: string, difference: string): void {
    this.differences.add(`${at}: ${difference}`);
  }
}

/** All endpoints of a service by resource and method, as in `users.get`. */
export function named(endpoints: Record<string, Record<string, unknown>>): Record<string, AnyEndpoint> {
  const entries = Object.entries(endpoints).flatMap(([resource, methods]) =>
    Object.entries(methods).map(([method, endpoint]) => [`${resource}.${method}`, endpoint as AnyEndpoint]),
  );
  return Object.fromEntries(entries);
}

/** Compares in both directions: what is missing counts, and what is too much. */
export function compare(facts: ApiFacts, endpoints: Record<string, AnyEndpoint>): Comparison {
  const comparer = new Comparer(facts);
  for (const [name, method] of Object.entries(facts.methods)) {
    const endpoint = endpoints[name];
    if (endpoint) comparer.method(name, method, endpoint);
    else comparer.differences.add(`${name}: missing`);
  }
  for (const name of Object.keys(endpoints)) if (!(name in facts.methods)) comparer.differences.add(`${name}: extra`);
  return { differences: [...comparer.differences].sort(), schemas: [...comparer.schemas].sort() };
}
