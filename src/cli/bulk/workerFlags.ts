/** The flags of `tessera worker`, as data. Needs no parser, so that completion is quick. */
import { type GlobalFlag, globalFlags } from "../globalFlagTable.js";
import { accessFlags } from "../redis/flagTable.js";

const OF_CALLS = ["--output", "--retries", "--timeout", "--deadline", "--rate", "--profile", "--no-color"];

export const workerFlags: readonly GlobalFlag[] = [
  ...accessFlags,
  { name: "--concurrency", value: "count", summary: "calls under way at the same time, for each bulk; by default 8" },
  { name: "--until-empty", summary: "end once no bulk is left that has not ended" },
  ...globalFlags.filter(({ name }) => OF_CALLS.includes(name)),
];
