/** The endpoints of a group of components: those of all objects, and what searches need. */
import { type Group, objectEndpoints } from "../objects/endpoints.js";
import { searchEndpoints } from "./endpoints.js";
import { exportEndpoints } from "./exportEndpoints.js";
import type { SearchableVerbs } from "./searchable.js";

/**
 * @param name the group's property of the client, which is the path of its exports too.
 * @param path the path of the group: of virtual folders in the singular.
 */
export function searchable<T extends { id: string }, N extends { id?: string | undefined }>(
  name: string,
  path: string,
  { routes = [], ...group }: Group<T, N>,
): SearchableVerbs<T, N> {
  const verbs = objectEndpoints(name, path, { ...group, routes: ["search", ...routes] });
  const { endpoints, byIds } = searchEndpoints(name, path);
  return { ...verbs, endpoints: { ...verbs.endpoints, ...endpoints, ...exportEndpoints(name, name) }, byIds };
}
