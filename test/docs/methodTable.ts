/** The table of all methods of Android Enterprise, from the descriptors of the endpoints. */
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";

/** What every path begins with; the page says so above the table. */
export const PREFIX = "/androidenterprise/v1/";

const BEGIN = "<!-- The table of methods begins. `npx vitest run test/docs/methods.test.ts -u` updates it. -->";
const END = "<!-- The table of methods ends. -->";

const HEADER = [
  "| Method | Request | Retry | Effect | Deprecated | With googleapis |",
  "| --- | --- | --- | --- | --- | --- |",
] as const;

/** `googleapis` returns one page and leaves the rest to its caller. */
const PAGED = "products.list";

export interface Method {
  /** Such as `devices.get`. */
  name: string;
  endpoint: AnyEndpoint;
}

export const methods: readonly Method[] = Object.entries(androidEnterpriseEndpoints).flatMap(([resource, endpoints]) =>
  Object.entries(endpoints as Record<string, AnyEndpoint>).map(([method, endpoint]) => ({
    name: `${resource}.${method}`,
    endpoint,
  })),
);

function rowOf({ name, endpoint }: Method): string {
  const cells = [
    `\`${name}\``,
    `\`${endpoint.http.replace(PREFIX, "")}\``,
    endpoint.idempotency,
    endpoint.effect,
    endpoint.deprecated ? "yes" : "",
    counterpartOf(name, endpoint),
  ];
  return `| ${cells.join(" | ")} |`;
}

function counterpartOf(name: string, { body }: AnyEndpoint): string {
  const call = `\`${name}({ …${body === undefined ? "" : ", requestBody"} })\``;
  return name === PAGED ? `${call}, one page; here a \`Pager\`` : call;
}

/** A page with its table as the descriptors have it. @throws when the page has no place for it. */
export function withMethodTable(page: string): string {
  const [before, rest, ...others] = page.split(BEGIN);
  const [, after, ...ends] = rest?.split(END) ?? [];
  if (after === undefined || others.length > 0 || ends.length > 0) {
    throw new Error(`The page must hold these two lines, once each and in this order:\n${BEGIN}\n${END}`);
  }
  const table = [...HEADER, ...methods.map(rowOf)].join("\n");
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}
