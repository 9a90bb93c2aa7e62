/** What an endpoint takes, by the names of the wire. */
import type ts from "typescript";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import { callsOf, type DeclaredEndpoint } from "../manifest/calls.js";
import type { Descriptor } from "../manifest/endpoints.js";
import { schemaOfParams } from "../manifest/jsonSchema.js";
import { schemaOfType } from "../manifest/typeSchema.js";
import type { PublicApi } from "../publicApi.js";
import { ruleOf } from "./requests.js";
import { explained } from "./texts.js";

/** Reads the parameters of endpoints, after `toWire`. */
export class WireReader {
  readonly #checker: ts.TypeChecker;
  /** By id. An endpoint may be declared more than once, for methods that fill it in differently. */
  readonly #definitions = new Map<string, Set<ts.Expression>>();

  constructor({ checker, clients }: PublicApi, endpoints: ReadonlyMap<string, readonly Descriptor[]>) {
    this.#checker = checker;
    const idsOf = (folder: string) => (endpoints.get(folder) ?? []).map(({ id }) => id);
    for (const method of clients.flatMap(({ methods }) => methods))
      for (const declared of callsOf(checker, method, idsOf).endpoints) this.#add(declared);
  }

  /**
   * The parameters with their names and types on the wire, explained where a public parameter has the same name.
   *
   * @param explanation the public parameters of the method that calls the endpoint.
   * @throws An error that names the endpoint, if neither a type nor a rule says what it sends.
   */
  read(descriptor: Descriptor, explanation: JsonSchema | null): JsonSchema {
    const given = publicParams(descriptor, explanation);
    if (descriptor.toWire === undefined) return given;
    const rule = ruleOf(descriptor);
    if (rule) return rule(given);
    const schemas = [...(this.#definitions.get(descriptor.id) ?? [])].flatMap((each) => this.#sentBy(each));
    if (schemas.length === 0) throw new Error(`${descriptor.id}: no type says what its \`toWire\` returns`);
    return explained(together(schemas), given);
  }

  #add({ id, definition }: DeclaredEndpoint): void {
    if (definition === undefined) return;
    const known = this.#definitions.get(id) ?? new Set();
    this.#definitions.set(id, known.add(definition));
  }

  #sentBy(definition: ts.Expression): JsonSchema[] {
    const property = this.#checker.getTypeAtLocation(definition).getProperty("toWire");
    const [signature] = property ? this.#checker.getTypeOfSymbol(property).getCallSignatures() : [];
    return signature ? [schemaOfType(this.#checker.getReturnTypeOfSignature(signature), this.#checker)] : [];
  }
}

/** The parameters before `toWire`. */
export function publicParams({ params, wholeResource }: Descriptor, explanation: JsonSchema | null): JsonSchema {
  return explained(schemaOfParams(params, wholeResource === undefined), explanation ?? {});
}

/** The fields of several objects, of which those are required that all require. */
function together(schemas: readonly JsonSchema[]): JsonSchema {
  const [first = {}] = schemas;
  if (schemas.length === 1) return first;
  const properties = Object.assign({}, ...schemas.map((each) => each.properties));
  const required = (first.required ?? []).filter((name) => schemas.every((each) => each.required?.includes(name)));
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}
