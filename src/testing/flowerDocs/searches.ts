/** The searches of the emulated FlowerDocs: an index that is behind what is written, and exports as jobs. */
import { parseFlowerDocsDate } from "../../flowerDocs/dates.js";
import { dialectOf } from "../../flowerDocs/dialect.js";
import { type EmulatorResponse, json, text } from "../http.js";
import { RecentMap } from "../recentMap.js";
import type { RoutedRequest } from "../service.js";
import { type Field, type ParsedSearch, parseSearch, SearchRefusal } from "./searchParser.js";
import type { Stored } from "./store.js";

/** The objects of a group by their ids. */
type Objects = Map<string, Stored>;

interface Change {
  readonly at: number;
  readonly group: string;
  readonly id: string;
  readonly object: Stored | undefined;
}

interface Job {
  readonly doneAt: number;
  readonly csv: string;
}

/** What a test may change at any time. */
export interface SearchSettings {
  readonly serverVersion: string;
  readonly indexLagMs: number;
  readonly exportMs: number;
}

export class FlowerDocsSearches {
  readonly #settings: SearchSettings;
  readonly #live: ReadonlyMap<string, Objects>;
  readonly #indexed: ReadonlyMap<string, Objects>;
  #changes: Change[] = [];
  readonly #jobs = new RecentMap<Job>();

  constructor(settings: SearchSettings, groups: readonly (readonly [string, Objects])[]) {
    this.#settings = settings;
    this.#live = new Map(groups);
    this.#indexed = new Map(groups.map(([group, objects]) => [group, new Map(objects)]));
  }

  /** Objects were written or deleted. */
  note(group: string, ids: readonly string[], now: number): void {
    const objects = this.#live.get(group);
    if (objects === undefined) return;
    this.#index(now);
    for (const id of ids)
      this.#changes.push({ at: now + this.#settings.indexLagMs, group, id, object: objects.get(id) });
  }

  respond(request: RoutedRequest, group: string, method: string): EmulatorResponse | undefined {
    const { query, now } = request;
    const job = this.#jobs.get(query.get("jobId") ?? "");
    switch (method) {
      case "search":
      case "exportCsv":
      case "exportCsvAtOnce":
        return this.#search(request, group, method === "search");
      case "exportStatus":
        return job ? text(job.doneAt <= now ? "DONE" : "PROCESSING") : noJob();
      case "exportResult":
        return job && job.doneAt <= now ? csvResponse(job.csv) : noJob();
      case "exportError":
        return job ? text("") : noJob();
      default:
        return undefined;
    }
  }

  #search({ body, now }: RoutedRequest, group: string, isPaged: boolean): EmulatorResponse {
    let search: ParsedSearch;
    try {
      search = parseSearch(JSON.parse(body), isPaged);
    } catch (error) {
      const reason = error instanceof SearchRefusal ? error.message : "the body is not JSON";
      return json(500, { code: "T00104", message: `The search could not run: ${reason}` });
    }
    const found = this.#find(group, search, now);
    const { fields, start, max } = search;
    if (!isPaged) return this.#export(csvOf(fields, found), now);
    const rows = max === undefined ? [] : found.slice(start, start + max);
    const { valuesJoinedBySection } = dialectOf(this.#settings.serverVersion);
    const joined = (values: readonly string[]) => values.join(valuesJoinedBySection ? "§" : "&");
    const results = rows.map(({ id, field }) => ({
      id,
      fields: fields.flatMap((name) => (field(name).length === 0 ? [] : [{ name, value: joined(field(name)) }])),
    }));
    // Core leaves out empty lists.
    return json(200, { found: found.length, ...(results.length > 0 && { results }) });
  }

  #find(group: string, search: ParsedSearch, now: number): { id: string; field: Field }[] {
    this.#index(now);
    const all = [...(this.#indexed.get(group)?.values() ?? [])].map((object) => ({
      id: object.id,
      field: fieldOf(object),
    }));
    return all.filter(({ field }) => search.matches(field)).sort((a, b) => search.compare(a.field, b.field));
  }

  /** Takes over the changes that are due. */
  #index(now: number): void {
    const due = this.#changes.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#changes = this.#changes.filter(({ at }) => at > now);
    for (const { group, id, object } of due) {
      const objects = this.#indexed.get(group);
      if (object) objects?.set(id, object);
      else objects?.delete(id);
    }
  }

  #export(csv: string, now: number): EmulatorResponse {
    if (!dialectOf(this.#settings.serverVersion).exportJobs) return csvResponse(csv);
    const id = crypto.randomUUID();
    this.#jobs.set(id, { doneAt: now + this.#settings.exportMs, csv });
    return text(id);
  }
}

/** The fields that are not of the object itself, by their names in searches. */
const IN_DATA: Readonly<Record<string, string>> = {
  classid: "classId",
  acl: "ACL",
  owner: "owner",
  status: "status",
  creationDate: "creationDate",
  lastUpdateDate: "lastUpdateDate",
};

/** The values of a field: of a system field, or of the tag of this name. */
function fieldOf(object: Stored): Field {
  const data = (object.data ?? {}) as Record<string, unknown>;
  const tags = (object.tags ?? []) as { name: string; value?: string[] }[];
  return (name) => {
    const inData = IN_DATA[name];
    const value = inData === undefined ? object[name] : data[inData];
    if (typeof value === "string") return [name.endsWith("Date") ? time(value) : value];
    return tags.find((tag) => tag.name === name)?.value ?? [];
  };
}

const time = (date: string) => String(parseFlowerDocsDate(date).getTime());

function csvOf(fields: readonly string[], found: readonly { field: Field }[]): string {
  const cell = (value: string) => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const line = (cells: readonly string[]) => `${cells.map(cell).join(";")}\n`;
  return [fields, ...found.map(({ field }) => fields.map((name) => field(name).join(",")))].map(line).join("");
}

function csvResponse(body: string): EmulatorResponse {
  return { status: 200, headers: { "content-type": "text/csv" }, body };
}

const noJob = () => json(500, { code: "F00012", message: "There is no such job, or it is not done" });
