/** Joins a schema with the type that it is pinned to, which has the comments. */
import ts from "typescript";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import { explain } from "./comments.js";
import { arrayElement, fieldsOf, schemaOfType } from "./typeSchema.js";

export interface Comments {
  readonly checker: ts.TypeChecker;
  /** Takes what is missing, by its path. */
  readonly report: (problem: string) => void;
}

/** Adds the comments of a type's fields to its schema. */
export function describe(schema: JsonSchema, type: ts.Type, comments: Comments): JsonSchema {
  new Describer(schema, comments).visit(schema, type, "");
  return schema;
}

class Describer {
  readonly #root: JsonSchema;
  readonly #comments: Comments;
  readonly #seen = new Set<string>();

  constructor(root: JsonSchema, comments: Comments) {
    this.#root = root;
    this.#comments = comments;
  }

  visit(schema: JsonSchema, given: ts.Type, path: string): void {
    const { checker } = this.#comments;
    const type = checker.getNonNullableType(given);
    if (schema.$ref !== undefined) {
      const referred = this.#refer(schema.$ref);
      if (referred && !this.#seen.has(schema.$ref)) {
        this.#seen.add(schema.$ref);
        this.visit(referred, type, path);
      }
      return;
    }
    for (const alternative of schema.anyOf ?? []) this.visit(alternative, objectIn(type) ?? type, path);
    if (schema.properties) this.#properties(schema.properties, objectIn(type) ?? type, path);
    const element = arrayElement(checker, type);
    if (schema.items && element) complete(schema.items, element, checker);
    if (schema.items && element) this.visit(schema.items, element, `${path}[]`);
    const value = type.getStringIndexType();
    if (typeof schema.additionalProperties === "object" && value)
      this.visit(schema.additionalProperties, value, `${path}{}`);
  }

  #properties(properties: Record<string, JsonSchema>, type: ts.Type, path: string): void {
    const { checker, report } = this.#comments;
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    for (const [name, inner] of Object.entries(properties)) {
      const field = fieldsOf(checker, type).find((symbol) => symbol.name === name);
      if (field === undefined) {
        report(`${at(name)} is in the schema and not in the type`);
        continue;
      }
      const fieldType = checker.getTypeOfSymbol(field);
      complete(inner, fieldType, checker);
      explain(inner, field, checker);
      if (inner.description === undefined) report(`${at(name)} has no comment`);
      this.visit(inner, fieldType, at(name));
    }
    for (const { name } of fieldsOf(checker, type))
      if (!(name in properties)) report(`${at(name)} is in the type and not in the schema`);
  }

  #refer(ref: string): JsonSchema | undefined {
    return ref === "#" ? this.#root : this.#root.$defs?.[ref.replace("#/$defs/", "")];
  }
}

/** Adds what only the type says: the form of a value with a test of its own, and the known values of an open enum. */
export function complete(schema: JsonSchema, type: ts.Type, checker: ts.TypeChecker): void {
  if (Object.keys(schema).length === 0) Object.assign(schema, schemaOfType(type, checker));
  else if (schema.type === "string" && schema.enum === undefined) {
    const { examples } = schemaOfType(type, checker);
    if (examples) schema.examples = examples;
  }
}

/** The object among the alternatives of a type. */
function objectIn(type: ts.Type): ts.Type | undefined {
  if (!type.isUnion()) return undefined;
  const objects = type.types.filter((each) => (each.flags & ts.TypeFlags.Object) !== 0);
  return objects.length === 1 ? objects[0] : undefined;
}
