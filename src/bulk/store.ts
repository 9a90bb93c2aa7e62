/** Where the states of rows are kept: the interface, and the store in memory. */
import type { ErrorKind } from "../core/errorKind.js";
import { TesseraError } from "../core/errors.js";
import { hasMethods } from "../core/options.js";
import type { BulkRow, BulkRowId } from "./row.js";
import { RowStates } from "./rowStates.js";
import { isDue } from "./state.js";

/** A row as a ledger takes it. */
export interface LedgerRow extends BulkRowId {
  /** Digest of the key and the parameters, of 32 bits: a row that was recorded with another one has changed. */
  digest: number;
}

/** How a ledger is opened. */
export interface OpenLedgerOptions {
  /** Which ended rows are run again, beside those that are pending: the `failed` ones, the `unknown` ones, or both. */
  retry: readonly ("failed" | "unknown")[];
}

/**
 * What a ledger says of a row that has come up. `run`: the row belongs to this run now. `busy`: it belongs to another
 * run that is under way; it is claimed again later, until that run has ended it or has died. `skip`: it has ended.
 * `lost`: the run that sent it has died, so that it is `unknown` now. `changed`: it was recorded with another digest.
 */
export type Claim = "run" | "busy" | "skip" | "lost" | "changed";

/**
 * The states of rows during a run. For a store that several processes share, each method is one atomic step, and a row
 * belongs to a ledger until it is settled, the ledger is closed, or its process has died. What a method throws ends
 * the run.
 */
export interface BulkLedger {
  /** Takes a row, if it is to be run. */
  claim(row: LedgerRow): Claim | Promise<Claim>;
  /**
   * Records that requests for these rows are about to be sent which must not be sent a second time. They are sent once
   * this resolves: what is recorded has to outlast a crash. It rejects for rows that no longer belong to this ledger.
   */
  sending(rows: readonly LedgerRow[]): Promise<void> | void;
  /**
   * Records how a row has ended. @returns how it stands: a row that is `done` stays so, and one that was `unknown` does
   * not become `failed`.
   */
  settle(row: LedgerRow, result: BulkRow<unknown>): Promise<BulkRow<unknown>["state"]> | BulkRow<unknown>["state"];
  /** Gives up the rows that are not settled. Called once, at the end of the run. */
  close(): Promise<void> | void;
}

/** Keeps the states of rows from one run to the next. */
export interface BulkStore {
  /** Begins a run. Rejects if the store is in use and cannot be shared. */
  open(options: OpenLedgerOptions): Promise<BulkLedger> | BulkLedger;
}

/** The error of a row whose request may have been sent and whose result did not come. */
export function lostError(why: string, cause?: unknown): TesseraError {
  return new TesseraError(`The outcome is unknown: ${why}. Check whether it was done before retrying it.`, {
    code: "ERR_TESSERA_BULK_LOST",
    kind: "unavailable",
    outcomeUnknown: true,
    cause,
  });
}

export const DIED = "the request was about to be sent when the run ended";

const ledgerMethods = ["claim", "sending", "settle", "close"] satisfies (keyof BulkLedger)[];

/** @throws A {@link TesseraError} for what a store of the user's opened that is not a ledger. */
export function checkedLedger(ledger: BulkLedger): BulkLedger {
  if (hasMethods(ledger, ledgerMethods)) return ledger;
  throw storeError("`open` of the store must return an object with `claim`, `sending`, `settle` and `close`.");
}

/** The error of a store that does not do what it has to. */
export function storeError(message: string, cause?: unknown, kind?: ErrorKind): TesseraError {
  return new TesseraError(message, { code: "ERR_TESSERA_BULK_STORE", cause, kind });
}

/** The error of a store that another run has open. */
export function inUse(what: string): TesseraError {
  return storeError(`${what} is in use by another bulk run.`);
}

/**
 * A store that ends with the process: with it, rows that failed can be run again by a second run. It keeps five bytes
 * for each row, and no results.
 */
export function memoryStore(): BulkStore {
  const states = new RowStates();
  /** Rows that a run has left without a result. */
  const lost = new Set<number>();
  let isOpen = false;
  return {
    open({ retry }) {
      if (isOpen) throw inUse("The memoryStore()");
      isOpen = true;
      /** Rows that are under way, with their digests. */
      const sent = new Map<number, number>();
      return {
        claim(row) {
          if (isChanged(states, row)) return "changed";
          const isLost = lost.delete(row.row);
          return isDue(states.get(row.row), retry) ? "run" : isLost ? "lost" : "skip";
        },
        sending(rows) {
          for (const { row, digest } of rows) {
            states.apply(row, "send", digest);
            sent.set(row, digest);
          }
        },
        settle({ row, digest }, { state }) {
          sent.delete(row);
          return states.end(row, state, digest);
        },
        close() {
          isOpen = false;
          for (const [row, digest] of sent) {
            states.apply(row, "die", digest);
            lost.add(row);
          }
        },
      };
    },
  };
}

/** Whether a row is not the one that was recorded with its number. */
export function isChanged(states: RowStates, { row, digest }: LedgerRow): boolean {
  const known = states.digest(row);
  return known !== undefined && known !== digest;
}
