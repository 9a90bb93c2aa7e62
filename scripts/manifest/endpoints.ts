/** The descriptors of all endpoints, as the services have them at run time. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { filesIn, root } from "../packageJson.js";

/** A descriptor. How it maps parameters and results does not matter, only whether it does. */
export interface Descriptor extends AnyEndpoint {
  readonly toWire?: unknown;
  readonly fromWire?: unknown;
}

/** All descriptors by service: what `src/<service>/endpoints.ts` exports. */
export async function readEndpoints(): Promise<ReadonlyMap<string, readonly Descriptor[]>> {
  const services = filesIn("src").flatMap((path) => /^(\w+)\/endpoints\.ts$/.exec(path)?.[1] ?? []);
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
