/** The endpoints of users and groups: they are read by their ids, and writing them has no result. */
import type { Endpoint } from "../../core/endpoint.js";
import { listOf, type Schema } from "../../core/schema.js";
import {
  type FlowerDocsIdParams,
  type FlowerDocsNameParams,
  idParams,
  type MemberParams,
  memberParams,
  nameParams,
} from "../params.js";
import { ACKNOWLEDGED } from "../responses.js";
import { readObjects, routeOf } from "./endpoints.js";

/** The endpoints that users and groups share. */
export type AccountVerbs<T, N extends object> = {
  readonly get: Endpoint<MemberParams, T[]>;
  readonly search: Endpoint<FlowerDocsNameParams, T[]>;
  readonly create: Endpoint<N, void>;
  readonly update: Endpoint<N, void>;
  readonly delete: Endpoint<FlowerDocsIdParams, void>;
};

/**
 * @param name the group's property of the client, which is its path.
 * @param secret fields that no error quotes.
 */
export function accountEndpoints<T, N extends { id: string }>(
  name: string,
  response: Schema<T>,
  input: Schema<N>,
  secret: readonly (keyof N & string)[] = [],
): AccountVerbs<T, N> {
  const lists = { reads: "text", fromWire: readObjects, response: listOf(response) } as const;
  const writes = { body: "*", params: input, wholeResource: { readOnly: [] }, secret, ...ACKNOWLEDGED };
  return {
    get: {
      ...routeOf(name, "get", `GET ${name}/{id}`, "safe", "read"),
      query: ["resolveAuthorities"],
      params: memberParams,
      ...lists,
    },
    search: { ...routeOf(name, "search", `GET ${name}/search`, "safe", "read"), params: nameParams, ...lists },
    create: { ...routeOf(name, "create", `POST ${name}`, "none", "write"), ...writes },
    update: { ...routeOf(name, "update", `POST ${name}/{id}`, "safe", "write"), alsoInBody: ["id"], ...writes },
    delete: { ...routeOf(name, "delete", `DELETE ${name}/{id}`, "safe", "destroy"), params: idParams, ...ACKNOWLEDGED },
  };
}
