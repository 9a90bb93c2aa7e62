/** Archives of the content of components: in one response, or as a job that is found by the ids of the components. */
import { type EmulatorResponse, text } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { download } from "./contents.js";
import { type Documents, filesOf } from "./documents.js";
import { Jobs } from "./jobs.js";
import type { State } from "./state.js";
import { idsIn, notFound, type Stored } from "./store.js";
import { zipOf } from "./zip.js";

const ROUTE = /^GET \/rest\/(\w+)\/\{ids?\}\/content\/archive(?:\/(job(?:\/status|\/error)?))?$/;

export class Archives {
  readonly #state: State;
  readonly #documents: Documents;
  readonly #jobs: Jobs;

  constructor(state: State, documents: Documents) {
    this.#state = state;
    this.#documents = documents;
    this.#jobs = new Jobs(state);
  }

  /** Responds to requests for archives, and to no others. */
  respond({ endpoint, path, query }: RoutedRequest): EmulatorResponse | undefined {
    const [, group, route] = ROUTE.exec(endpoint.http) ?? [];
    if (group === undefined) return undefined;
    const ids = idsIn(path.ids ?? path.id);
    const job = `${group} ${ids}`;
    if (route === "job") return this.#jobs.result(job);
    if (route === "job/status") return this.#jobs.status(job);
    if (route === "job/error") return this.#jobs.error(job);
    const archive = this.#archive(group, ids, query.get("name") ?? "archive.zip");
    // Core documents `true` as the default.
    if (query.get("isAsync") === "false") return archive;
    this.#jobs.start(job, archive);
    return text(job);
  }

  #archive(group: string, ids: readonly string[], name: string): EmulatorResponse {
    const components = ids.map((id) => this.#state.of(group).get(id));
    if (components.includes(undefined)) return notFound(group);
    const documents = components.flatMap((each) => (group === "documents" ? each : this.#childrenOf(each)) ?? []);
    const files = documents.flatMap(filesOf).flatMap(({ id }) => this.#documents.contents.get(id) ?? []);
    return download({ name, type: "application/zip", bytes: zipOf(files) });
  }

  /** The documents that are directly in a folder. */
  #childrenOf(folder: Stored | undefined): Stored[] {
    const children = (folder?.children ?? []) as { id?: string }[];
    return children.flatMap(({ id = "" }) => this.#state.of("documents").get(id) ?? []);
  }
}
