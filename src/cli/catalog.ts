/** The operations that commands are made of. */
import { readFileSync } from "node:fs";

export type ServiceName =
  | "android-enterprise"
  | "chrome-directory"
  | "adobe-pass"
  | "adobe-pass-v1"
  | "adobe-pass-management"
  | "adobe-sso-service"
  | "flower-docs";

export type JsonSchema = { readonly [key: string]: unknown };

export interface OperationSummary {
  readonly id: string;
  readonly resource?: string;
  readonly method: string;
  readonly kind: "operation" | "helper";
  readonly effect: "read" | "write" | "destroy";
  readonly idempotency: "safe" | "mint" | "none";
  readonly summary: string;
  readonly deprecated?: string;
  readonly libraryOnly?: string;
}

export interface ServiceSummary {
  readonly name: ServiceName;
  readonly client: string;
  readonly entry: string;
  readonly summary: string;
  readonly operations: readonly OperationSummary[];
}

export interface Operation extends OperationSummary {
  readonly description: string;
  readonly entry: string;
  readonly client: string;
  readonly endpoints: readonly { id: string; http: string; idempotency: string; effect: string; scopes?: string[] }[];
  readonly secret?: readonly string[];
  readonly paging?: { readonly token: string };
  readonly arguments?: readonly string[];
  readonly params: JsonSchema | null;
  readonly result: JsonSchema | null;
  readonly returns: "value" | "void" | "pager" | "iterable" | "job" | "download";
  readonly files?: readonly string[];
}

const url = new URL("../operations/manifest.json", import.meta.url);
const all = (JSON.parse(readFileSync(url, "utf8")) as { operations: Operation[] }).operations.map((each) => ({
  ...each,
  id: [each.resource, each.method].filter(Boolean).join("."),
  returns: each.paging ? "pager" : each.result === null ? "void" : "value",
})) as Operation[];
const kebab = (name: string) =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase() as ServiceName;

export const services: readonly ServiceSummary[] = [...new Set(all.map(({ client }) => client))].map((client) => {
  const operations = all.filter((each) => each.client === client);
  const entry = operations[0]?.entry ?? "";
  return { name: kebab(client), client, entry, summary: client, operations: operations as never };
});

export async function loadOperations(service: ServiceName): Promise<readonly Operation[]> {
  return all.filter(({ client }) => kebab(client) === service);
}
