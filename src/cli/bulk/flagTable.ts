/** The flags of `tessera bulk run`, as data. Needs no parser, so that completion is quick. */
import { type GlobalFlag, globalFlags, globalNames } from "../globalFlagTable.js";

/** Those that other commands do not have, or with another meaning. */
export const rowFlags: readonly GlobalFlag[] = [
  {
    name: "--input",
    value: "file",
    summary: "CSV with the names of parameters as its header, or NDJSON; -: stdin (required)",
  },
  { name: "--out", value: "file", summary: "the results, as NDJSON; the same file continues a run" },
  { name: "--key", value: "column", summary: "what names a row in the results; by default its number" },
  { name: "--concurrency", value: "count", summary: "calls under way at the same time; by default 8" },
  {
    name: "--retry",
    value: "states",
    summary: "run rows again that are failed, unknown, or failed,unknown",
    values: ["failed", "unknown", "failed,unknown"],
  },
  { name: "--force-resume", summary: "continue although the input has changed: rows are known by their number" },
];

/** Without effect on a run. */
const NOT_FOR_RUNS = ["--query", "--limit", "--page-token", "--wait"];
const replaced: ReadonlySet<string> = new Set([...rowFlags.map(({ name }) => name), ...NOT_FOR_RUNS]);

export const otherFlags = globalFlags.filter(({ name }) => !replaced.has(name));

/** The names of all flags that are not parameters, without their dashes. */
export const bulkNames: ReadonlySet<string> = new Set([...globalNames, ...rowFlags.map(({ name }) => name.slice(2))]);
