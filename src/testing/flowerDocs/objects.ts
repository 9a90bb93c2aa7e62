/** The objects of the emulated FlowerDocs: what a scope holds, and the methods that read and change it. */

import { type EmulatorResponse, empty, json, text } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { initialObjects } from "./samples.js";
import { FlowerDocsSearches, type SearchSettings } from "./searches.js";
import { exists, MODEL, notFound, type Stored, store } from "./store.js";
import { consumed, FlowerDocsStoredFiles } from "./storedFiles.js";

const COMPONENTS = ["documents", "tasks", "folders", "virtualFolders"];
const PREFERENCES = ["dashlets", "stamps"];

/** Responds to the methods that read and change objects. */
export class FlowerDocsObjects {
  #objects = new Map(Object.entries(initialObjects()).map(([group, list]) => [group, byId(list)]));
  #annotations = [{ type: "com.arondor.viewer.annotation.api.CircleElemType", title: "Check", name: { id: "A1" } }];
  #favorites: Stored[] = [];
  #versions: Stored[] = [];
  #files = new FlowerDocsStoredFiles(this.of("documents"));
  readonly #searches: FlowerDocsSearches;

  constructor(settings: SearchSettings) {
    this.#searches = new FlowerDocsSearches(
      settings,
      COMPONENTS.map((group) => [group, this.of(group)]),
    );
  }

  /** The objects of a group, such as `folders`, as the server has them. */
  of(group: string): Map<string, Stored> {
    const objects = this.#objects.get(group) ?? new Map<string, Stored>();
    this.#objects.set(group, objects);
    return objects;
  }

  get temporaryFileIds(): string[] {
    return this.#files.temporaryIds;
  }

  respond(request: RoutedRequest): EmulatorResponse | undefined {
    const [, group = "", method = ""] = request.endpoint.id.split(".");
    const body = parsed(request.body);
    const ofFiles = this.#files.respond(request, group, method);
    if (ofFiles) return ofFiles;
    if (group === "users" || group === "groups" || group === "profiles") return this.#accounts(request, group, method);
    if ([...COMPONENTS, ...MODEL, "acls", "delegations"].includes(group)) {
      const done = this.#verbs(request, group, method, body) ?? this.#searches.respond(request, group, method);
      if (done) return done;
    }
    if (PREFERENCES.includes(group)) return this.#preferences(request, group, method, body);
    return this.#others(request, group, method, body);
  }

  #verbs({ lists, now }: RoutedRequest, group: string, method: string, body: unknown): EmulatorResponse | undefined {
    const objects = this.of(group);
    const ids = lists.id ?? [];
    const missing = ids.find((id) => !objects.has(id));
    if (missing !== undefined && ["get", "update", "delete"].includes(method)) return notFound(group);
    const given = Array.isArray(body) ? (body as Partial<Stored>[]) : [];
    switch (method) {
      case "list":
        return json(200, [...objects.values()]);
      case "get":
        return json(
          200,
          ids.map((id) => shown(group, objects.get(id))),
        );
      case "delete":
        for (const id of ids) objects.delete(id);
        this.#searches.note(group, ids, now);
        return empty();
      case "create":
      case "update":
        if (!Array.isArray(body)) return json(400, { message: "The body must be an array" });
        if (method === "create" && given.some(({ id }) => id !== undefined && objects.has(id))) return exists(group);
        if (group === "documents" && !this.#files.takeOver(given)) return consumed();
        return json(
          200,
          given.map((each) => {
            const stored = store(objects, each);
            this.#searches.note(group, [stored.id], now);
            return shown(group, stored);
          }),
        );
      default:
        return undefined;
    }
  }

  #accounts({ lists, query, path, body }: RoutedRequest, group: string, method: string): EmulatorResponse | undefined {
    const objects = this.of(group);
    const given = parsed(body) as Stored;
    switch (method) {
      case "get": {
        const found = (lists.id ?? []).flatMap((id) => objects.get(id) ?? []);
        return found.length === 0 ? notFound(group) : json(200, found);
      }
      case "search":
        return json(
          200,
          [...objects.values()].filter(({ id }) => id.includes(query.get("name") ?? "")),
        );
      case "listUsers":
        return json(200, [...this.of("users").values()]);
      case "create":
      case "update": {
        const { password: _, ...kept } = given;
        store(objects, kept);
        return empty();
      }
      case "delete":
        return objects.delete(path.id ?? "") ? empty() : notFound(group);
      case "setPassword":
        return objects.has(path.id ?? "") ? empty() : notFound(group);
      default:
        return undefined;
    }
  }

  #preferences({ path, lists }: RoutedRequest, group: string, method: string, body: unknown): EmulatorResponse {
    const objects = this.of(group);
    if (method === "create") return json(200, store(objects, body as object));
    if (method === "update") return json(200, store(objects, { ...(body as object), id: path.id ?? "" }));
    if (method === "delete") for (const id of lists.ids ?? []) objects.delete(id);
    return method === "delete" ? empty() : json(200, [...objects.values()]);
  }

  #others({ path, query }: RoutedRequest, group: string, method: string, body: unknown): EmulatorResponse | undefined {
    const isRead = /^(?:get|list|count|search|info|status)/.test(method);
    switch (`${group}.${method}`) {
      case "acls.getOf":
        return json(200, shown("acls", this.of("acls").get("everybody")));
      case "versions.create":
      case "versions.revert":
      case "versions.get":
        return json(200, [
          this.#version(path.id ?? "", path.versionId, method === "create" ? String(body) : undefined),
        ]);
      case "versions.list":
        return json(200, { versions: this.#versionsOf(path.id ?? "").map((each) => ({ Document: each })) });
      case "annotations.list":
        return json(200, this.#annotations);
      case "favorites.add":
        this.#favorites.push(body as Stored);
        return empty();
      case "favorites.list":
      case "favorites.listOf":
        return json(200, this.#favorites);
      case "facts.create":
        return json(200, { ...(body as object), objectId: path.id });
      case "encryptor.encrypt":
        return text(`ENC(${btoa(String(body))})`);
      case "templates.renderHtml":
      case "pages.getPublic":
      case "pages.getPrivate":
        return text("<p>Hello Jane</p>");
      case "templates.renderWord":
        return { ...text("PK"), headers: { "content-disposition": 'attachment; filename="welcome.docx"' } };
      case "archives.downloadDocuments":
      case "archives.downloadFolder":
      case "archives.downloadVirtualFolder":
        if (query.get("isAsync") !== "false") return json(200, { id: "job-1" });
        return { ...text("PK"), headers: { "content-type": "application/zip" } };
      case "templates.createWordFile":
        return text(`tmp_${crypto.randomUUID()}`);
      case "server.info":
        return json(200, { name: "FlowerDocs Core", version: "2026.0.0" });
      default:
        return isRead ? json(200, []) : empty();
    }
  }

  #versionsOf(id: string): Stored[] {
    const current = this.of("documents").get(id);
    return [...this.#versions.filter(({ versionSeriesId }) => versionSeriesId === id), ...(current ? [current] : [])];
  }

  #version(id: string, versionId: string | undefined, label: string | undefined): Stored {
    const known = this.#versionsOf(id).find((each) => each.id === versionId);
    if (known) return known;
    const version = { ...this.of("documents").get(id), id: crypto.randomUUID(), versionLabel: label };
    this.#versions.push(version);
    return version;
  }
}

function byId(list: readonly Stored[]): Map<string, Stored> {
  return new Map(list.map((object) => [object.id, object]));
}

/** An object as responses have it: an ACL never has its entries. */
function shown(group: string, object: Stored | undefined): object | undefined {
  return group === "acls" && object ? { type: "ACLProxy", id: object.id, name: object.name, rules: [] } : object;
}

/** The body as JSON, else as the text that it is. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
