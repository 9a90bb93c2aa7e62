/** JSON Schema of types, for what has no schema of ours. */
import ts from "typescript";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import { isOurs, isPublic } from "../publicApi.js";
import { explain } from "./comments.js";
import { BYTES } from "./jsonSchema.js";

/** Every JSON value. */
const ANY_TYPE = ["object", "array", "string", "number", "boolean", "null"];

/** The fields of an object that JSON can hold: neither functions nor what only lives in a program. */
export function fieldsOf(checker: ts.TypeChecker, type: ts.Type): ts.Symbol[] {
  const fields = type.isUnion() ? type.types.flatMap((each) => checker.getPropertiesOfType(each)) : undefined;
  return (fields ?? checker.getPropertiesOfType(type)).filter((field) => isPublic(field) && isJson(checker, field));
}

function isJson(checker: ts.TypeChecker, field: ts.Symbol): boolean {
  // Of what errors inherit, only the message is for people.
  if (field.name === "cause" || (!isOurSymbol(field) && field.name !== "message")) return false;
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(field));
  // Of an object that only others of a union have the field of.
  if (type.flags & ts.TypeFlags.Never) return false;
  return type.getCallSignatures().length === 0 && type.symbol?.name !== "AbortSignal";
}

export function arrayElement(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayLikeType(type) ? type.getNumberIndexType() : undefined;
}

/** The JSON Schema of a type that has no schema of ours, with its comments. */
export function schemaOfType(given: ts.Type, checker: ts.TypeChecker, above: readonly ts.Type[] = []): JsonSchema {
  const anything = ts.TypeFlags.Unknown | ts.TypeFlags.Any | ts.TypeFlags.TypeParameter;
  if (given.flags & anything) return { type: ANY_TYPE };
  const type = checker.getNonNullableType(given);
  const inner = (each: ts.Type) => schemaOfType(each, checker, [...above, type]);
  const { flags } = type;
  if (type.isStringLiteral() || type.isNumberLiteral()) return { type: typeof type.value, const: type.value };
  if (flags & ts.TypeFlags.BooleanLiteral) return { type: "boolean", const: checker.typeToString(type) === "true" };
  if (flags & ts.TypeFlags.BooleanLike) return { type: "boolean" };
  if (flags & ts.TypeFlags.NumberLike) return { type: "number" };
  if (isText(type)) return { type: "string" };
  if (isBytes(type)) return { type: "string", contentMediaType: BYTES };
  if (type.isUnion()) return schemaOfUnion(type, inner);
  if (type.symbol?.name === "Date" && !isOurSymbol(type.symbol)) return { type: "string", format: "date-time" };
  const element = arrayElement(checker, type);
  if (element) return { type: "array", items: inner(element) };
  const value = type.getStringIndexType();
  if (value && checker.getPropertiesOfType(type).length === 0)
    return { type: "object", additionalProperties: inner(value) };
  // A type that holds itself.
  if (above.includes(type)) return { type: "object" };
  const fields = fieldsOf(checker, type);
  const properties = fields.map((field) => {
    const schema = inner(checker.getTypeOfSymbol(field));
    explain(schema, field, checker);
    if (field.name === "message" && !isOurSymbol(field)) schema.description = "What happened, and what can be done.";
    return [field.name, schema] as const;
  });
  const required = requiredIn(checker, type);
  return { type: "object", properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}

function requiredIn(checker: ts.TypeChecker, type: ts.Type): string[] {
  const isOptional = (field: ts.Symbol) =>
    (field.flags & ts.SymbolFlags.Optional) !== 0 || acceptsUndefined(checker.getTypeOfSymbol(field));
  return fieldsOf(checker, type)
    .filter((field) => !isOptional(field))
    .map(({ name }) => name);
}

/** The objects that a type stands for, if it stands for nothing else. */
export function objectsIn(checker: ts.TypeChecker, type: ts.Type): ts.Type[] | undefined {
  const all = type.isUnion() ? type.types : [type];
  const isObject = ({ flags }: ts.Type) => (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  return all.every((each) => isObject(each) && !checker.isArrayLikeType(each)) ? all : undefined;
}

/** The JSON Schema of objects with the same fields, of which each may require others. */
export function schemaOfObjects([first, ...others]: readonly ts.Type[], checker: ts.TypeChecker): JsonSchema {
  const schema = first ? schemaOfType(first, checker) : {};
  if (others.length === 0) return schema;
  const { required = [], ...rest } = schema;
  const always = required.filter((name) => others.every((each) => requiredIn(checker, each).includes(name)));
  return { ...rest, ...(always.length > 0 && { required: always }) };
}

/** What each of several objects requires. */
export function requirementsOf(objects: readonly ts.Type[], checker: ts.TypeChecker): JsonSchema[] {
  const requirements = objects.map((each) => ({ type: "object", required: requiredIn(checker, each).sort() }));
  return requirements.sort((a, b) => (a.required.join() < b.required.join() ? -1 : 1));
}

function schemaOfUnion(type: ts.UnionType, inner: (type: ts.Type) => JsonSchema): JsonSchema {
  // The compiler orders alternatives by when it met them, which changes with files that have nothing to do with them.
  const literals = type.types.flatMap((each) => (each.isStringLiteral() ? [each.value] : [])).sort();
  const others = type.types.filter((each) => !each.isStringLiteral());
  const alternatives: JsonSchema[] = [];
  // Known values beside any other string are suggestions; those beside what the vendor may add are the enum.
  const isOpen = others.some((each) => isText(each) && !isUnlisted(each));
  if (isOpen) alternatives.push({ type: "string", ...(literals.length > 0 && { examples: literals }) });
  else if (literals.length > 0) alternatives.push({ type: "string", enum: literals });
  const isBoolean = others.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral).length === 2;
  if (isBoolean) alternatives.push({ type: "boolean" });
  for (const each of others) {
    const isDone = isText(each) || (isBoolean && each.flags & ts.TypeFlags.BooleanLiteral);
    if (!isDone) alternatives.push(inner(each));
  }
  const byText = new Map(alternatives.map((each) => [JSON.stringify(each), each]));
  const distinct = [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  const [only] = distinct;
  return distinct.length === 1 && only ? only : { anyOf: distinct };
}

/** `UnlistedValue`: a string with a brand, unlike the `string & {}` of an enum to which callers may add. */
function isUnlisted(type: ts.Type): boolean {
  return type.isIntersection() && type.getProperties().some(({ name }) => name.startsWith("__@unlisted"));
}

/** Any string, one of a pattern, and one that carries a brand. */
function isText(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.some(isText);
  return (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) !== 0;
}

/** Bytes, or bytes and other forms of them. */
function isBytes(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isBytes);
  return type.symbol?.name === "Uint8Array" && !isOurSymbol(type.symbol);
}

function acceptsUndefined(type: ts.Type): boolean {
  return type.isUnion() && type.types.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

function isOurSymbol(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(isOurs);
}
