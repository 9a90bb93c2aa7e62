/** What each method of Android Enterprise must send, written from Google's discovery document without the descriptors. */
import { readFileSync } from "node:fs";
import { Pager } from "tessera-sdk";
import type { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import type { ExpectedRequest } from "./discovery.js";

export interface Golden {
  params: Record<string, unknown>;
  request: ExpectedRequest;
}

const FILE = new URL("../wire/androidEnterprise.json", import.meta.url);

/** By resource and method, as in `users.get`. */
export const goldenRequests: Record<string, Golden> = JSON.parse(readFileSync(FILE, "utf8"));

/** Calls a method by its name, as a caller without types would; of a list that pages, asks for the first page. */
export async function callOf(
  client: AndroidEnterprise,
  name: string,
  params: object,
  options?: object,
): Promise<unknown> {
  const [resource = "", method = ""] = name.split(".");
  const group = (client as unknown as Record<string, Record<string, (...args: object[]) => unknown>>)[resource];
  const result = group?.[method]?.(params, ...(options ? [options] : []));
  if (!(result instanceof Pager)) return result;
  for await (const page of result.pages()) return page;
  return undefined;
}
