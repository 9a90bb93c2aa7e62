/** What bulk runs report of a row. */
import type { TesseraError } from "../core/errors.js";

/** Which row it is. */
export interface BulkRowId {
  /** Its number, from 1, in the order of the input. */
  row: number;
  /** What names it: by the option `key`, else its number as text. */
  key: string;
}

/** A row whose call succeeded. */
export interface BulkRowDone<R> extends BulkRowId {
  /** `done`: the call succeeded. */
  state: "done";
  /** What the call returned; `undefined` for rows that share a call. */
  result: R;
}

/** A row whose call failed, or whose outcome is not known. */
export interface BulkRowFailed extends BulkRowId {
  /** `failed`: nothing was done, or a retry does no damage. `unknown`: it may have been done, and a retry may do damage. */
  state: "failed" | "unknown";
  /** Why. */
  error: TesseraError;
}

/** The result of a row, told apart by `state`. */
export type BulkRow<R> = BulkRowDone<R> | BulkRowFailed;
