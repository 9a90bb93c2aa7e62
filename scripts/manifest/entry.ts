/** One entry of the manifest. */
import ts from "typescript";
import type { Effect } from "../../src/core/endpoint.js";
import type { Idempotency } from "../../src/core/retry.js";
import { type ClientClass, type Method, type PublicApi, placeOf, serviceOf } from "../publicApi.js";
import { type Calls, callsOf, type DeclaredEndpoint } from "./calls.js";
import { explain, plainText } from "./comments.js";
import { complete, describe } from "./describe.js";
import type { Descriptor } from "./endpoints.js";
import { type JsonSchema, lossyPlaces, schemaOfParams, schemaOfResponse, undescribed } from "./jsonSchema.js";
import { objectsIn, requirementsOf, schemaOfObjects, schemaOfType } from "./typeSchema.js";
import type { ManifestEndpoint, OperationEntry, Wire } from "./types.js";

const WEAKEST_FIRST: readonly Idempotency[] = ["none", "mint", "safe"];
const STRONGEST_FIRST: readonly Effect[] = ["destroy", "write", "read"];

export class EntryBuilder {
  readonly #api: PublicApi;
  readonly #client: ClientClass;
  readonly #method: Method;
  readonly #report: (problem: string) => void;
  readonly #calls: Calls;
  readonly #descriptors: readonly Descriptor[];

  constructor(
    api: PublicApi,
    client: ClientClass,
    method: Method,
    endpoints: ReadonlyMap<string, readonly Descriptor[]>,
    report: (problem: string) => void,
  ) {
    this.#api = api;
    this.#client = client;
    this.#method = method;
    this.#report = report;
    this.#calls = callsOf(api.checker, method, (service) => (endpoints.get(service) ?? []).map(({ id }) => id));
    const all = [...endpoints.values()].flat();
    const called = this.#calls.endpoints.flatMap(({ id }) => all.filter((each) => each.id === id));
    // The one that is used by default, first.
    this.#descriptors = called.sort((a, b) => Number(a.deprecated !== undefined) - Number(b.deprecated !== undefined));
    for (const problem of this.#calls.problems) report(problem);
    if (this.#descriptors.length === 0 && !this.#calls.isGeneric) report("calls no endpoint that could be found");
  }

  build(): OperationEntry {
    const { symbol, resource, name } = this.#method;
    const { isDirect, isGeneric, pageToken } = this.#calls;
    const { checker } = this.#api;
    const isOperation = isDirect && !isGeneric;
    const description = plainText(symbol.getDocumentationComment(checker));
    if (description === "") this.#report("has no comment");
    const tags = symbol.getJsDocTags(checker);
    const tagged = (tag: string) => tags.filter((each) => each.name === tag).map(({ text }) => plainText(text));
    const [deprecated] = tagged("deprecated");
    const descriptors = this.#descriptors;
    const isDeprecated = descriptors.length > 0 && descriptors.every((each) => each.deprecated !== undefined);
    if (isDeprecated !== (deprecated !== undefined)) this.#report("is deprecated in one of comment and endpoint only");
    // What a caller describes may do anything.
    const idempotency = isGeneric ? "none" : strongest(WEAKEST_FIRST, descriptors, "idempotency");
    const effect = isGeneric ? "destroy" : strongest(STRONGEST_FIRST, descriptors, "effect");
    const secret = [...new Set(descriptors.flatMap((each) => each.secret ?? []))];
    const wire = isOperation ? this.#wire() : undefined;
    return {
      service: serviceOf(this.#client.declaration),
      entry: this.#entry(),
      client: this.#client.name,
      ...(resource !== "" && { resource }),
      method: name,
      kind: isOperation ? "operation" : "helper",
      endpoints: descriptors.map(endpointOf),
      idempotency,
      effect,
      ...(secret.length > 0 && { secret }),
      ...(deprecated !== undefined && { deprecated }),
      summary: firstSentence(description),
      description,
      see: tagged("see"),
      examples: tags.filter((each) => each.name === "example").map(({ text }) => codeOf(text)),
      ...(pageToken !== undefined && { paging: { token: pageToken } }),
      ...(!this.#isFlat && { arguments: this.#arguments.map(({ name: each }) => each) }),
      params: this.#params(isOperation),
      result: this.#result(isOperation),
      ...(wire && { wire }),
    };
  }

  /** The entry of the service, which loads no other. */
  #entry(): string {
    const { entries } = this.#api;
    const names = [...entries].filter(([, exports]) => exports.get(this.#client.name) === this.#client.symbol);
    return names.map(([name]) => name).sort((a, b) => b.length - a.length)[0] ?? "";
  }

  /** The method as its class has it: of a base class with type parameters, with their values. */
  get #signature(): ts.Signature | undefined {
    return this.#api.checker.getTypeOfSymbol(this.#method.symbol).getCallSignatures()[0];
  }

  /** What the method takes, without the options of a call. */
  get #arguments(): readonly ts.Symbol[] {
    return this.#signature?.getParameters().filter(({ name }) => name !== "options") ?? [];
  }

  #typeOf(argument: ts.Symbol): ts.Type {
    const { checker } = this.#api;
    return checker.getNonNullableType(checker.getTypeOfSymbol(argument));
  }

  /** Whether the method takes one object of parameters, as most do. */
  get #isFlat(): boolean {
    const { checker } = this.#api;
    const [first, ...others] = this.#arguments.map((argument) => this.#typeOf(argument));
    if (first === undefined) return true;
    return others.length === 0 && objectsIn(checker, first) !== undefined;
  }

  #params(isOperation: boolean): JsonSchema | null {
    const [first] = this.#arguments;
    if (first === undefined) return null;
    const type = this.#typeOf(first);
    const { checker } = this.#api;
    const objects = this.#isFlat && objectsIn(checker, type);
    if (!objects) return this.#finished(this.#schemaOfArguments(), type, "params", false);
    // Helpers have the parameters of what they call, or their own.
    const own = new Set(checker.getPropertiesOfType(type).map(({ name }) => name));
    const descriptor = this.#descriptors.find(({ params }) => {
      const { properties = {} } = schemaOfParams(params, true);
      return isOperation || [...own].every((name) => name in properties);
    });
    const schema = descriptor
      ? withoutSupplied(schemaOfParams(descriptor.params, !descriptor.wholeResource), own)
      : schemaOfObjects(objects, checker);
    if (objects.length > 1) schema.anyOf = requirementsOf(objects, checker);
    return this.#finished(schema, type, "params", descriptor !== undefined);
  }

  /** The arguments of a method as the properties of an object, but for functions. */
  #schemaOfArguments(): JsonSchema {
    const { checker } = this.#api;
    const values = this.#arguments.filter((argument) => this.#typeOf(argument).getCallSignatures().length === 0);
    const properties = values.map((argument) => {
      const schema = schemaOfType(this.#typeOf(argument), checker);
      explain(schema, argument, checker);
      return [argument.name, schema] as const;
    });
    return { type: "object", properties: Object.fromEntries(properties), required: values.map(({ name }) => name) };
  }

  #result(isOperation: boolean): JsonSchema | null {
    const { checker } = this.#api;
    if (this.#signature === undefined) return null;
    const returned = checker.getReturnTypeOfSignature(this.#signature);
    const [first, second] = checker.getTypeArguments(returned as ts.TypeReference);
    const name = nameOf(returned);
    const streamed = { Pager: second, AsyncGenerator: first }[name];
    const type = streamed ?? (name.endsWith("Promise") ? first : undefined);
    if (type === undefined) this.#report("returns neither a promise nor an iterable");
    if (type === undefined || type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) return null;
    const [descriptor] = this.#descriptors;
    // A page is not what its endpoint returns.
    const isChecked = isOperation && this.#isFlat && streamed === undefined && descriptor?.response !== undefined;
    if (isOperation && descriptor?.response === undefined) this.#report("returns what is not validated");
    const schema = isChecked ? schemaOfResponse(descriptor.response) : schemaOfType(type, checker);
    if (streamed && schema.properties) delete schema.properties.response;
    return this.#finished(schema, type, "result", isChecked);
  }

  #finished(schema: JsonSchema, type: ts.Type, part: string, isOfZod: boolean): JsonSchema {
    const report = (problem: string) => this.#report(`${part}: ${problem}`);
    if (isOfZod) complete(schema, type, this.#api.checker);
    if (isOfZod) describe(schema, type, { checker: this.#api.checker, report });
    else for (const problem of undescribed(schema)) report(problem);
    for (const place of lossyPlaces(schema)) report(`${place} has no JSON Schema`);
    return schema;
  }

  /** How the request and the response differ from parameters and result. */
  #wire(): Wire | undefined {
    const [descriptor] = this.#descriptors;
    const [declared] = this.#calls.endpoints;
    if (descriptor === undefined || declared === undefined) return undefined;
    const { toWire, fromWire, reads } = descriptor;
    if (!toWire && !fromWire && reads !== "text") return undefined;
    const params = toWire ? this.#wireParams(declared) : undefined;
    return {
      ...(params && { params }),
      ...((fromWire || reads === "text") && { result: reads === "text" ? "text" : "mapped" }),
    };
  }

  #wireParams({ definition }: DeclaredEndpoint): JsonSchema | undefined {
    const { checker } = this.#api;
    const property = definition && checker.getTypeAtLocation(definition).getProperty("toWire");
    const [signature] = property ? checker.getTypeOfSymbol(property).getCallSignatures() : [];
    // A base class has no definition of its own.
    if (definition === undefined) return undefined;
    if (signature === undefined) {
      this.#report(`the type of \`toWire\` is not to be found at ${placeOf(definition)}`);
      return undefined;
    }
    return schemaOfType(checker.getReturnTypeOfSignature(signature), checker);
  }
}

function endpointOf(descriptor: Descriptor): ManifestEndpoint {
  const { id, http, query, header, body, alsoInBody, scopes } = descriptor;
  const { idempotency, effect, retry429, wholeResource, deprecated } = descriptor;
  return {
    id,
    http,
    ...(query && { query: [...query] }),
    ...(header && { header: [...header] }),
    ...(body !== undefined && { body }),
    ...(alsoInBody && { alsoInBody: [...alsoInBody] }),
    ...(scopes && { scopes: [...scopes] }),
    idempotency,
    effect,
    ...(retry429 === false && { retry429 }),
    ...(wholeResource && { readOnly: [...wholeResource.readOnly] }),
    ...(deprecated && { deprecated: { since: deprecated.since, sunset: deprecated.sunset, use: deprecated.use } }),
  };
}

/** The value of a field that comes first in an order, of all descriptors. */
function strongest<K extends "idempotency" | "effect">(
  order: readonly Descriptor[K][],
  descriptors: readonly Descriptor[],
  field: K,
): Descriptor[K] {
  const found = order.find((value) => descriptors.some((each) => each[field] === value));
  return found ?? (order[0] as Descriptor[K]);
}

/** Without the parameters that the client adds by itself, such as a format that is one of its options. */
function withoutSupplied(schema: JsonSchema, own: ReadonlySet<string>): JsonSchema {
  const { properties = {}, required = [], ...rest } = schema;
  const kept = Object.entries(properties).filter(([name]) => own.has(name));
  const needed = required.filter((name) => own.has(name));
  return { ...rest, properties: Object.fromEntries(kept), ...(needed.length > 0 && { required: needed }) };
}

function nameOf(type: ts.Type): string {
  return (type.aliasSymbol ?? type.symbol)?.name ?? "";
}

/** The code of an example, without its fence. */
function codeOf(text: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts
    .displayPartsToString(text && [...text])
    .replace(/^```\w*\n/, "")
    .replace(/\n?```$/, "");
}

function firstSentence(text: string): string {
  const [paragraph = ""] = text.split(/\n\s*\n/);
  const line = paragraph.replaceAll(/\s+/g, " ");
  return /^.*?[.!?](?=\s+[A-Z"`*]|$)/.exec(line)?.[0] ?? line;
}
