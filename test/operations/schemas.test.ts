/** Each JSON Schema of the manifest is valid by version 2020-12, and refuses what the method refuses. */
import { type JsonSchema, loadOperations, services } from "tessera-sdk/operations";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const operations = (await Promise.all(services.map(({ name }) => loadOperations(name)))).flat();
const schemas = operations.flatMap(({ service, id, params, options, result, wire }) =>
  Object.entries({ params, options, result, wire: wire?.params }).flatMap(([part, schema]) =>
    schema ? [{ name: `${service} ${id} ${part}`, schema }] : [],
  ),
);

const isText = (value: unknown) => typeof value === "string";
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const isNumber = (value: unknown) => typeof value === "number";
const isList = (value: unknown) => Array.isArray(value) && value.length > 0;
const isSchema = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const isDistinct = (value: unknown) =>
  isList(value) && new Set(value as unknown[]).size === (value as unknown[]).length;
const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];

/** What the vocabularies of 2020-12 say of each keyword that the manifest uses. */
const KEYWORDS: Record<keyof JsonSchema, (value: unknown, root: JsonSchema) => boolean> = {
  type: (value) =>
    [value].flat().every((each) => TYPES.includes(each as string)) && (isText(value) || isDistinct(value)),
  description: isText,
  deprecated: (value) => value === true,
  default: () => true,
  format: (value) => value === "date-time" || value === "password",
  contentMediaType: (value) => value === "application/octet-stream",
  minLength: isCount,
  pattern: (value) => isText(value) && new RegExp(value as string, "u") instanceof RegExp,
  const: (value) => ["string", "number", "boolean"].includes(typeof value),
  enum: isDistinct,
  examples: isDistinct,
  properties: isSchema,
  required: isDistinct,
  additionalProperties: (value) => typeof value === "boolean" || isSchema(value),
  propertyNames: isSchema,
  items: isSchema,
  minItems: isCount,
  maxItems: isCount,
  anyOf: isList,
  minimum: isNumber,
  maximum: isNumber,
  $ref: (value, root) => value === "#" || Object.hasOwn(root.$defs ?? {}, String(value).replace("#/$defs/", "")),
  $defs: isSchema,
};

/** What is wrong with a schema, by the place. @param beside properties that are described outside of it. */
function faults(schema: JsonSchema, root = schema, path = "#", beside = {}): string[] {
  const { properties = {}, $defs = {}, items, propertyNames, additionalProperties, anyOf = [], required = [] } = schema;
  const wrong = Object.entries(schema).flatMap(([keyword, value]) => {
    const isValid = KEYWORDS[keyword as keyof JsonSchema];
    return isValid?.(value, root) ? [] : [`${path}/${keyword}`];
  });
  const known = { ...beside, ...properties };
  const unknown = required.filter((name) => !Object.hasOwn(known, name));
  const parts = [
    ...Object.entries({ ...properties, ...$defs }),
    ...Object.entries({ items, propertyNames, additionalProperties }),
    ...anyOf.map((inner, index) => [`anyOf/${index}`, inner] as const),
  ];
  const inside = parts.flatMap(([name, inner]) =>
    isSchema(inner) ? faults(inner as JsonSchema, root, `${path}/${name}`, name.startsWith("anyOf/") ? known : {}) : [],
  );
  return [...wrong, ...unknown.map((name) => `${path}/required: ${name}`), ...inside];
}

describe("a schema", () => {
  it("is valid by JSON Schema 2020-12", () => {
    expect(schemas.flatMap(({ name, schema }) => faults(schema).map((fault) => `${name}: ${fault}`))).toEqual([]);
    expect(schemas.length).toBeGreaterThan(600);
  });

  it("is found to be invalid where it is", () => {
    const schema = { type: "text", properties: { a: { items: [], patern: "x" } }, required: ["b"], $ref: "#/$defs/c" };
    expect(faults(schema as unknown as JsonSchema)).toEqual([
      "#/type",
      "#/$ref",
      "#/required: b",
      "#/a/items",
      "#/a/patern",
    ]);
  });

  it("is one that a program can validate with, which then wants all parameters that are required", () => {
    const accepting = operations.flatMap(({ service, id, params }) => {
      if (params === null) return [];
      const { success } = z.fromJSONSchema(params as z.core.JSONSchema.JSONSchema).safeParse({});
      return success === (params.required === undefined) ? [] : [`${service} ${id}`];
    });
    expect(accepting).toEqual([]);
  });
});
