/** How the JSON Schemas of parameters are read. They come from the SDK and use few keywords. */
import type { JsonSchema } from "./catalog.js";

/** A schema without `$ref`. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const { $ref, ...own } = schema;
  if ($ref === undefined) return schema;
  const target = $ref === "#" ? root : root.$defs?.[$ref.replace("#/$defs/", "")];
  return Object.keys(own).length === 0 ? (target ?? {}) : { ...target, ...own };
}

/** The schemas of which a value has to match one. */
export function alternatives(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  const { anyOf, type } = schema;
  // Beside a type, it only says which fields go together.
  if (anyOf !== undefined && type === undefined)
    return anyOf.flatMap((each) => alternatives(resolved(each, root), root));
  return Array.isArray(type) ? type.map((each) => ({ type: each })) : [schema];
}

/** The declared fields of an object, or of the alternatives that are objects. */
export function propertiesOf(schema: JsonSchema, root: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.assign({}, ...alternatives(schema, root).map(({ properties }) => properties));
}

/** The fields that are required in any case. */
export function requiredOf({ required = [], anyOf = [] }: JsonSchema): readonly string[] {
  const [first, ...others] = anyOf.map((each) => each.required ?? []);
  const common = first?.filter((name) => others.every((names) => names.includes(name))) ?? [];
  return [...required, ...common];
}

export function itemsOf({ items = {} }: JsonSchema, root: JsonSchema): JsonSchema {
  return resolved(items, root);
}
