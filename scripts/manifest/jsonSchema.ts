/** JSON Schema, version 2020-12, of our schemas, and what it may lack. */
import * as z from "zod/mini";
import { type AnySchema, zodOf } from "../../src/core/schema.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";

/** Media type of parameters that are bytes, which JSON cannot hold. */
export const BYTES = "application/octet-stream";

/** Bounds of every integer, and of every length. */
const IMPLIED = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** The JSON Schema of parameters, without comments. @param isClosed whether unknown ones are refused. */
export function schemaOfParams(schema: AnySchema, isClosed: boolean): JsonSchema {
  return schemaOfZod(zodOf(schema, "request"), isClosed);
}

/** The JSON Schema of a result, without comments. */
export function schemaOfResponse(schema: AnySchema): JsonSchema {
  return schemaOfZod(zodOf(schema, "response"), false);
}

/** Unknown fields below the first level pass in requests too, and are reported as drift. */
function schemaOfZod(schema: z.core.$ZodType, isClosed: boolean): JsonSchema {
  const written = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  const { $schema: _, ...json } = written as JsonSchema & { $schema: string };
  const visit = (part: JsonSchema, isFirst: boolean) => {
    if (part.additionalProperties === false && !isFirst) delete part.additionalProperties;
    if (IMPLIED.includes(part.minimum ?? 0)) delete part.minimum;
    if (IMPLIED.includes(part.maximum ?? 0)) delete part.maximum;
    if (part.minItems === 0) delete part.minItems;
    if (IMPLIED.includes(part.maxItems ?? 0)) delete part.maxItems;
    for (const inner of partsOf(part)) visit(inner, false);
  };
  visit(json, isClosed);
  return json;
}

/** The schemas right inside a schema. */
function partsOf(schema: JsonSchema): JsonSchema[] {
  const { properties = {}, items, anyOf = [], additionalProperties, $defs = {} } = schema;
  const parts = [...Object.values(properties), ...anyOf, ...Object.values($defs)];
  if (items) parts.push(items);
  if (typeof additionalProperties === "object") parts.push(additionalProperties);
  return parts;
}

/** The places where a schema accepts everything without saying so. */
export function lossyPlaces(schema: JsonSchema, path = ""): string[] {
  const says = ["type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "properties"];
  const here = says.some((keyword) => keyword in schema) ? [] : [path || "the whole"];
  const { properties = {}, items, anyOf = [], $defs = {} } = schema;
  return [
    ...here,
    ...Object.entries(properties).flatMap(([name, inner]) =>
      lossyPlaces(inner, path === "" ? name : `${path}.${name}`),
    ),
    ...(items ? lossyPlaces(items, `${path}[]`) : []),
    ...anyOf.flatMap((inner) => lossyPlaces(inner, path)),
    ...Object.values($defs).flatMap((inner) => lossyPlaces(inner, path)),
  ];
}

/** Reports the fields of a schema that have no description. Values that only tell alternatives apart need none. */
export function undescribed(schema: JsonSchema, path = ""): string[] {
  const { properties = {}, items, anyOf = [] } = schema;
  const own = Object.entries(properties).flatMap(([name, inner]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const needs = inner.description === undefined && inner.const === undefined;
    return [...(needs ? [`${at} has no comment`] : []), ...undescribed(inner, at)];
  });
  const inside = [
    ...anyOf.flatMap((each) => undescribed(each, path)),
    ...(items ? undescribed(items, `${path}[]`) : []),
  ];
  return [...own, ...inside];
}
