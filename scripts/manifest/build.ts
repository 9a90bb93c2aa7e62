/** Joins the classes of the public API, which have the comments, with the descriptors of their endpoints. */
import { join } from "node:path";
import { root } from "../packageJson.js";
import type { ClientClass, Method, PublicApi } from "../publicApi.js";
import { readEndpoints } from "./endpoints.js";
import { EntryBuilder } from "./entry.js";
import type { Manifest } from "./types.js";

export const MANIFEST_PATH = join(root, "src/operations/manifest.json");

/** The manifest as its file has it. */
export function textOf(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Methods that end a client and call nothing. */
const OF_THE_CLIENT_ITSELF = ["close"];

/** The methods that the manifest has to hold. */
export function listedMethods({ clients }: PublicApi): { client: ClientClass; method: Method }[] {
  return clients.flatMap((client) =>
    client.methods
      .filter(({ resource, name }) => resource !== "" || !OF_THE_CLIENT_ITSELF.includes(name))
      .map((method) => ({ client, method })),
  );
}

export interface Built {
  readonly manifest: Manifest;
  /** What keeps an entry from being complete, each with the name of its method. */
  readonly problems: readonly string[];
}

export async function buildManifest(api: PublicApi): Promise<Built> {
  const endpoints = await readEndpoints();
  const problems: string[] = [];
  const entries = listedMethods(api).map(({ client, method }) => {
    const name = [client.name, method.resource, method.name].filter((part) => part !== "").join(".");
    return new EntryBuilder(api, client, method, endpoints, (problem) => problems.push(`${name}: ${problem}`)).build();
  });
  return { manifest: { operations: entries }, problems: [...new Set(problems)] };
}
