/** The methods that change a part of a component: the content of a folder, the assignee of a task. */
import { type EmulatorResponse, empty } from "../http.js";
import type { RoutedRequest } from "../service.js";
import type { State } from "./state.js";
import { idsIn, listIn, notAList, notFound, type Stored } from "./store.js";

export function respondOfChanges(
  state: State,
  request: RoutedRequest,
  group: string,
  method: string,
): EmulatorResponse | undefined {
  const { path } = request;
  switch (`${group}.${method}`) {
    case "folders.addChildren":
    case "folders.setChildren":
    case "folders.removeChildren":
      return changeChildren(state, request, method);
    case "tasks.assign":
      return change(state, group, idsIn(path.ids), () => ({ assignee: path.username }));
    case "tasks.answer":
      // What the response of a class leads to is in its workflow. The task itself was seen to stay as it is.
      return change(state, group, idsIn(path.ids), () => ({}));
    default:
      return undefined;
  }
}

function changeChildren(state: State, { path, body }: RoutedRequest, method: string): EmulatorResponse {
  const given = listIn(body);
  if (given === undefined) return notAList();
  const without = (children: readonly Partial<Stored>[]) =>
    children.filter(({ id, category }) => !given.some((each) => each.id === id && each.category === category));
  return change(state, "folders", [path.id ?? ""], (folder) => {
    const others = method === "setChildren" ? [] : without((folder.children ?? []) as Partial<Stored>[]);
    return { children: method === "removeChildren" ? others : [...others, ...given] };
  });
}

/** Changes all of the objects, or none if one is missing. */
function change(
  state: State,
  group: string,
  ids: readonly string[],
  changesOf: (object: Stored) => object,
): EmulatorResponse {
  const objects = ids.map((id) => state.of(group).get(id));
  if (!objects.every((each) => each !== undefined)) return notFound(group);
  for (const object of objects) state.put(group, { ...object, ...changesOf(object) });
  return empty();
}
