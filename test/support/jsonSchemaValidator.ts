/** Whether values are as the schemas of an OpenAPI document say. */
import * as z from "zod";
import type { MediaType, OpenApiDocument } from "../../scripts/openapi/types.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";

export class Validator {
  readonly #components: Readonly<Record<string, JsonSchema>>;

  constructor({ components }: OpenApiDocument) {
    this.#components = components.schemas;
  }

  /** What a schema does not accept of a value, each with its path. */
  issues(schema: JsonSchema, value: unknown, name: string): string[] {
    // The validator finds references in the schema itself only, and lacks the flag `u` that such patterns need.
    const text = JSON.stringify({ ...schema, $defs: this.#components }).replaceAll("#/components/schemas/", "#/$defs/");
    const isOfUnicode = (key: string, part: unknown) => key === "pattern" && String(part).includes("\\p{");
    const known = JSON.parse(text, (key, part) => (isOfUnicode(key, part) ? undefined : part));
    const { error } = z.fromJSONSchema(known).safeParse(value);
    return (error?.issues ?? []).map(({ path, message }) => `${[name, ...path].join(".")}: ${message}`);
  }

  /** Of a body as JSON. Other content is not of its schema, but what is made from it. */
  issuesOfContent(content: Readonly<Record<string, MediaType>> | undefined, value: unknown, name: string): string[] {
    const schema = content?.["application/json"]?.schema;
    return schema === undefined || value === undefined || value === "" ? [] : this.issues(schema, value, name);
  }
}
