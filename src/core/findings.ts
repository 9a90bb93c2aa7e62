/** What a schema finds in a value, in terms of this package. */
import * as z from "zod/mini";
import type { AnySchema, Reading } from "./schema.js";

export interface Finding {
  path: PropertyKey[];
  problem: "unknown_field" | "unknown_value" | "mistyped" | "null" | "missing" | "invalid";
  message: string;
  /** The known name that was probably meant. */
  meant?: string;
}

const NO_FINDINGS: Finding[] = [];

/** What zod says of itself. `z.config()` of the user's own zod is shared: its language and its messages are not ours. */
const UNSAID = "Invalid input";
const parameters = { error: () => UNSAID };

export function findings(schema: AnySchema, value: unknown, reading: Reading): Finding[] {
  const validator = schema.validator(reading) as z.ZodMiniType;
  if (z.validate(validator, value)) return NO_FINDINGS;
  const result = z.safeParse(validator, value, parameters);
  return result.success ? [] : result.error.issues.flatMap((issue) => findingsOf(issue, value));
}

function findingsOf(issue: z.core.$ZodIssue, root: unknown): Finding[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        problem: "unknown_field",
        message: "is not known",
      }));
    case "invalid_value": {
      const unknown = typeof valueAt(root, path) === "string";
      const message =
        ownMessage(issue) ?? `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
      return [unknown ? { path, problem: "unknown_value", message } : mistyped(root, path, message)];
    }
    case "invalid_type":
      return [mistyped(root, path, ownMessage(issue) ?? `must be ${withArticle(issue.expected)}`)];
    case "invalid_union": {
      if (valueAt(root, path) === undefined) return [missing(path)];
      // The alternative of the right type reports what is wrong inside it.
      const alternative = issue.errors.find((each) =>
        each.every(({ code, path }) => code !== "invalid_type" || path.length > 0),
      );
      if (alternative)
        return alternative.flatMap((inner) => findingsOf({ ...inner, path: [...path, ...inner.path] }, root));
      return [mistyped(root, path, "is of the wrong type")];
    }
    default:
      return [{ path, problem: "invalid", message: issue.message }];
  }
}

/** The message that a schema of ours gives. */
function ownMessage({ message }: z.core.$ZodIssue): string | undefined {
  return message === UNSAID ? undefined : message;
}

function mistyped(root: unknown, path: PropertyKey[], message: string): Finding {
  const value = valueAt(root, path);
  if (value === undefined) return missing(path);
  return { path, problem: value === null ? "null" : "mistyped", message };
}

function missing(path: PropertyKey[]): Finding {
  return { path, problem: "missing", message: "is required" };
}

function withArticle(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);
}
