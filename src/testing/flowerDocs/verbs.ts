/** The verbs that all groups of objects share. */
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import type { Documents } from "./documents.js";
import { isSince } from "./routes.js";
import type { State } from "./state.js";
import { CLASSES, consumed, exists, idsIn, listIn, notAList, notCurrent, notFound, type Stored } from "./store.js";
import { problemOf } from "./writes.js";

export class Verbs {
  readonly #state: State;
  readonly #documents: Documents;

  constructor(state: State, documents: Documents) {
    this.#state = state;
    this.#documents = documents;
  }

  respond(request: RoutedRequest, group: string, method: string): EmulatorResponse | undefined {
    switch (method) {
      case "list":
        return this.#list(group);
      case "get":
        return this.#get(group, idsIn(request.path.id));
      case "delete":
        return this.#delete(group, idsIn(request.path.id));
      case "create":
        return this.#write(request, group, true);
      case "update":
        return this.#write(request, group, false);
      default:
        return undefined;
    }
  }

  #list(group: string): EmulatorResponse {
    return this.#response(group, [...this.#state.of(group).values()]);
  }

  #get(group: string, ids: readonly string[]): EmulatorResponse {
    const found = ids.flatMap((id) => this.#find(group, id) ?? []);
    if (found.length < ids.length) return notFound(group);
    return this.#response(group, found);
  }

  #delete(group: string, ids: readonly string[]): EmulatorResponse {
    if (group === "documents" && ids.some((id) => this.#documents.isFormerVersion(id))) return notCurrent();
    if (!ids.every((id) => this.#state.of(group).has(id))) return notFound(group);
    for (const id of ids) {
      if (group === "documents") this.#documents.delete(id);
      else this.#state.remove(group, id);
    }
    return empty();
  }

  /** Everything is checked before anything is stored. */
  #write({ path, body, now }: RoutedRequest, group: string, isCreation: boolean): EmulatorResponse {
    const given = listIn(body);
    if (given === undefined) return notAList();
    const write = { version: this.#state.settings.serverVersion, now, isCreation };
    for (const object of given) {
      const problem = problemOf(group, object, write);
      if (problem) return problem;
    }
    const problem = isCreation ? this.#creationProblem(group, given) : this.#updateProblem(group, given, path.id);
    if (problem) return problem;
    if (group === "documents" && !this.#documents.hasFilesFor(given)) return consumed();
    const stored = given.map((object) =>
      group === "documents" ? this.#documents.put(object) : this.#state.put(group, object),
    );
    return this.#response(group, stored);
  }

  #creationProblem(group: string, given: readonly Partial<Stored>[]): EmulatorResponse | undefined {
    const ids = given.flatMap(({ id }) => id ?? []);
    const isTaken = new Set(ids).size < ids.length || ids.some((id) => this.#find(group, id) !== undefined);
    return isTaken ? exists(group) : undefined;
  }

  #updateProblem(group: string, given: readonly Partial<Stored>[], part: string | undefined) {
    const ids = idsIn(part);
    if (group === "documents" && ids.some((id) => this.#documents.isFormerVersion(id))) return notCurrent();
    if (!ids.every((id) => this.#state.of(group).has(id))) return notFound(group);
    const isSame = given.length === ids.length && given.every(({ id }, index) => id === ids[index]);
    const isOne = group !== "documents" || ids.length === 1;
    return isSame && isOne ? undefined : json(400, { message: "The body must hold the objects of the path" });
  }

  #find(group: string, id: string): Stored | undefined {
    return group === "documents" ? this.#documents.find(id) : this.#state.of(group).get(id);
  }

  #response(group: string, objects: readonly Stored[]): EmulatorResponse {
    return json(
      200,
      objects.map((object) => this.#shown(group, object)),
    );
  }

  /** An object as responses have it: an ACL never has its entries, and a class is not active any more as of 2026.0. */
  #shown(group: string, object: Stored): object {
    if (group === "acls") return shownAcl(object);
    const isInactive = CLASSES.includes(group) && isSince(this.#state.settings.serverVersion, "2026.0");
    return isInactive ? { ...object, active: false } : object;
  }
}

/** An ACL as responses have it: never with its entries. */
export function shownAcl({ id, name }: Stored): object {
  return { type: "ACLProxy", id, name, rules: [] };
}
