/** Generated validators: ten times as fast as their schemas, but making one takes milliseconds. */
import type * as z from "zod/mini";
import { named } from "./named.js";

type Generate = (schema: z.ZodMiniType) => z.ZodMiniType;

let generator: Promise<Generate | undefined> | undefined;

/** Loaded once. `undefined` where the module cannot be loaded, or where no code may be generated at run time. */
async function loadGenerator(): Promise<Generate | undefined> {
  try {
    new Function("");
    const { compile } = named(await import("./generate.js"), "compile");
    return typeof compile === "function" ? compile : undefined;
  } catch {
    return undefined;
  }
}

/** A generated validator for a schema; `undefined` where there is none. Never rejects: it is only an optimization. */
export async function compiled(schema: z.ZodMiniType): Promise<z.ZodMiniType | undefined> {
  generator ??= loadGenerator();
  const generate = await generator;
  try {
    return generate?.(schema);
  } catch {
    return undefined;
  }
}
