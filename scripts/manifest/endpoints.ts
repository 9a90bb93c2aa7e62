/** The descriptors of all endpoints, as the services have them at run time. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../publicApi.js";
import type { Readable } from "./jsonSchema.js";
import type { Effect, Idempotency } from "./types.js";

/** A descriptor, as far as the manifest needs it. */
export interface Descriptor {
  readonly id: string;
  readonly http: string;
  readonly query?: readonly string[];
  readonly header?: readonly string[];
  readonly body?: string | undefined;
  readonly alsoInBody?: readonly string[];
  readonly scopes?: readonly string[];
  readonly idempotency: Idempotency;
  readonly effect: Effect;
  readonly retry429?: false;
  readonly params: Readable;
  readonly wholeResource?: { readonly readOnly: readonly string[] };
  readonly toWire?: unknown;
  readonly fromWire?: unknown;
  readonly reads?: "json" | "text";
  readonly response?: Readable;
  readonly secret?: readonly string[];
  readonly deprecated?: { readonly since?: string; readonly sunset?: string; readonly use: string };
}

/** All descriptors by service: what `src/<service>/endpoints.ts` exports. */
export async function readEndpoints(): Promise<ReadonlyMap<string, readonly Descriptor[]>> {
  const services = readdirSync(join(root, "src")).filter((name) => existsSync(join(root, "src", name, "endpoints.ts")));
  const read = async (service: string) => {
    const path = pathToFileURL(join(root, "src", service, "endpoints.ts")).href;
    const module = (await import(/* @vite-ignore */ path)) as Record<string, unknown>;
    return [service, Object.values(module).flatMap(descriptorsIn)] as const;
  };
  return new Map(await Promise.all(services.map(read)));
}

function descriptorsIn(value: unknown): Descriptor[] {
  if (typeof value !== "object" || value === null) return [];
  if ("id" in value && "http" in value) return [value as Descriptor];
  return Object.values(value).flatMap(descriptorsIn);
}
