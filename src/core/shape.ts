/** What the fields of a schema are. */
import type * as z from "zod/mini";
import { type AnySchema, zodOf } from "./schema.js";

/** The names of the object at a path of a request. A list has the names of its elements, with or without an index. */
export function namesAt(schema: AnySchema, path: readonly PropertyKey[]): string[] {
  let at = objectIn(zodOf(schema, "request"));
  for (const key of path) if (typeof key !== "number") at = objectIn(at?.shape?.[key]);
  return Object.keys(at?.shape ?? {});
}

/** The definition of an object, or of the objects in a list. */
function objectIn(schema: z.core.$ZodType | undefined): Definition | undefined {
  const definition = definitionOf(schema);
  return definition?.element ? objectIn(definition.element) : definition;
}

/** Whether the field of a response that holds `path` may be absent. An element counts as a part of its list or map. */
export function isOptionalAt(root: AnySchema, path: readonly PropertyKey[]): boolean {
  let schema: z.core.$ZodType | undefined = zodOf(root, "response");
  let optional = false;
  for (const key of path) {
    const definition: Definition | undefined = definitionOf(schema);
    const element = typeof key === "number" ? definition?.element : definition?.valueType;
    if (typeof key === "number" || element) {
      schema = element;
    } else {
      schema = definition?.shape?.[key];
      optional = schema !== undefined && schema._zod.optin === "optional";
    }
  }
  return optional;
}

interface Definition {
  shape?: Record<PropertyKey, z.core.$ZodType>;
  element?: z.core.$ZodType;
  /** Of a map. */
  valueType?: z.core.$ZodType;
}

/** The definition of an object, a list or a map behind what wraps it, or among alternatives. */
function definitionOf(schema: z.core.$ZodType | undefined): Definition | undefined {
  const definition = schema?._zod.def as
    | (Definition & {
        innerType?: z.core.$ZodType;
        out?: z.core.$ZodType;
        getter?: () => z.core.$ZodType;
        options?: z.core.$ZodType[];
      })
    | undefined;
  const inner =
    definition?.innerType ??
    definition?.out ??
    definition?.getter?.() ??
    definition?.options?.find((option) => definitionOf(option)?.shape);
  return inner ? definitionOf(inner) : definition;
}
