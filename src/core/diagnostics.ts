/** Reports of drift, and warnings of the process. */
import type { ClientContext } from "./context.js";
import type { Deprecation } from "./endpoint.js";
import { emitWarning } from "./host.js";
import type { Difference, Drift } from "./validate.js";

/** Reports the differences that were let through. */
export function reportDrift(
  { onDrift, validation }: ClientContext,
  endpoint: string,
  part: Drift["part"],
  differences: readonly Difference[],
): void {
  if (validation === "off") return;
  for (const difference of differences) notify(() => onDrift?.({ endpoint, part, ...difference }));
}

/** Calls a function of the user's that observes. What it throws goes to the process and does not affect the call. */
export function notify<R>(observe: () => R): R | undefined {
  try {
    return observe();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
    return undefined;
  }
}

/** Codes already warned of: once a process, like Node's own deprecations, also where ESM and CJS meet in it. */
const WARNED = Symbol.for("tessera-sdk.warned");
const shared = globalThis as { [WARNED]?: Set<string> };

export function warnOnce(code: string, message: string, type?: string): void {
  shared[WARNED] ??= new Set();
  if (shared[WARNED].has(code)) return;
  shared[WARNED].add(code);
  emitWarning(message, { code, ...(type && { type }) });
}

export function warnDeprecated(endpoint: string, { since, sunset, use, code }: Deprecation): void {
  const from = since === undefined ? "" : ` since ${since}`;
  const until = sunset === undefined ? "" : ` and promised to work only until ${sunset}`;
  warnOnce(code, `${endpoint} is deprecated${from}${until}; ${use}.`, "DeprecationWarning");
}
