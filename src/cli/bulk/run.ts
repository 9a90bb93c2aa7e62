/** `tessera bulk run`: one call for each row of a file, or for each group of rows. */
import type { BulkRow } from "tessera-sdk/bulk";
import type { Operation } from "../catalog.js";
import { confirm } from "../confirm.js";
import { withClient } from "../execute.js";
import { UsageError } from "../exit.js";
import type { Given } from "../flags.js";
import type { Interruption } from "../interruption.js";
import type { OpenClient } from "../openClient.js";
import { paramsOf } from "../params.js";
import { startProgress } from "../progress.js";
import { callOf } from "./call.js";
import { checkRows } from "./checkRows.js";
import { ownIdOf } from "./ownIds.js";
import {
  type BulkExecution,
  type BulkPlan,
  commandNotes,
  groupOf,
  groupOption,
  operationName,
  retriedStates,
} from "./plan.js";
import { bulkOf } from "./resultsFile.js";
import { FileRows } from "./rows.js";
import { finish } from "./status.js";
import { resultsStore } from "./store.js";

export async function runBulk(execution: BulkExecution, texts: readonly Given[]): Promise<void> {
  const { service, operation, flags, session } = execution;
  refuseOthers(operation);
  const { input, out } = flags;
  if (input === undefined) throw new UsageError("--input: is required, as the file of the rows");
  if (out === undefined && flags.dryRun !== true)
    throw new UsageError("--out: is required, as the file of the results");
  if (flags.redis === undefined) refuseWithoutRedis(execution);
  const { sources } = session;
  const given = await paramsOf(operation, flags.params, texts, sources);
  const common = groupOf(operation) === undefined ? given.params : { ...isolated(operation), ...given.params };
  const rows = await FileRows.open({ operation, input, key: flags.key, common, sources });
  if (flags.dryRun === true || out === undefined) return checkRows(execution, rows, given.options);
  if (operation.effect === "destroy" && flags.yes !== true) {
    await confirm(`${service.name} ${operation.id} for each row`, session.io);
  }
  const plan = { execution, rows, given, common, out };
  if (flags.redis !== undefined) return (await import("./redisRun.js")).runInRedis(plan);
  await refuseResultsOfRedis(out);
  await withClient(execution, common, false, (opened, interruption) => runHere(plan, opened, interruption));
}

function refuseOthers({ libraryOnly, returns }: Operation): void {
  if (libraryOnly !== undefined) throw new UsageError(`It can be called only from a program: ${libraryOnly}.`);
  if (returns === "value" || returns === "void" || returns === "pager") return;
  throw new UsageError("It has no result that a line of the results could hold: call it for one row at a time.");
}

function refuseWithoutRedis({ operation, flags: { name, redisSecret, concurrency } }: BulkExecution): void {
  const isParam = operation.params?.properties?.name !== undefined;
  const hint = isParam ? "; the parameter is --params.name" : "";
  if (name !== undefined) throw new UsageError(`--name: is the name of a bulk in Redis, and requires --redis${hint}`);
  if (redisSecret !== undefined) throw new UsageError("--redis-secret: requires --redis");
  if (concurrency === 0)
    throw new UsageError("--concurrency: is 0, which requires --redis: other machines then run the rows");
}

/** Results can still be in Redis: their rows would be run a second time. */
async function refuseResultsOfRedis(out: string): Promise<void> {
  const name = (await bulkOf(out))?.name;
  if (name === undefined) return;
  throw new UsageError(`${out} has the results of the bulk ${name} in Redis: continue it with --redis.`);
}

/** Lets one item that is refused fail its own row only. */
function isolated({ params }: Operation): Record<string, unknown> {
  return params?.properties?.isolate === undefined ? {} : { isolate: true };
}

async function runHere(plan: BulkPlan, opened: OpenClient, interruption: Interruption): Promise<void> {
  const { execution, rows, given, out } = plan;
  const { operation, flags, session } = execution;
  const { bulk } = await import("tessera-sdk/bulk");
  const { concurrency, key } = flags;
  const ownId = key === undefined ? undefined : ownIdOf(operation, opened.settings);
  const group = groupOf(operation);
  const placeOf = (row: object) => rows.placeOf(row);
  const call = callOf({ operation, opened, placeOf, options: given.options, group, ownId });
  const force = flags.forceResume === true;
  const storeOptions = { operation: operationName(execution), notes: commandNotes(execution), force };
  const results = bulk(call, rows, {
    store: await resultsStore(out, storeOptions, session.secrets),
    key: (row, number) => rows.keyOf(row, number),
    ...(concurrency !== undefined && { concurrency }),
    retry: retriedStates(flags.retry, ownId),
    ...(group && { group: groupOption(group) }),
    stopSignal: interruption.drain,
    signal: interruption.end,
  });
  await follow(results, execution);
  if (interruption.drain.aborted) session.warn("The same command continues the run.");
  interruption.drain.throwIfAborted();
  await finish(out, flags, session);
}

/** All of a result is in the file already. */
async function follow(results: AsyncIterable<BulkRow<unknown>>, { flags, session }: BulkExecution): Promise<void> {
  const progress = startProgress("rows", flags, session);
  const counts = { done: 0, failed: 0, unknown: 0 };
  try {
    for await (const { state } of results) {
      counts[state]++;
      const { done, failed, unknown } = counts;
      progress.update({ done: done + failed + unknown, more: { failed, unknown } });
    }
  } finally {
    progress.end();
  }
}
