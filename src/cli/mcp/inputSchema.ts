/** The JSON Schemas of tools: those of the parameters, without what a model cannot give, and short. */
import type { JsonSchema, Operation } from "../catalog.js";
import { firstSentence } from "../names.js";

/** Items of a list, if the call does not say how many. */
export const DEFAULT_LIMIT = 50;

/** The most items that a call can request. */
export const MOST_ITEMS = 500;

const LIST_FIELDS: Readonly<Record<string, JsonSchema>> = {
  limit: { type: "integer", minimum: 1, maximum: MOST_ITEMS, default: DEFAULT_LIMIT },
  pageToken: { type: "string", description: "`pageToken` of an earlier result." },
};

/** Whether the result is limited, and continued with a page token. */
export const isList = ({ returns }: Pick<Operation, "returns">) => returns === "pager";

/** The arguments of a tool. `isShort`: with what a list of many tools has room for. */
export function inputSchemaOf(operation: Operation, isShort: boolean): JsonSchema & { type: "object" } {
  const { params, secret = [], paging, options } = operation;
  const without = paging === undefined ? secret : [...secret, paging.token];
  const { properties, required, $defs } = trimmed(params ?? {}, { without, isShort }, 1);
  return {
    type: "object",
    properties: {
      ...properties,
      ...(options && { options: trimmed(options, { without, isShort }, 2) }),
      ...(isList(operation) && LIST_FIELDS),
    },
    ...(required && { required }),
    ...($defs && { $defs }),
    additionalProperties: false,
  };
}

/** What models refuse at the top of a schema: of which parameters one is required, as a sentence. */
export function alternativesOf({ params, secret = [] }: Operation): string | undefined {
  const required = (params?.anyOf ?? []).map((each) => each.required ?? []);
  const possible = required.filter((names) => !names.some((name) => secret.includes(name)));
  if (possible.length === 0) return undefined;
  return `Requires ${possible.map((names) => names.join(" and ")).join(", or ")}.`;
}

interface Trimming {
  /** Fields that are left out, at any depth. */
  readonly without: readonly string[];
  readonly isShort: boolean;
}

/** How deep a short schema goes into objects, and how deep it explains fields whose names do not suffice. */
const DEEPEST = 3;
const DEEPEST_EXPLAINED = 2;

/** What is left out is checked by the SDK, which says what is wrong in words. */
function trimmed(schema: JsonSchema, trimming: Trimming, depth: number): JsonSchema {
  const { type, format, const: only, enum: values, examples, description, $ref, $defs } = schema;
  const { isShort } = trimming;
  const each = (schemas: Readonly<Record<string, JsonSchema>>, at: number) =>
    Object.fromEntries(Object.entries(schemas).map(([name, inner]) => [name, trimmed(inner, trimming, at)]));
  return {
    ...(type !== undefined && { type }),
    ...(format !== undefined && { format }),
    ...(only !== undefined && { const: only }),
    ...(values && { enum: values }),
    ...(examples && !isShort && { examples }),
    ...(description &&
      !(isShort && depth > DEEPEST_EXPLAINED) && { description: isShort ? firstSentence(description) : description }),
    ...(!(isShort && depth > DEEPEST) && innerOf(schema, trimming, depth)),
    ...($ref !== undefined && { $ref }),
    ...($defs && { $defs: each($defs, depth) }),
  };
}

function innerOf(schema: JsonSchema, trimming: Trimming, depth: number): JsonSchema {
  const { properties, required = [], anyOf, items, additionalProperties } = schema;
  const isGiven = (name: string) => !trimming.without.includes(name);
  const fields = Object.entries(properties ?? {}).filter(([name, { deprecated }]) => isGiven(name) && !deprecated);
  const needed = required.filter((name) => fields.some(([field]) => field === name));
  return {
    ...(properties && {
      properties: Object.fromEntries(fields.map(([name, inner]) => [name, trimmed(inner, trimming, depth + 1)])),
    }),
    ...(needed.length > 0 && { required: needed }),
    ...(anyOf && { anyOf: anyOf.map((inner) => trimmed(inner, trimming, depth)) }),
    ...(items && { items: trimmed(items, trimming, depth) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: trimmed(additionalProperties, trimming, depth),
    }),
  };
}
