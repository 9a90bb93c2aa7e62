/** The options of a bulk run, and their defaults. */
import { abortSignal, functionOf, hasMethods } from "../core/options.js";
import { closedEnumOf, custom, inputListOf, integer, nonEmptyString, objectOf } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { type BulkStore, memoryStore } from "./store.js";
import type { Turns } from "./turns.js";

/** How rows share calls of a method that takes a list. */
export interface BulkGroup<P> {
  /**
   * The parameter that is the list, such as `deviceIds`. Rows whose other parameters are the same share a call. If the
   * result has `failed`, a list of `{ ids, error }`, the rows of these ids have failed and the others are done. If the
   * call rejects, all of them have failed.
   */
  list: keyof P & string;
  /** The largest number of items in a call: at most what the vendor takes in one request. */
  size: number;
}

/** Options of {@link bulk}. */
export interface BulkOptions<P> {
  /**
   * Keeps the states of rows from one run to the next: rows that have ended are not run again.
   * @default memoryStore(), which ends with the process
   */
  store?: BulkStore | undefined;
  /** How many calls are under way at the same time. @default 8 */
  concurrency?: number | undefined;
  /**
   * Names a row, in its result and in the store: a text that does not change when the input is read again. `row` is its
   * number, from 1. @default its number
   */
  key?: ((params: P, row: number) => string) | undefined;
  /**
   * Which ended rows are run again, beside those that are pending: the `failed` ones, the `unknown` ones, or both.
   * @default []
   */
  retry?: readonly ("failed" | "unknown")[] | undefined;
  /** Lets rows share calls of a method that takes a list. @default one call for each row */
  group?: BulkGroup<P> | undefined;
  /**
   * Ends the run without an error once the calls that are under way have ended. No other call is begun; the rows that
   * are left are pending.
   */
  stopSignal?: AbortSignal | undefined;
  /**
   * Ends the run at once: calls that are under way are cancelled, and the run rejects with the signal's reason. A row
   * whose request may have been carried out, and must not be sent a second time, is then `unknown`. A call that ignores
   * its own `signal` is waited for.
   */
  signal?: AbortSignal | undefined;
}

/** The options of a run, with their defaults. */
export interface BulkSettings {
  /** The number of the first row: above 1 where the rows are a part of an input. */
  readonly firstRow: number;
  readonly store: BulkStore;
  readonly concurrency: number;
  /** Of several runs that share a number of calls, in addition to what each may have. */
  readonly turns?: Turns | undefined;
  readonly key: (params: never, row: number) => string;
  readonly retry: readonly ("failed" | "unknown")[];
  readonly group: BulkGroup<Record<string, unknown>> | undefined;
  readonly stopSignal: AbortSignal | undefined;
  readonly signal: AbortSignal | undefined;
}

const count = (message: string) => integer(1, Number.MAX_SAFE_INTEGER, message);

export const groupSchema = objectOf<BulkGroup<Record<string, unknown>>>()(
  () => ({ list: nonEmptyString, size: count("must be an integer number of items above 0") }),
  { list: true, size: true },
);

const bulkOptions = objectOf<BulkOptions<Record<string, unknown>>>()(() => ({
  store: custom<BulkStore>((value) => hasMethods(value, ["open"]), "must be a store, such as `journalStore(file)`"),
  concurrency: count("must be an integer number of calls above 0"),
  key: functionOf<(params: Record<string, unknown>, row: number) => string>(),
  retry: inputListOf(closedEnumOf("failed", "unknown")),
  group: groupSchema,
  stopSignal: abortSignal,
  signal: abortSignal,
}));

const CONCURRENCY = 8;

/** @throws An {@link InvalidParamsError} if an option is unknown or invalid. */
export function settingsOf<P>(options: BulkOptions<P>): BulkSettings {
  checkAgainst(bulkOptions, options, "options");
  const { store = memoryStore(), concurrency = CONCURRENCY, retry = [], stopSignal, signal } = options;
  const key = (options.key ?? ((_: P, row: number) => String(row))) as BulkSettings["key"];
  const group = options.group as BulkSettings["group"];
  return { firstRow: 1, store, concurrency, key, retry, group, stopSignal, signal };
}
