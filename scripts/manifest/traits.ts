/** What a program that knows a method by its entry alone has to know before it calls it. */
import ts from "typescript";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { Operation, OperationList } from "../../src/operations/types.js";
import type { PublicApi } from "../publicApi.js";
import type { Descriptor } from "./endpoints.js";
import { BYTES, schemaOfParams } from "./jsonSchema.js";
import { isFunction, isOptional, type Signature } from "./signature.js";

export interface Returned {
  readonly returns: Operation["returns"];
  /** Of `void`, there is none. */
  readonly type: ts.Type | undefined;
}

/** How the result of a method comes, and the type of what comes. `undefined` if it comes in no way that is known. */
export function returnedBy({ checker, returned }: Signature): Returned | undefined {
  if (returned === undefined) return undefined;
  const [first, second] = checker.getTypeArguments(returned as ts.TypeReference);
  const name = (returned.aliasSymbol ?? returned.symbol)?.name ?? "";
  if (name === "Pager") return { returns: "pager", type: second };
  if (name === "AsyncGenerator") return { returns: "iterable", type: first };
  if (!name.endsWith("Promise") || first === undefined) return undefined;
  if (first.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) return { returns: "void", type: undefined };
  const properties = checker.getPropertiesOfType(checker.getNonNullableType(first));
  const has = (part: RegExp) => properties.some(({ name: each }) => part.test(each));
  if (has(/^__@asyncIterator/)) return { returns: "download", type: first };
  return { returns: has(/^wait$/) ? "job" : "value", type: first };
}

/** Why JSON alone cannot call a method. */
export function libraryOnly(signature: Signature): string | undefined {
  const needed = signature.params.filter((symbol) => !isOptional(symbol) && isFunction(signature.typeOf(symbol)));
  const names = needed.map(({ name }) => `\`${name}\``);
  if (names.length === 0) return undefined;
  return `${names.join(" and ")} ${names.length === 1 ? "is a function" : "are functions"}`;
}

/** The paths of parameters that take the content of a file. */
export function filesIn(params: JsonSchema | null, path = ""): string[] {
  if (params === null) return [];
  if (params.contentMediaType === BYTES) return [path];
  const fields = Object.entries(params.properties ?? {});
  return [
    ...fields.flatMap(([name, inner]) => filesIn(inner, path === "" ? name : `${path}.${name}`)),
    ...(params.items ? filesIn(params.items, `${path}[]`) : []),
  ];
}

/** All fields of a schema, at any depth, with the schema of each. */
export function fieldsIn(schema: JsonSchema | null): readonly (readonly [name: string, schema: JsonSchema])[] {
  if (schema === null) return [];
  const { properties = {}, additionalProperties, items, anyOf = [], $defs = {} } = schema;
  const fields = Object.entries(properties);
  const inner = [...Object.values(properties), ...anyOf, ...Object.values($defs), ...(items ? [items] : [])];
  if (typeof additionalProperties === "object") inner.push(additionalProperties);
  return [...fields, ...inner.flatMap(fieldsIn)];
}

/** The fields of a result that are marked as credentials, by `@secret` in their comments. */
export function secretsIn(result: JsonSchema | null): readonly string[] {
  const marked = fieldsIn(result).filter(([, { format }]) => format === "password");
  return [...new Set(marked.map(([name]) => name))];
}

/** How a method takes many items, if it names those that failed. */
export function listTaken(
  api: PublicApi,
  signature: Signature,
  throwing: readonly string[],
  descriptors: readonly Descriptor[],
): OperationList | undefined {
  const { checker } = signature;
  const lists = signature.params.filter(
    (symbol) => !isOptional(symbol) && checker.isArrayLikeType(signature.typeOf(symbol)),
  );
  const [list] = lists;
  if (list === undefined || lists.length > 1) return undefined;
  const failures = namesFailures(signature) ? "result" : throwsChunks(api, throwing) ? "error" : undefined;
  if (failures === undefined) return undefined;
  const bounds = descriptors.map(({ params }) => schemaOfParams(params, true).properties?.[list.name]?.maxItems);
  const max = bounds.find((bound) => bound !== undefined);
  return { param: list.name, ...(max !== undefined && { max }), failures };
}

/** Whether a result has `failed`, a list of `{ ids, error }`. */
function namesFailures(signature: Signature): boolean {
  const { checker } = signature;
  const failed = returnedBy(signature)?.type?.getProperty("failed");
  const item = failed && checker.getTypeOfSymbol(failed).getNumberIndexType();
  return ["ids", "error"].every((name) => item?.getProperty(name) !== undefined);
}

/** Whether one of the errors that a method documents names the items by `ids`, `doneIds` and `restIds`. */
function throwsChunks({ exported, checker }: PublicApi, throwing: readonly string[]): boolean {
  const errors = throwing.flatMap((text) => text.match(/\b\w+Error\b/g) ?? []);
  return errors.some((name) => {
    const error = exported.get(name);
    const type = error && checker.getDeclaredTypeOfSymbol(error);
    return ["ids", "doneIds", "restIds"].every((field) => type?.getProperty(field) !== undefined);
  });
}
