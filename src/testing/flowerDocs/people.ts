/** Users, groups and the users of profiles. */
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import type { State } from "./state.js";
import { idsIn, notFound, type Stored } from "./store.js";

export function respondOfPeople(
  state: State,
  { path, query, body }: RoutedRequest,
  group: string,
  method: string,
): EmulatorResponse | undefined {
  const objects = state.of(group);
  const { id = "" } = path;
  switch (method) {
    case "get": {
      const found = idsIn(id).flatMap((each) => objects.get(each) ?? []);
      return found.length === 0 ? notFound(group) : json(200, found);
    }
    case "search":
      return json(
        200,
        [...objects.values()].filter((each) => each.id.includes(query.get("name") ?? "")),
      );
    case "listUsers":
      return json(200, [...state.of("users").values()]);
    case "create":
    case "update": {
      const { password: _, ...kept } = JSON.parse(body) as Stored;
      state.put(group, kept);
      return empty();
    }
    case "delete":
      return state.remove(group, id) ? empty() : notFound(group);
    case "setPassword":
      return objects.has(id) ? empty() : notFound(group);
    default:
      return undefined;
  }
}
