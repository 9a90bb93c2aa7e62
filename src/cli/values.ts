/** Texts of the command line as values of parameters. It only converts; the SDK decides what is valid. */
import type { JsonSchema } from "./catalog.js";
import { UsageError } from "./exit.js";
import { alternatives, itemsOf } from "./schema.js";

/** A text that is JSON, by its first character. */
const STRUCTURED = /^\s*[[{]/;

/** The value that a text stands for. What no type of the schema can be is returned as it is, for the SDK to refuse. */
function toValue(text: string, schema: JsonSchema, root: JsonSchema): unknown {
  const types = alternatives(schema, root);
  const has = (...names: string[]) => types.some(({ type }) => type === undefined || names.includes(String(type)));
  if (has("object", "array") && STRUCTURED.test(text)) return parse(text, types);
  if (has("boolean") && /^(?:true|false)$/.test(text)) return text === "true";
  if (has("null") && text === "null") return null;
  if (has("number", "integer") && isNumber(text, has("string"))) return Number(text);
  return text;
}

/** The value of a parameter. What is a list or one value is written as the one that its type names first. */
export function toParam(text: string, schema: JsonSchema, root: JsonSchema): unknown {
  const [first = {}] = alternatives(schema, root);
  return first.type === "array" ? toItems(text, first, root) : toValue(text, schema, root);
}

/** The items that one text stands for, of a parameter that is a list. */
function toItems(text: string, list: JsonSchema, root: JsonSchema): readonly unknown[] {
  const whole = /^\s*\[/.test(text) ? parse(text, [list]) : undefined;
  return Array.isArray(whole) ? whole : [toValue(text, itemsOf(list, root), root)];
}

/** Where a text is valid too, only a number that is written back as it was: `007` can be an id. */
function isNumber(text: string, orText: boolean): boolean {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return false;
  return orText ? String(number) === text : true;
}

function parse(text: string, types: readonly JsonSchema[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote what may be a secret.
    if (types.some(({ type }) => type === undefined || type === "string")) return text;
    throw new UsageError("is not valid JSON");
  }
}
