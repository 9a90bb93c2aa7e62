/** `tessera bulk run`: one call for each row of a file, or for each group of rows. */
import type { BulkGroup, BulkRow } from "tessera-sdk/bulk";
import type { Operation, OperationList } from "../catalog.js";
import { confirm } from "../confirm.js";
import { withClient } from "../execute.js";
import { UsageError } from "../exit.js";
import type { Given } from "../flags.js";
import type { GlobalFlags } from "../globalFlags.js";
import type { Interruption } from "../interruption.js";
import type { OpenClient } from "../openClient.js";
import { type GivenParams, paramsOf } from "../params.js";
import { startProgress } from "../progress.js";
import type { Execution } from "../session.js";
import { callOf } from "./call.js";
import { checkRows } from "./checkRows.js";
import { type OwnId, ownIdOf } from "./ownIds.js";
import { FileRows } from "./rows.js";
import { statusOf, writeStatus } from "./status.js";
import { resultsStore } from "./store.js";

export interface BulkFlags extends GlobalFlags {
  readonly input?: string;
  readonly key?: string;
  readonly concurrency?: number;
  /** `failed`, `unknown`, or both with a comma. */
  readonly retry?: string;
  readonly forceResume?: boolean;
}

export interface BulkExecution extends Execution {
  readonly flags: BulkFlags;
}

export async function runBulk(execution: BulkExecution, texts: readonly Given[]): Promise<void> {
  const { service, operation, flags, session } = execution;
  refuseOthers(operation);
  const { input, out } = flags;
  if (input === undefined) throw new UsageError("--input: is required, as the file of the rows");
  if (out === undefined && flags.dryRun !== true)
    throw new UsageError("--out: is required, as the file of the results");
  const { sources } = session;
  const given = await paramsOf(operation, flags.params, texts, sources);
  const group = groupOf(operation);
  const common = group === undefined ? given.params : { ...isolated(operation), ...given.params };
  const rows = await FileRows.open({ operation, input, key: flags.key, common, sources });
  if (flags.dryRun === true || out === undefined) return checkRows(execution, rows, given.options);
  if (operation.effect === "destroy" && flags.yes !== true) {
    await confirm(`${service.name} ${operation.id} for each row`, session.io);
  }
  await withClient(execution, common, false, (opened, interruption) =>
    new BulkRun(execution, rows, given, group, out).run(opened, interruption),
  );
}

function refuseOthers({ libraryOnly, returns }: Operation): void {
  if (libraryOnly !== undefined) throw new UsageError(`It can be called only from a program: ${libraryOnly}.`);
  if (returns === "value" || returns === "void" || returns === "pager") return;
  throw new UsageError("It has no result that a line of the results could hold: call it for one row at a time.");
}

/**
 * Where the result names the items that failed. Where only an error does, its rows could not be told apart, so each row
 * has a call.
 */
function groupOf({ list }: Operation): OperationList | undefined {
  return list?.failures === "result" ? list : undefined;
}

/** Lets one item that is refused fail its own row only. */
function isolated({ params }: Operation): Record<string, unknown> {
  return params?.properties?.isolate === undefined ? {} : { isolate: true };
}

class BulkRun {
  readonly #execution: BulkExecution;
  readonly #rows: FileRows;
  readonly #given: GivenParams;
  readonly #group: OperationList | undefined;
  readonly #out: string;

  constructor(
    execution: BulkExecution,
    rows: FileRows,
    given: GivenParams,
    group: OperationList | undefined,
    out: string,
  ) {
    this.#execution = execution;
    this.#rows = rows;
    this.#given = given;
    this.#group = group;
    this.#out = out;
  }

  async run(opened: OpenClient, interruption: Interruption): Promise<void> {
    const { flags, session } = this.#execution;
    const { bulk } = await import("tessera-sdk/bulk");
    const rows = this.#rows;
    const { concurrency, key } = flags;
    const ownId = key === undefined ? undefined : ownIdOf(this.#execution.operation, opened.settings);
    const results = bulk(this.#call(opened, ownId), rows, {
      store: await this.#store(),
      key: (row, number) => rows.keyOf(row, number),
      ...(concurrency !== undefined && { concurrency }),
      retry: retriedStates(flags.retry, ownId),
      ...(this.#group && { group: groupOption(this.#group) }),
      stopSignal: interruption.drain,
      signal: interruption.end,
    });
    await this.#follow(results);
    if (interruption.drain.aborted) session.warn("The same command continues the run.");
    interruption.drain.throwIfAborted();
    const status = await statusOf(this.#out);
    await writeStatus(status, flags, session);
    for (const state of ["failed", "unknown"] as const) {
      if (status[state] > 0) session.warn(`To run the ${state} rows again: tessera bulk retry ${this.#out} --${state}`);
    }
  }

  /** All of a result is in the file already. */
  async #follow(results: AsyncIterable<BulkRow<unknown>>): Promise<void> {
    const { flags, session } = this.#execution;
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

  #call(opened: OpenClient, ownId: OwnId | undefined) {
    const { operation } = this.#execution;
    return callOf({ operation, opened, rows: this.#rows, options: this.#given.options, group: this.#group, ownId });
  }

  #store() {
    const { service, operation, flags, session } = this.#execution;
    const options = {
      operation: `${service.name} ${operation.id}`,
      // What `retry` runs again. No secret is in it, as none is accepted on a command line.
      notes: { command: session.argv, folder: process.cwd() },
      force: flags.forceResume === true,
    };
    return resultsStore(this.#out, options, session.secrets);
  }
}

/** Of items that have no limit to their number. */
const GROUP_SIZE = 100;

function groupOption({ param, max = GROUP_SIZE }: OperationList): BulkGroup<Readonly<Record<string, unknown>>> {
  return { list: param, size: max };
}

/** A row with an id of its own is run again without damage. */
function retriedStates(given: string | undefined, ownId: OwnId | undefined): ("failed" | "unknown")[] {
  const states = (given?.split(",") ?? []) as ("failed" | "unknown")[];
  return ownId === undefined ? states : [...states, "unknown"];
}
