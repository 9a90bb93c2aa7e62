/** Schemas that others refer to. In a document of OpenAPI, references do not lead to the schema that they are in. */
import type { JsonSchema } from "../../src/operations/jsonSchema.js";

const PLACE = "#/components/schemas/";

export class Components {
  readonly #schemas = new Map<string, JsonSchema>();
  /** Names by the texts of schemas, before their references were changed. */
  readonly #names = new Map<string, string>();

  get schemas(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A value of a document with its schemas, in which references lead to components. @param name of what they are for. */
  take<T>(value: T, name: string): T {
    return this.#visit(value, name) as T;
  }

  #visit(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#visit(each, name));
    if (typeof value !== "object" || value === null) return value;
    const schema = value as JsonSchema;
    if (schema.$defs !== undefined || refersToItself(schema)) return this.#hoisted(schema, name);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#visit(each, name)]));
  }

  /** Moves the schemas that others refer to into components. */
  #hoisted(root: JsonSchema, name: string): JsonSchema {
    const { $defs = {}, ...rest } = root;
    const places = new Map<string, string>();
    if (refersToItself(root)) places.set("#", this.#nameFor(root, name));
    for (const [key, schema] of Object.entries($defs)) {
      const own = Object.keys($defs).length === 1 ? `${name}.item` : `${name}.${key.replace(/\W|_/g, "")}`;
      places.set(`#/$defs/${key}`, this.#nameFor({ ...schema, $defs }, own));
    }
    const moved = (schema: JsonSchema) => this.#visit(relinked(schema, places), name) as JsonSchema;
    for (const [key, schema] of Object.entries($defs)) this.#add(places.get(`#/$defs/${key}`), moved(schema));
    const self = places.get("#");
    if (self === undefined) return moved(rest);
    this.#add(self, moved(rest));
    return { $ref: `${PLACE}${self}` };
  }

  #nameFor(schema: JsonSchema, wanted: string): string {
    const text = JSON.stringify(schema);
    const name = this.#names.get(text) ?? wanted;
    this.#names.set(text, name);
    return name;
  }

  #add(name: string | undefined, schema: JsonSchema): void {
    if (name !== undefined && !this.#schemas.has(name)) this.#schemas.set(name, schema);
  }
}

/** Whether a schema has a reference to itself as a whole. */
function refersToItself(schema: object): boolean {
  return "type" in schema && JSON.stringify(schema).includes('"$ref":"#"');
}

function relinked<T>(value: T, places: ReadonlyMap<string, string>): T {
  if (Array.isArray(value)) return value.map((each) => relinked(each, places)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const place = key === "$ref" ? places.get(String(each)) : undefined;
    return [key, place === undefined ? relinked(each, places) : `${PLACE}${place}`] as const;
  });
  return Object.fromEntries(entries) as T;
}
