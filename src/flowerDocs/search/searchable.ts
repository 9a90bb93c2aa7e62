/** Groups of objects that can be searched. */
import { brandError } from "../../core/brand.js";
import { type ErrorFacts, TesseraError, withDefaults } from "../../core/errors.js";
import type { CallOptions } from "../../core/options.js";
import type { Pager } from "../../core/pager.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { sleep } from "../../core/sleep.js";
import { checkFirst, sharedDeadline } from "../../core/steps.js";
import { isPlainObject } from "../../core/values.js";
import { namedIds } from "../ids.js";
import { FlowerDocsJob } from "../jobs.js";
import { EditableObjects } from "../objects/editable.js";
import type { Verbs } from "../objects/endpoints.js";
import { TimeLimit } from "../timeLimit.js";
import {
  type FlowerDocsRow,
  type FlowerDocsSearchPage,
  type SearchEndpoints,
  type SearchFlowerDocsParams,
  startOf,
} from "./endpoints.js";
import type { ExportEndpoints, ExportFlowerDocsParams } from "./exportEndpoints.js";
import { checkLimit } from "./limit.js";

/** The endpoints of a group that can be searched. */
export interface SearchableVerbs<T, N extends object> extends Verbs<T, N> {
  readonly endpoints: Verbs<T, N>["endpoints"] & SearchEndpoints["endpoints"] & ExportEndpoints;
  readonly byIds: SearchEndpoints["byIds"];
}

/** Searches do not find components that exist, as the index did not get to them in time. */
export class FlowerDocsNotIndexedError extends TesseraError {
  /** The ids that are not found. */
  readonly ids: readonly string[];

  constructor(message: string, { ids = [], ...facts }: ErrorFacts & { ids?: readonly string[] | undefined } = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_FLOWERDOCS_NOT_INDEXED", "unavailable"));
    this.ids = ids;
  }
}
brandError(FlowerDocsNotIndexedError, "FlowerDocsNotIndexedError");

/** Between two searches: at first, and at most. The index of servers was seen to be 1 to 2 seconds behind. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** Of a wait whose options state none. */
const DEFAULT_WAIT_MS = 30_000;

/** Components, which can be searched. */
export abstract class SearchableObjects<
  T extends { id: string },
  N extends { id?: string | undefined },
> extends EditableObjects<T, N> {
  /** @internal */
  protected abstract override get verbs(): SearchableVerbs<T, N>;

  /**
   * Searches for components of this kind. Core's index is a second or two behind what is written: read by id what was
   * just written, or wait with `waitUntilFound`.
   *
   * @param params the search. Without `selectClause`, rows may have no fields.
   * @returns The rows, page by page. `found` of a page is how many there are.
   * @throws A {@link FlowerDocsSearchLimitError} while it is read, after the first 10,000 results, if there may be more.
   *   `exportCsv` has no such limit.
   * @example
   * ```ts
   * const rows = client.folders.search({
   *   selectClause: { fields: ["name", "creationDate"] },
   *   filterClauses: [allOf(where("classid").equalsTo("ContractFolder"), where("name").startsWith("Con"))],
   *   orderClauses: [{ name: "creationDate", type: "TIMESTAMP", ascending: false }],
   * });
   * for await (const { id, fields } of rows) console.log(id, fields.name);
   * ```
   */
  search(params: SearchFlowerDocsParams = {}, options?: CallOptions): Pager<FlowerDocsRow, FlowerDocsSearchPage> {
    const { search } = this.verbs.endpoints;
    return this.paginate(search, params, options, {
      token: "pageToken",
      page: (result) => result,
      complete: async (given, callOptions) => {
        if (isPlainObject(given)) checkLimit(startOf(given), search.id);
        return { params: given, options: callOptions };
      },
    });
  }

  /**
   * Waits until searches find components that exist. Core's index is a second or two behind what is written.
   *
   * @param ids ids of the components, at least one and at most 100.
   * @param options `deadlineMs` is the longest wait, by default 30,000 ms.
   * @throws A {@link FlowerDocsNotIndexedError} with the ids that are not found in time.
   * @example
   * ```ts
   * const folder = await client.folders.create({ name: "Contracts", data: { classId: "ContractFolder" } });
   * await client.folders.waitUntilFound([folder.id]);
   * ```
   */
  waitUntilFound(ids: readonly string[], options: CallOptions = {}): ResponsePromise<void> {
    return composed(async (record) => {
      checkFirst(this.context, this.verbs.byIds.search, { ids }, options);
      const { deadlineMs = DEFAULT_WAIT_MS } = options;
      const limit = new TimeLimit(this.context.clock, deadlineMs);
      let missing = ids;
      for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
        try {
          const rest = { ...options, deadlineMs: limit.leftMs };
          const { items } = await this.call(this.verbs.byIds.search, { ids }, rest, record);
          const found = new Set(items.map(({ id }) => id));
          missing = ids.filter((id) => !found.has(id));
        } catch (error) {
          throw limit.wasReachedBy(error, options) ? notIndexed(missing, deadlineMs, error) : error;
        }
        if (missing.length === 0) return;
        if (limit.leftMs <= pauseMs) throw notIndexed(missing, deadlineMs);
        await sleep(this.context, pauseMs, options.signal);
      }
    });
  }

  /**
   * Exports the results of a search as CSV, without a limit of their number. Since 2026.0 Core does it in a job. Before,
   * it is one response, which `wait` of the job requests.
   *
   * The columns are separated by `;`, and by default encoded as windows-1252.
   *
   * @param params the search, and the language of the headers.
   * @returns The job. Its `wait()` returns the CSV as it arrives.
   * @example
   * ```ts
   * const job = await client.folders.exportCsv({
   *   selectClause: { fields: ["name"] },
   *   filterClauses: [allOf(where("classid").equalsTo("ContractFolder"))],
   * });
   * const decoder = new TextDecoder("windows-1252");
   * for await (const chunk of await job.wait()) console.log(decoder.decode(chunk, { stream: true }));
   * ```
   */
  exportCsv(params: ExportFlowerDocsParams, options?: CallOptions): ResponsePromise<FlowerDocsJob> {
    return composed(async (record) => {
      const { exportCsv, exportCsvAtOnce, exportStatus, exportResult, exportError } = this.verbs.endpoints;
      checkFirst(this.context, exportCsv, params, options);
      const nextOptions = sharedDeadline(this.context, options);
      const { exportJobs } = await this.dialects.find(nextOptions());
      if (!exportJobs) {
        // Copy, so that later mutation by the caller does not change what is exported.
        const given = structuredClone(params);
        return new FlowerDocsJob(this.context, undefined, {
          result: (waiting) => this.call(exportCsvAtOnce, given, { ...options, ...waiting }),
        });
      }
      const jobId = await this.call(exportCsv, params, nextOptions(), record);
      return new FlowerDocsJob(this.context, jobId, {
        status: (waiting) => this.call(exportStatus, { jobId }, waiting),
        result: (waiting) => this.call(exportResult, { jobId }, waiting),
        error: (waiting) => this.call(exportError, { jobId }, waiting),
      });
    });
  }
}

function notIndexed(ids: readonly string[], waitMs: number, cause?: unknown): FlowerDocsNotIndexedError {
  const message = `Searches did not find ${namedIds(ids)} after ${waitMs} ms.`;
  return new FlowerDocsNotIndexedError(message, { ids, cause });
}
