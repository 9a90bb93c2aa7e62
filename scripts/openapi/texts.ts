/** Texts of one schema for another. */
import type { JsonSchema } from "../../src/operations/jsonSchema.js";

/**
 * A schema with the texts of another for fields of the same name, and with its forms where the first has none.
 *
 * @param from a schema that stands alone, in which references lead to its own `$defs`.
 */
export function explained(schema: JsonSchema, from: JsonSchema): JsonSchema {
  return new Explainer(from).visit(schema, from, 0);
}

/** A schema may hold itself. */
const DEEPEST = 12;

class Explainer {
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  visit(schema: JsonSchema, given: JsonSchema, depth: number): JsonSchema {
    const from = this.#referred(given);
    if (depth > DEEPEST || schema.$ref !== undefined) return schema;
    if (Object.keys(schema).length === 0) return withoutDefault(from.$defs === undefined ? from : { ...from });
    const visit = (inner: JsonSchema, source: JsonSchema | undefined) =>
      source ? this.visit(inner, source, depth + 1) : inner;
    const { properties, items, anyOf, additionalProperties, $defs } = schema;
    const sources = from.anyOf ?? [from];
    return {
      ...schema,
      ...(schema.type === "number" && from.type === "integer" && ranged(from)),
      ...texts(given, from, schema.enum === undefined),
      ...(properties && {
        properties: mapped(properties, (inner, name) =>
          visit(inner, sources.map((each) => this.#referred(each).properties?.[name]).find(Boolean)),
        ),
      }),
      ...(items && { items: visit(items, sources.map((each) => each.items).find(Boolean)) }),
      ...(anyOf && {
        anyOf: anyOf.map((inner) => visit(inner, sources.find(({ type }) => type === inner.type) ?? from)),
      }),
      ...(typeof additionalProperties === "object" && {
        additionalProperties: visit(
          additionalProperties,
          typeof from.additionalProperties === "object" ? from.additionalProperties : undefined,
        ),
      }),
      ...($defs && { $defs: mapped($defs, (inner, name) => visit(inner, this.#root.$defs?.[name])) }),
    };
  }

  #referred(schema: JsonSchema): JsonSchema {
    if (schema.$ref === undefined) return schema;
    return (schema.$ref === "#" ? this.#root : this.#root.$defs?.[schema.$ref.replace("#/$defs/", "")]) ?? schema;
  }
}

/** What is left out on the wire is decided by the vendor: defaults of the client are none of its. */
function withoutDefault({ default: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function texts(given: JsonSchema, from: JsonSchema, isOpen: boolean): JsonSchema {
  const description = given.description ?? from.description;
  const { deprecated, examples } = from;
  return {
    ...(description !== undefined && { description }),
    ...(deprecated !== undefined && { deprecated }),
    ...(isOpen && examples !== undefined && { examples }),
  };
}

/** The compiler knows no integers. */
function ranged({ minimum, maximum }: JsonSchema): JsonSchema {
  return { type: "integer", ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

export function mapped<T, R>(record: Readonly<Record<string, T>>, map: (value: T, name: string) => R) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
