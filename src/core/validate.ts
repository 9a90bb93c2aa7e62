/**
 * Validation against a schema. A request must match the schema. Fields and values that the vendor has added since are
 * allowed where a result can be sent back. In a response, whatever is new or unexpected is reported as drift; only a
 * missing or mistyped required field is an error.
 */
import * as z from "zod/mini";
import { takesOnlyIds } from "./encode.js";
import type { AnyEndpoint } from "./endpoint.js";
import { InvalidParamsError, type ParamIssue } from "./errors.js";
import { type Finding, findings, valueAt } from "./findings.js";
import { OPTION_HABITS, PARAM_HABITS } from "./habits.js";
import { notJson, TOO_DEEP } from "./json.js";
import { MISPLACED_OPTIONS } from "./misplaced.js";
import { nearest } from "./nearest.js";
import type { AnySchema } from "./schema.js";
import { isOptionalAt, namesAt } from "./shape.js";
import { isPlainObject, pathText } from "./values.js";

/** A difference from the documented shape that was let through. */
export interface Drift {
  /** Id of the endpoint that was called. */
  endpoint: string;
  /** Which part of the call: its parameters (`request`) or its `response`. */
  part: "request" | "response";
  /** Where, as in `chromeEnrollmentTokens[0].state`. */
  path: string;
  /** `unknown_field` and `unknown_value`: newer than the SDK; `mistyped` and `null`: an optional field, `null` removed. */
  problem: "unknown_field" | "unknown_value" | "mistyped" | "null";
}

/** A difference, without the call that it belongs to. */
export type Difference = Pick<Drift, "path" | "problem">;

/** Whether a response has exactly the documented shape. */
export function matches(schema: AnySchema, response: unknown): boolean {
  return z.validate(schema.validator("response") as z.ZodMiniType, response);
}

function findingsInRequest(schema: AnySchema, value: unknown, root: string): Finding[] {
  try {
    // A name without a value, as a spread leaves it, is not sent.
    return findings(schema, value, "request").filter(
      ({ problem, path }) => problem !== "unknown_field" || valueAt(value, path) !== undefined,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidParamsError([{ path: root, message: TOO_DEEP }]);
  }
}

function refuse(found: readonly Finding[], root: string, what?: string): void {
  if (found.length === 0) return;
  const issues = found.map(({ path, message }): ParamIssue => ({ path: pathText(path) || root, message }));
  throw new InvalidParamsError(issues, {}, what);
}

/** The finding of an unknown name, with what was probably meant: by the caller's habits, else the nearest name. */
function withSuggestion(finding: Finding, known: readonly string[], { noun, habits }: Vocabulary): Finding {
  const { path, problem } = finding;
  if (problem !== "unknown_field") return finding;
  const message = `is not a known ${noun}`;
  const habit = habits.get(path.join("."));
  if (habit !== undefined) return { ...finding, message: `${message}; ${habit}`, meant: habit };
  const meant = nearest(String(path.at(-1)), known);
  return meant === undefined
    ? { ...finding, message }
    : { ...finding, message: `${message}; did you mean \`${[...path.slice(0, -1), meant].join(".")}\`?`, meant };
}

/** What an unknown name is called, and what is said of the names that other SDKs use. */
interface Vocabulary {
  readonly noun: string;
  readonly habits: ReadonlyMap<string, string>;
}

const OPTIONS: Vocabulary = { noun: "option", habits: OPTION_HABITS };
const PARAMETERS: Vocabulary = { noun: "parameter", habits: new Map([...PARAM_HABITS, ...MISPLACED_OPTIONS]) };

/**
 * Validates options, which take nothing that is unknown.
 *
 * @param root name of the value as a whole.
 * @throws An {@link InvalidParamsError} that names every invalid field and quotes no value.
 */
export function checkAgainst(schema: AnySchema, value: unknown, root: string): void {
  const found = findingsInRequest(schema, value, root);
  if (found.length === 0) return;
  const vocabulary = root === "options" ? OPTIONS : PARAMETERS;
  const suggested = found.map((each) => withSuggestion(each, namesAt(schema, each.path.slice(0, -1)), vocabulary));
  refuse(suggested, root, `${vocabulary.noun}s`);
}

const NO_DIFFERENCES: readonly Difference[] = [];

/** What passed of the parameters of a call without being known. */
export interface UnknownParams {
  /** Newer than the SDK, and sent. */
  readonly differences: readonly Difference[];
  /** Names that a method which takes only ids does not send. */
  readonly ignored: readonly string[];
}

const ALL_KNOWN: UnknownParams = { differences: NO_DIFFERENCES, ignored: [] };

/**
 * Validates the parameters of a call. Below the first level, fields and enum values that the vendor added since pass,
 * so that a result can be sent back; on the first level they pass where the body is a whole resource, unless the name
 * is a near miss of a known one. A method that takes only ids ignores the rest of an object that has them.
 *
 * @param strict refuses everything that is not known.
 * @throws An {@link InvalidParamsError} that names every invalid field and quotes no value.
 */
export function checkParams(endpoint: AnyEndpoint, params: unknown, strict: boolean): UnknownParams {
  if (!isPlainObject(params)) throw new InvalidParamsError([{ path: "params", message: "must be a plain object" }]);
  const found = findingsInRequest(endpoint.params, params, "params");
  if (found.length === 0) return ALL_KNOWN;
  const ignored = namesToIgnore(endpoint, found);
  const rest = ignored.length === 0 ? found : found.filter(({ path }) => !ignored.includes(String(path[0])));
  return { differences: checkUnknown(endpoint, params, strict, rest), ignored };
}

function checkUnknown(
  { params: schema, wholeResource }: AnyEndpoint,
  params: object,
  strict: boolean,
  found: readonly Finding[],
): readonly Difference[] {
  const { readOnly = [] } = wholeResource ?? {};
  const known = [...namesAt(schema, []), ...readOnly];
  const passed: Difference[] = [];
  const refused: Finding[] = [];
  for (const each of found) {
    const { path, problem } = each;
    if (path.length === 1 && readOnly.includes(String(path[0]))) continue;
    const isNew = problem === "unknown_field" || problem === "unknown_value";
    const finding = path.length === 1 ? withSuggestion(each, known, PARAMETERS) : each;
    // Also where the name that was meant is there: a resource that was read and is written back holds them all.
    const isMiss = finding.meant !== undefined;
    if (!isNew || strict || isMiss || !(wholeResource || path.length > 1)) refused.push(finding);
    else {
      refused.push(...notJson(valueAt(params, path), path));
      passed.push({ path: pathText(path), problem });
    }
  }
  refuse(refused, "params");
  return passed;
}

/**
 * The names that a method which takes only ids ignores: all that it does not know, but options, which would be lost,
 * and near misses of its ids: those of one error or, where an id is missing, of two.
 */
function namesToIgnore(endpoint: AnyEndpoint, found: readonly Finding[]): string[] {
  const known = namesAt(endpoint.params, []);
  if (!takesOnlyIds(endpoint, known)) return [];
  const isIncomplete = found.some(({ problem }) => problem === "missing");
  return found
    .filter(({ path, problem }) => path.length === 1 && problem === "unknown_field")
    .map(({ path }) => String(path[0]))
    .filter((name) => !MISPLACED_OPTIONS.has(name) && nearest(name, known, isIncomplete ? undefined : 1) === undefined);
}

/** Result of validating a response. */
interface ResponseFindings {
  readonly differences: readonly Difference[];
  /** What is wrong with a required field, if anything. */
  readonly broken: string | undefined;
}

const AS_DOCUMENTED: ResponseFindings = { differences: NO_DIFFERENCES, broken: undefined };

/** Validates a response. Removes optional fields that are `null`, in place; reports each kind of drift once. */
export function checkResponse(schema: AnySchema, response: unknown): ResponseFindings {
  const found = findings(schema, response, "response");
  if (found.length === 0) return AS_DOCUMENTED;
  const differences = new Map<string, Difference>();
  const nulls: PropertyKey[][] = [];
  for (const { path, problem } of found) {
    const drift = problem === "missing" || problem === "invalid" ? "mistyped" : problem;
    if ((drift === "mistyped" || drift === "null") && !isOptionalAt(schema, path)) {
      const what =
        problem === "missing" ? "is missing" : problem === "null" ? "is null" : "is not of the documented type";
      const where = path.length === 0 ? "the response" : `\`${pathText(path)}\``;
      return { differences: [], broken: `${where} ${what}` };
    }
    if (drift === "null") nulls.push(path);
    const kind = `${drift} ${path.filter((key) => typeof key !== "number").join(".")}`;
    if (!differences.has(kind)) differences.set(kind, { path: pathText(path), problem: drift });
  }
  removeAll(response, nulls);
  return { differences: [...differences.values()], broken: undefined };
}

/** Removes fields and elements. Grouped by holder, so that a list with many `null` items is compacted once. */
function removeAll(root: unknown, paths: readonly PropertyKey[][]): void {
  const removed = new Map<unknown, Set<PropertyKey>>();
  for (const path of paths) {
    const holder = valueAt(root, path.slice(0, -1));
    const keys = removed.get(holder) ?? new Set();
    removed.set(holder, keys.add(path.at(-1) as PropertyKey));
  }
  for (const [holder, keys] of removed) {
    if (Array.isArray(holder)) keepOthers(holder, keys);
    else for (const key of keys) delete (holder as Record<PropertyKey, unknown>)[key];
  }
}

function keepOthers(list: unknown[], removed: ReadonlySet<PropertyKey>): void {
  let kept = 0;
  for (const [index, item] of list.entries()) if (!removed.has(index)) list[kept++] = item;
  list.length = kept;
}
