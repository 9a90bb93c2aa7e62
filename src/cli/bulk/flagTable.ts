/** The flags of `tessera bulk run`, as data. Needs no parser, so that completion is quick. */

import { type GlobalFlag, globalFlags, globalNames } from "../globalFlagTable.js";
import { accessFlags, nameFlag } from "../redis/flagTable.js";

/** Those that other commands do not have, or with another meaning. */
export const rowFlags: readonly GlobalFlag[] = [
  {
    name: "--input",
    value: "file",
    summary: "CSV with the names of parameters as its header, or NDJSON; -: stdin (required)",
  },
  { name: "--out", value: "file", summary: "the results, as NDJSON; the same file continues a run" },
  { name: "--key", value: "column", summary: "what names a row in the results; by default its number" },
  {
    name: "--concurrency",
    value: "count",
    summary: "calls under way at the same time; by default 8. 0, with --redis: none here",
  },
  {
    name: "--retry",
    value: "states",
    summary: "run rows again that are failed, unknown, or failed,unknown",
    values: ["failed", "unknown", "failed,unknown"],
  },
  { name: "--force-resume", summary: "continue although the input has changed: rows are known by their number" },
  ...accessFlags,
  { ...nameFlag, summary: `${nameFlag.summary}; by default made of the operation and the input` },
];

/** Without effect on a run. */
const NOT_FOR_RUNS = ["--query", "--limit", "--page-token", "--wait"];
const replaced: ReadonlySet<string> = new Set([...rowFlags.map(({ name }) => name), ...NOT_FOR_RUNS]);

export const otherFlags = globalFlags.filter(({ name }) => !replaced.has(name));

/** The names of all flags that are not parameters, without their dashes. */
export const bulkNames: ReadonlySet<string> = new Set([...globalNames, ...rowFlags.map(({ name }) => name.slice(2))]);

/** What is done with a bulk in Redis by its name. */
export interface RedisVerb {
  readonly verb: "pause" | "resume" | "cancel" | "results" | "delete";
  readonly summary: string;
}

export const redisVerbs: readonly RedisVerb[] = [
  { verb: "pause", summary: "Lets no further row of a bulk in Redis begin." },
  { verb: "resume", summary: "Continues a bulk in Redis that was paused, also by an error." },
  { verb: "cancel", summary: "Ends a bulk in Redis for good: rows that have not begun are not run." },
  { verb: "results", summary: "Writes the results of a bulk in Redis to a file until it has ended." },
  {
    verb: "delete",
    summary: "Removes a bulk that has ended from Redis, with results that were not written to a file.",
  },
];
