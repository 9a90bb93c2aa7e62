/** Adds to the endpoints of a group of components what searches need. */
import type { Verbs } from "../objects/endpoints.js";
import { searchEndpoints } from "./endpoints.js";
import { exportEndpoints } from "./exportEndpoints.js";
import type { SearchableVerbs } from "./searchable.js";

/**
 * @param name the group's property of the client, which is the path of its exports too.
 * @param path the path of the group: of virtual folders in the singular.
 */
export function searchable<T, N extends object>(name: string, path: string, verbs: Verbs<T, N>): SearchableVerbs<T, N> {
  const { endpoints, byIds } = searchEndpoints(name, path);
  return { ...verbs, endpoints: { ...verbs.endpoints, ...endpoints, ...exportEndpoints(name, name) }, byIds };
}
