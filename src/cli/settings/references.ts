/** References to secrets. A secret itself is neither a flag nor in the settings file: others could read it there. */
import { isReference } from "../sources.js";

/** A program whose output is the secret. It runs without a shell. */
export interface CommandReference {
  readonly command: readonly [string, ...string[]];
}

export const isCommand = (value: unknown): value is CommandReference => typeof value === "object";

const FORMS = '"@file", "@env:NAME", "-" for stdin, or { "command": ["program", "argument"] }';

/** Calls `fail` with what is wrong with a reference. The message never holds the value, which can be a secret. */
export function checkReference(value: unknown, fail: (problem: string) => never): void {
  if (typeof value === "string") {
    if (!isReference(value)) fail(`must not be the secret itself, but say where it is: ${FORMS}`);
    return;
  }
  const { command, ...rest } = (value ?? {}) as { command?: unknown };
  const isList = Array.isArray(command) && command.every((each) => typeof each === "string" && !each.includes("\0"));
  if (!isList || !command[0] || Object.keys(rest).length > 0) fail(`must be ${FORMS}`);
}
