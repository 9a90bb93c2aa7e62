/** Whether a value that no schema describes survives as JSON. */
import { type ErrorFacts, InvalidParamsError } from "./errors.js";
import type { Finding } from "./findings.js";
import { isPlainObject, pathText } from "./values.js";

export const TOO_DEEP = "must not be circular, too large or nested too deeply";

const invalid = (path: PropertyKey[], message: string): Finding => ({ path, problem: "invalid", message });

/** What JSON would drop or change: maps, promises, class instances, functions, holes of lists, `toJSON`. */
export function notJson(value: unknown, path: PropertyKey[]): Finding[] {
  try {
    return findIn(value, path);
  } catch (error) {
    if (error instanceof RangeError) return [invalid(path, TOO_DEEP)];
    throw error;
  }
}

function findIn(value: unknown, path: PropertyKey[]): Finding[] {
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (typeof value === "number" && Number.isFinite(value)) return [];
  const isList = Array.isArray(value);
  if (!(isList || isPlainObject(value)) || typeof (value as { toJSON?: unknown }).toJSON === "function") {
    return [invalid(path, "must be a JSON value")];
  }
  // `entries()` of a list also visits holes, which JSON would write as null.
  const entries = isList ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, each]) =>
    isList && each === undefined ? [invalid([...path, key], "must be a JSON value")] : findIn(each, [...path, key]),
  );
}

/** @throws An {@link InvalidParamsError} that names each value below `root` that is not JSON. */
export function checkJson(value: unknown, root: string, facts: ErrorFacts = {}): void {
  const issues = notJson(value, [root]).map(({ path, message }) => ({ path: pathText(path), message }));
  if (issues.length > 0) throw new InvalidParamsError(issues, facts);
}
