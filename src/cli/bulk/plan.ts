/** What a bulk run is to do, as its command line says, wherever the states of its rows are kept. */
import type { BulkGroup } from "tessera-sdk/bulk";
import type { Operation, OperationList } from "../catalog.js";
import type { GlobalFlags } from "../globalFlags.js";
import type { GivenParams } from "../params.js";
import type { RedisFlags } from "../redis/redis.js";
import type { Execution } from "../session.js";
import type { OwnId } from "./ownIds.js";
import type { FileRows } from "./rows.js";

export interface BulkFlags extends GlobalFlags, RedisFlags {
  readonly input?: string;
  readonly key?: string;
  readonly concurrency?: number;
  /** `failed`, `unknown`, or both with a comma. */
  readonly retry?: string;
  readonly forceResume?: boolean;
  /** Of the bulk in Redis. */
  readonly name?: string;
}

export interface BulkExecution extends Execution {
  readonly flags: BulkFlags;
}

export interface BulkPlan {
  readonly execution: BulkExecution;
  readonly rows: FileRows;
  readonly given: GivenParams;
  /** Parameters of all rows. */
  readonly common: Readonly<Record<string, unknown>>;
  /** The file of the results. */
  readonly out: string;
}

/** How an operation is named in files of results and in Redis. */
export const operationName = ({ service, operation }: Execution) => `${service.name} ${operation.id}`;

/** What `retry` runs again. No secret is in it, as none is accepted on a command line. */
export const commandNotes = ({ session }: Execution) => ({ command: session.argv, folder: process.cwd() });

/**
 * Where the result names the items that failed. Where only an error does, its rows could not be told apart, so each row
 * has a call.
 */
export function groupOf({ list }: Operation): OperationList | undefined {
  return list?.failures === "result" ? list : undefined;
}

/** Of items that have no limit to their number. */
const GROUP_SIZE = 100;

export function groupOption({ param, max = GROUP_SIZE }: OperationList): BulkGroup<Readonly<Record<string, unknown>>> {
  return { list: param, size: max };
}

/** A row with an id of its own is run again without damage. */
export function retriedStates(given: string | undefined, ownId: OwnId | undefined): ("failed" | "unknown")[] {
  const states = (given?.split(",") ?? []) as ("failed" | "unknown")[];
  return ownId === undefined ? states : [...states, "unknown"];
}
