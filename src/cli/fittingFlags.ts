/** Flags of all commands that have no effect on some operations. Help and completion leave them out there. */
import type { Operation } from "./catalog.js";
import type { GlobalFlags } from "./globalFlags.js";
import { kebab } from "./names.js";

interface Condition {
  fits(operation: Pick<Operation, "effect" | "returns">): boolean;
  /** Why the flag is refused where it does not fit. Without it, the flag is ignored. */
  readonly otherwise?: string;
}

type Returns = Operation["returns"];
const returning =
  (...kinds: readonly Returns[]) =>
  ({ returns }: Pick<Operation, "returns">) =>
    kinds.includes(returns);

export const conditions: Partial<Readonly<Record<keyof GlobalFlags, Condition>>> = {
  yes: { fits: ({ effect }) => effect === "destroy" },
  limit: { fits: returning("pager", "iterable"), otherwise: "the result is not a list of pages" },
  pageToken: { fits: returning("pager"), otherwise: "the result has no pages" },
  wait: { fits: returning("job"), otherwise: "the result is not a job" },
  out: { fits: ({ returns }) => returns !== "void", otherwise: "there is no result" },
  query: { fits: ({ returns }) => returns !== "void" && returns !== "download" },
  progress: { fits: returning("pager", "iterable", "job") },
};

/** The flags without effect on an operation, with their dashes. */
export function withoutEffect(operation: Pick<Operation, "effect" | "returns">): ReadonlySet<string> {
  const unfitting = Object.entries(conditions).filter(([, { fits }]) => !fits(operation));
  return new Set(unfitting.map(([name]) => `--${kebab(name)}`));
}
