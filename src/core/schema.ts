/**
 * Checks of the public shapes. Schemas never transform: one schema language, read two ways. A request
 * must match it to the letter; of a response, what is merely new or odd is reported as drift, and only
 * a missing or mistyped required field breaks it.
 */
import * as z from "zod/mini";
import { InvalidParamsError, type ParamIssue } from "./errors.js";

/** How an answer differed from the documented shape. */
export interface Drift {
  /** Id of the endpoint that answered. */
  endpoint: string;
  /** Where, as in `chromeEnrollmentTokens[0].state`. */
  path: string;
  problem: "unknown_field" | "unknown_value" | "mistyped" | "null";
}

/** A check of `T`, opaque so that no declaration names the library behind it. Built when first used. */
export interface Check<T> {
  readonly schema: () => unknown;
  /** Only carries the type. */
  readonly type?: (value: T) => void;
}

/**
 * From about this use on, a schema runs as generated code: up to ten times as fast, but it takes milliseconds to
 * generate. One that holds itself stays as it is.
 */
const COMPILED_FROM = 50;

/** Makes a check. `build` runs once, at the first use: importing a service builds none of its schemas. */
export function checkOf<T>(build: () => z.ZodMiniType<T>): Check<T> {
  let schema: z.ZodMiniType<T> | undefined;
  let uses = 0;
  const generate = async (slow: z.ZodMiniType<T>) => {
    const { compile } = await import("./compile.js");
    schema = compile(slow);
  };
  return {
    schema() {
      schema ??= build();
      if (++uses === COMPILED_FROM) void generate(schema);
      return schema;
    },
  };
}

/** Accepts everything. */
export const anything: Check<unknown> = checkOf(() => z.unknown());

/** An object whose unknown fields are refused in a request, and in a response kept, reported and hidden from the type. */
export const open = z.strictObject;

/** An enum of a response: known values, and any other string that the vendor may add. */
export function openEnum<const V extends readonly string[]>(values: V): z.ZodMiniType<V[number] | (string & {})> {
  return z.enum(values) as unknown as z.ZodMiniType<V[number] | (string & {})>;
}

interface Finding {
  path: PropertyKey[];
  problem: Drift["problem"] | "missing" | "invalid";
  message: string;
}

function findings(check: Check<never>, value: unknown): Finding[] {
  const result = z.safeParse(check.schema() as z.ZodMiniType, value);
  return result.success ? [] : result.error.issues.flatMap((issue) => findingsOf(issue, value));
}

function findingsOf(issue: z.core.$ZodIssue, root: unknown): Finding[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        problem: "unknown_field",
        message: "is not known here",
      }));
    case "invalid_value": {
      const unknown = typeof valueAt(root, path) === "string";
      const message = said(issue) ?? `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
      return [unknown ? { path, problem: "unknown_value", message } : mistyped(root, path, message)];
    }
    case "invalid_type":
      return [mistyped(root, path, said(issue) ?? `must be ${article(issue.expected)}`)];
    case "invalid_union": {
      // The alternative of the right kind says what is wrong within it.
      const nearest = issue.errors.find((alternative) =>
        alternative.every(({ code, path }) => code !== "invalid_type" || path.length > 0),
      );
      if (nearest) return nearest.flatMap((inner) => findingsOf({ ...inner, path: [...path, ...inner.path] }, root));
      return [mistyped(root, path, "is of the wrong type")];
    }
    default:
      return [{ path, problem: "invalid", message: issue.message }];
  }
}

/** The message that a schema of ours gives; without a locale, zod's own is always the same. */
function said({ message }: z.core.$ZodIssue): string | undefined {
  return message === "Invalid input" ? undefined : message;
}

function mistyped(root: unknown, path: PropertyKey[], message: string): Finding {
  const value = valueAt(root, path);
  if (value === undefined) return { path, problem: "missing", message: "is required" };
  return { path, problem: value === null ? "null" : "mistyped", message };
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);
}

/** `["items", 0, "state"]` as `items[0].state`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Parameters with more of them; what is no plain object stays as it is, for the check to refuse. */
export function extended<P>(params: P, more: Partial<P>): P {
  return isPlainObject(params) ? { ...params, ...more } : params;
}

/** Whether a value has exactly the documented shape. */
export function matches(check: Check<never>, value: unknown): boolean {
  return findings(check, value).length === 0;
}

/**
 * @param root what the value as a whole is called.
 * @throws {@link InvalidParamsError} that names every field at fault and quotes no value.
 */
export function checkAgainst(check: Check<never>, value: unknown, root: string): void {
  let found: Finding[];
  try {
    found = findings(check, value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidParamsError([{ path: root, message: "are too large, nest too deeply, or hold themselves" }]);
  }
  if (found.length === 0) return;
  const issues = found.map(({ path, message }): ParamIssue => ({ path: pathText(path) || root, message }));
  throw new InvalidParamsError(issues);
}

/** Checks the parameters of a call. @throws {@link InvalidParamsError} */
export function checkParams(check: Check<never>, params: unknown): void {
  checkAgainst(check, params, "params");
  if (check === anything) return;
  const misfits: ParamIssue[] = [];
  findMisfits(params as object, [], misfits);
  if (misfits.length > 0) throw new InvalidParamsError(misfits);
}

/** Finds what JSON would write without what it holds, as if it were an empty object: a map, a promise nobody awaited. */
function findMisfits(holder: object, path: readonly PropertyKey[], misfits: ParamIssue[]): void {
  const keys = Array.isArray(holder) ? holder.keys() : Object.keys(holder);
  for (const key of keys) {
    const value = (holder as Record<PropertyKey, unknown>)[key];
    if (typeof value !== "object" || value === null || value instanceof Date) continue;
    const at = [...path, key];
    if (Array.isArray(value) || Object.prototype.toString.call(value) === "[object Object]") {
      findMisfits(value, at, misfits);
    } else misfits.push({ path: pathText(at), message: "must be a plain object" });
  }
}

/** What a response check came to. */
export interface Verified {
  drifts: Omit<Drift, "endpoint">[];
  /** What is wrong with a required field, if anything is. */
  broken: string | undefined;
}

const AS_DOCUMENTED: Verified = { drifts: [], broken: undefined };

/** Checks an answer. Removes what is null and optional, in place; reports each kind of drift once. */
export function checkResponse(check: Check<never>, answer: unknown): Verified {
  const found = findings(check, answer);
  if (found.length === 0) return AS_DOCUMENTED;
  const schema = check.schema() as z.core.$ZodType;
  const drifts = new Map<string, Omit<Drift, "endpoint">>();
  const nulls: PropertyKey[][] = [];
  for (const { path, problem } of found) {
    const drift = problem === "missing" || problem === "invalid" ? "mistyped" : problem;
    if ((drift === "mistyped" || drift === "null") && !isOptionalAt(schema, path)) {
      const what =
        problem === "missing" ? "is missing" : problem === "null" ? "is null" : "is not of the documented type";
      return { drifts: [], broken: `\`${pathText(path) || "the answer"}\` ${what}` };
    }
    if (drift === "null") nulls.push(path);
    const kind = `${drift} ${path.filter((key) => typeof key !== "number").join(".")}`;
    if (!drifts.has(kind)) drifts.set(kind, { path: pathText(path), problem: drift });
  }
  removeAll(answer, nulls);
  return { drifts: [...drifts.values()], broken: undefined };
}

/** Whether the field that holds `path` may be absent. An element counts as a part of its list. */
function isOptionalAt(root: z.core.$ZodType, path: readonly PropertyKey[]): boolean {
  let schema: z.core.$ZodType | undefined = root;
  let optional = false;
  for (const key of path) {
    schema = unwrapped(schema);
    const def = schema?._zod.def as
      | { shape?: Record<PropertyKey, z.core.$ZodType>; element?: z.core.$ZodType }
      | undefined;
    if (typeof key === "number") {
      schema = def?.element;
    } else {
      schema = def?.shape?.[key];
      optional = schema !== undefined && schema._zod.optin === "optional";
    }
  }
  return optional;
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = schema?._zod.def as { innerType?: z.core.$ZodType; getter?: () => z.core.$ZodType } | undefined;
  const inner = def?.innerType ?? def?.getter?.();
  return inner ? unwrapped(inner) : schema;
}

/** Takes fields and elements out, however many. */
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
