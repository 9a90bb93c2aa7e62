/** The endpoints of the CSV export: a job since 2026.0, before that a response. */
import type { ByteStream } from "../../core/byteStream.js";
import type { Endpoint } from "../../core/endpoint.js";
import { nonEmptyString, objectOf, type Schema, string } from "../../core/schema.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { EXPORTS } from "../files/download.js";
import { routeOf } from "../objects/endpoints.js";
import { ANY, REPORTED, UNDOCUMENTED } from "../responses.js";
import { type FlowerDocsSearchRequest, searchFields } from "../schemas/search.js";

/** An export. Fields that the SDK does not know are sent as they are. */
export interface ExportFlowerDocsParams extends FlowerDocsSearchRequest {
  /** The columns. */
  selectClause: NonNullable<FlowerDocsSearchRequest["selectClause"]>;
  /** Language of the headers, such as `fr`. @default the server's */
  locale?: string | undefined;
}

export interface JobParams {
  jobId: string;
}

/** A type, as interfaces are not records. */
export type ExportEndpoints = {
  readonly exportCsv: Endpoint<ExportFlowerDocsParams, string>;
  readonly exportCsvAtOnce: Endpoint<ExportFlowerDocsParams, ByteStream>;
  readonly exportStatus: Endpoint<JobParams, unknown>;
  readonly exportResult: Endpoint<JobParams, ByteStream>;
  readonly exportError: Endpoint<JobParams, unknown>;
};

const params = objectOf<ExportFlowerDocsParams>()(() => ({ ...searchFields(), locale: nonEmptyString }), {
  selectClause: true,
});
const jobParams: Schema<JobParams> = objectOf<JobParams>()(() => ({ jobId: nonEmptyString }), { jobId: true });

/** Ids have neither spaces nor markup; a sentence would be a message. */
const ID = /^[^\s<{]{1,200}$/;

/** The id of a job, from text, a JSON string, or an object that names it. */
function readJobId(raw: unknown): unknown {
  const value = (parseJson(String(raw)) ?? { value: String(raw).trim() }).value;
  const id = isPlainObject(value) ? (value.jobId ?? value.id ?? value.value) : value;
  const text = typeof id === "number" ? String(id) : id;
  return typeof text === "string" && ID.test(text) ? text : undefined;
}

/** @param path the path of the group, with virtual folders in the plural. */
export function exportEndpoints(name: string, path: string): ExportEndpoints {
  const csv = `POST ${path}/search/csv`;
  const SENDS = { query: ["locale"], body: "*", params, wholeResource: { readOnly: [] } } as const;
  const job = (verb: string, route: string) => ({
    ...routeOf(name, verb, `GET ${path}/search/${route}`, "safe", "read"),
    params: jobParams,
  });
  return {
    // A second job is as good as the first.
    exportCsv: {
      ...routeOf(name, "exportCsv", csv, "mint", "write"),
      ...SENDS,
      ...ANY,
      fromWire: readJobId,
      response: string,
    },
    exportCsvAtOnce: { ...routeOf(name, "exportCsvAtOnce", csv, "safe", "read"), ...SENDS, ...EXPORTS },
    exportStatus: { ...job("exportStatus", "job/status"), ...UNDOCUMENTED },
    exportResult: { ...job("exportResult", "job"), ...EXPORTS },
    exportError: { ...job("exportError", "job/error"), ...REPORTED },
  };
}
