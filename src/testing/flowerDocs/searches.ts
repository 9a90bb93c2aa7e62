/** The searches of the emulated FlowerDocs, and exports of what they find. */
import { parseFlowerDocsDate } from "../../flowerDocs/dates.js";
import { type EmulatorResponse, json, text } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { Jobs } from "./jobs.js";
import { isSince } from "./routes.js";
import { type Field, type ParsedSearch, parseSearch, SearchRefusal } from "./searchParser.js";
import type { State } from "./state.js";
import type { Stored } from "./store.js";

export class Searches {
  readonly #state: State;
  readonly #jobs: Jobs;

  constructor(state: State) {
    this.#state = state;
    this.#jobs = new Jobs(state);
  }

  respond(request: RoutedRequest, group: string, method: string): EmulatorResponse | undefined {
    const job = `${group} ${request.query.get("jobId")}`;
    switch (method) {
      case "search":
      case "exportCsv":
      case "exportCsvAtOnce":
        return this.#search(request, group, method === "search");
      case "exportStatus":
        return this.#jobs.status(job);
      case "exportResult":
        return this.#jobs.result(job);
      case "exportError":
        return this.#jobs.error(job);
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
    if (!isPaged) return this.#export(group, csvResponse(csvOf(fields, found)));
    const rows = max === undefined ? [] : found.slice(start, start + max);
    const separator = isSince(this.#state.settings.serverVersion, "2025.1") ? "§" : "&";
    const joined = (values: readonly string[]) => values.join(separator);
    const results = rows.map(({ id, field }) => ({
      id,
      fields: fields.flatMap((name) => (field(name).length === 0 ? [] : [{ name, value: joined(field(name)) }])),
    }));
    // Core leaves out empty lists.
    return json(200, { found: found.length, ...(results.length > 0 && { results }) });
  }

  #find(group: string, search: ParsedSearch, now: number): { id: string; field: Field }[] {
    const all = this.#state.index.objectsOf(group, now).map((object) => ({ id: object.id, field: fieldOf(object) }));
    return all.filter(({ field }) => search.matches(field)).sort((a, b) => search.compare(a.field, b.field));
  }

  #export(group: string, csv: EmulatorResponse): EmulatorResponse {
    if (!isSince(this.#state.settings.serverVersion, "2026.0")) return csv;
    const id = crypto.randomUUID();
    this.#jobs.start(`${group} ${id}`, csv);
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
