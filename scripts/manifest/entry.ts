/** One entry of the manifest. */
import type ts from "typescript";
import type { Effect } from "../../src/core/endpoint.js";
import type { Idempotency } from "../../src/core/retry.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { Operation, OperationEndpoint, OperationWire, ServiceSummary } from "../../src/operations/types.js";
import { type Method, type PublicApi, placeOf } from "../publicApi.js";
import { type Calls, callsOf, type DeclaredEndpoint } from "./calls.js";
import { codeOf, explain, firstSentence, plainText } from "./comments.js";
import { complete, describe } from "./describe.js";
import type { Descriptor } from "./endpoints.js";
import { lossyPlaces, schemaOfParams, schemaOfResponse, undescribed } from "./jsonSchema.js";
import { isFunction, isOptional, Signature } from "./signature.js";
import { filesIn, libraryOnly, listTaken, type Returned, returnedBy, secretsIn } from "./traits.js";
import { requirementsOf, schemaOfObjects, schemaOfType } from "./typeSchema.js";

export const WEAKEST_FIRST: readonly Idempotency[] = ["none", "mint", "safe"];
export const STRONGEST_FIRST: readonly Effect[] = ["destroy", "write", "read"];

/** Endpoints by which methods that are composed of calls remove only what they created themselves. */
const CLEANUPS: readonly string[] = ["flowerdocs.temporaryFiles.delete"];

/** What an entry says of its service. */
export type OfService = Omit<ServiceSummary, "summary" | "operations">;

export class EntryBuilder {
  readonly #api: PublicApi;
  readonly #service: OfService;
  readonly #method: Method;
  readonly #report: (problem: string) => void;
  readonly #calls: Calls;
  readonly #descriptors: readonly Descriptor[];
  readonly #signature: Signature;

  constructor(
    api: PublicApi,
    service: OfService,
    method: Method,
    endpoints: ReadonlyMap<string, readonly Descriptor[]>,
    report: (problem: string) => void,
  ) {
    this.#api = api;
    this.#service = service;
    this.#method = method;
    this.#report = report;
    this.#calls = callsOf(api.checker, method, (folder) => (endpoints.get(folder) ?? []).map(({ id }) => id));
    this.#signature = new Signature(api.checker, method);
    const all = [...endpoints.values()].flat();
    const called = this.#calls.endpoints.flatMap(({ id }) => all.filter((each) => each.id === id));
    // The one that is used by default, first.
    this.#descriptors = called.sort((a, b) => Number(a.deprecated !== undefined) - Number(b.deprecated !== undefined));
    for (const problem of this.#calls.problems) report(problem);
    if (this.#descriptors.length === 0 && !this.#calls.isGeneric) report("calls no endpoint that could be found");
  }

  build(): Operation {
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
    const effective = isOperation ? descriptors : descriptors.filter(({ id }) => !CLEANUPS.includes(id));
    const isDeprecated = descriptors.length > 0 && descriptors.every((each) => each.deprecated !== undefined);
    if (isDeprecated !== (deprecated !== undefined)) this.#report("is deprecated in one of comment and endpoint only");
    const onlyAs = libraryOnly(this.#signature);
    const secret = [...new Set(descriptors.flatMap((each) => each.secret ?? []))];
    const returned = returnedBy(this.#signature);
    if (returned === undefined) this.#report("returns neither a promise nor an iterable");
    const params = this.#params(isOperation);
    const files = filesIn(params);
    const list = listTaken(this.#api, this.#signature, tagged("throws"), descriptors);
    const options = this.#options();
    const wire = isOperation ? this.#wire() : undefined;
    const result = returned ? this.#result(isOperation, returned) : null;
    const secretResult = secretsIn(result);
    return {
      id: resource === "" ? name : `${resource}.${name}`,
      service: this.#service.name,
      entry: this.#service.entry,
      client: this.#service.client,
      ...(resource !== "" && { resource }),
      method: name,
      kind: isOperation ? "operation" : "helper",
      endpoints: descriptors.map(endpointOf),
      // What a caller describes may do anything.
      idempotency: isGeneric ? "none" : strongest(WEAKEST_FIRST, descriptors, "idempotency"),
      effect: isGeneric ? "destroy" : strongest(STRONGEST_FIRST, effective, "effect"),
      ...(secret.length > 0 && { secret }),
      ...(secretResult.length > 0 && { secretResult }),
      ...(deprecated !== undefined && { deprecated }),
      ...(onlyAs !== undefined && { libraryOnly: onlyAs }),
      summary: firstSentence(description),
      description,
      see: tagged("see"),
      examples: tags.filter((each) => each.name === "example").map(({ text }) => codeOf(text)),
      returns: returned?.returns ?? "value",
      ...(pageToken !== undefined && { paging: { token: pageToken } }),
      ...(!this.#signature.isFlat && { arguments: this.#signature.arguments.map(({ name: each }) => each) }),
      ...(files.length > 0 && { files }),
      ...(list && { list }),
      params,
      ...(options && { options }),
      result,
      ...(wire && { wire }),
    };
  }

  #params(isOperation: boolean): JsonSchema | null {
    const [first] = this.#signature.arguments;
    if (first === undefined) return null;
    const type = this.#signature.typeOf(first);
    const { checker } = this.#api;
    const objects = this.#signature.objects;
    if (!objects) return this.#finished(this.#schemaOfArguments(), type, "params", false);
    // Helpers have the parameters of what they call, or their own.
    const own = new Set(checker.getPropertiesOfType(type).map(({ name }) => name));
    const descriptor = this.#descriptors.find(({ params }) => {
      const { properties = {} } = schemaOfParams(params, true);
      return isOperation || [...own].every((name) => name in properties);
    });
    // The client adds others by itself, such as a format that is one of its options.
    const schema = descriptor
      ? only(schemaOfParams(descriptor.params, !descriptor.wholeResource), (name) => own.has(name))
      : schemaOfObjects(objects, checker);
    if (descriptor && objects.length === 1) {
      // A method may require what its endpoint does not.
      const needed = checker.getPropertiesOfType(type).filter((field) => !isOptional(field));
      const required = [...new Set([...(schema.required ?? []), ...needed.map(({ name }) => name)])];
      if (required.length > 0) schema.required = required;
    }
    if (objects.length > 1) schema.anyOf = requirementsOf(objects, checker);
    return this.#finished(schema, type, "params", descriptor !== undefined);
  }

  /** The arguments of a method as the properties of an object, but for functions. */
  #schemaOfArguments(): JsonSchema {
    const { checker } = this.#api;
    const values = this.#signature.arguments.filter((argument) => !isFunction(this.#signature.typeOf(argument)));
    const properties = values.map((argument) => {
      const schema = schemaOfType(this.#signature.typeOf(argument), checker);
      explain(schema, argument, checker);
      return [argument.name, schema] as const;
    });
    return { type: "object", properties: Object.fromEntries(properties), required: values.map(({ name }) => name) };
  }

  /** The options that calls of other methods do not have. */
  #options(): JsonSchema | undefined {
    const { options } = this.#signature;
    const common = this.#api.exported.get("CallOptions");
    if (options === undefined || common === undefined) return undefined;
    const isCommon = (name: string) =>
      this.#api.checker.getDeclaredTypeOfSymbol(common).getProperty(name) !== undefined;
    const own = only(schemaOfType(options, this.#api.checker), (name) => !isCommon(name));
    if (Object.keys(own.properties ?? {}).length === 0) return undefined;
    return this.#finished(own, options, "options", false);
  }

  #result(isOperation: boolean, { returns, type }: Returned): JsonSchema | null {
    if (type === undefined) return null;
    const [descriptor] = this.#descriptors;
    if (isOperation && descriptor?.response === undefined) this.#report("returns what is not validated");
    // A page, and what streams, is not what its endpoint returns.
    const isWhole = returns === "value" && this.#signature.isFlat;
    const response = isOperation && isWhole ? descriptor?.response : undefined;
    const whole = response ? schemaOfResponse(response) : schemaOfType(type, this.#api.checker);
    const schema = returns === "pager" ? only(whole, (name) => name !== "response") : whole;
    // Bytes of which nothing else is said.
    if (returns === "download" && Object.keys(schema.properties ?? {}).length === 0) return null;
    return this.#finished(schema, type, "result", response !== undefined);
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
  #wire(): OperationWire | undefined {
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

function endpointOf(descriptor: Descriptor): OperationEndpoint {
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
    ...(deprecated && { deprecated: deprecationOf(deprecated) }),
  };
}

function deprecationOf({ since, sunset, use }: NonNullable<Descriptor["deprecated"]>) {
  return { ...(since !== undefined && { since }), ...(sunset !== undefined && { sunset }), use };
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

/** The schema of an object with some of its fields. */
function only(schema: JsonSchema, isKept: (name: string) => boolean): JsonSchema {
  const { properties = {}, required = [], ...rest } = schema;
  const kept = Object.entries(properties).filter(([name]) => isKept(name));
  const needed = required.filter(isKept);
  return { ...rest, properties: Object.fromEntries(kept), ...(needed.length > 0 && { required: needed }) };
}
