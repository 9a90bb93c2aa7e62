/** The objects of the emulated FlowerDocs: which part of it responds to which methods. */
import type { EmulatorResponse } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { Annotations } from "./annotations.js";
import { Archives } from "./archives.js";
import { respondOfChanges } from "./componentChanges.js";
import { DocumentFiles } from "./documentFiles.js";
import { Documents } from "./documents.js";
import { Others } from "./others.js";
import { respondOfPeople } from "./people.js";
import { Searches } from "./searches.js";
import { COMPONENTS, type Settings, State } from "./state.js";
import { MODEL } from "./store.js";
import { Verbs } from "./verbs.js";
import { respondOfVersions } from "./versions.js";

const PEOPLE = ["users", "groups", "profiles"];
const PREFERENCES = ["dashlets", "stamps"];
const OBJECTS = [...COMPONENTS, ...MODEL, "acls", "delegations"];

export class FlowerDocsObjects {
  readonly #state: State;
  readonly #documents: Documents;
  readonly #verbs: Verbs;
  readonly #files: DocumentFiles;
  readonly #archives: Archives;
  readonly #annotations = new Annotations();
  readonly #searches: Searches;
  readonly #others: Others;

  constructor(settings: Settings, now: () => number) {
    this.#state = new State(settings, now);
    this.#documents = new Documents(this.#state);
    this.#verbs = new Verbs(this.#state, this.#documents);
    this.#files = new DocumentFiles(this.#documents);
    this.#archives = new Archives(this.#state, this.#documents);
    this.#searches = new Searches(this.#state);
    this.#others = new Others(this.#state);
  }

  get temporaryFileIds(): string[] {
    return this.#documents.contents.temporaryIds;
  }

  respond(request: RoutedRequest): EmulatorResponse {
    const [, group = "", method = ""] = request.endpoint.id.split(".");
    return this.#respond(request, group, method) ?? this.#others.respond(request, group, method);
  }

  #respond(request: RoutedRequest, group: string, method: string): EmulatorResponse | undefined {
    const { serverVersion } = this.#state.settings;
    if (group === "temporaryFiles") return this.#files.ofTemporary(request, method);
    if (group === "files") return this.#files.ofDocument(request, method);
    if (method === "createWithFiles" || method === "updateWithFiles") return this.#files.unique(request, serverVersion);
    if (group === "versions") return respondOfVersions(this.#documents, request, method);
    if (group === "annotations") return this.#annotations.respond(request, method, serverVersion);
    if (group === "archives") return this.#archives.respond(request);
    if (PEOPLE.includes(group)) return respondOfPeople(this.#state, request, group, method);
    if (PREFERENCES.includes(group)) return this.#others.preferences(request, group, method);
    if (!OBJECTS.includes(group)) return undefined;
    return (
      this.#verbs.respond(request, group, method) ??
      this.#searches.respond(request, group, method) ??
      respondOfChanges(this.#state, request, group, method)
    );
  }
}
