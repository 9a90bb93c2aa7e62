/** `bulk()`: one call for each row, so that a run can be continued. */
import { invalidParam } from "../core/errors.js";
import type { BulkCall } from "./callRows.js";
import { type BulkOptions, settingsOf } from "./options.js";
import type { BulkRow } from "./row.js";
import { runRows } from "./run.js";

/**
 * Calls a method for each of many rows, several at a time, and yields how each row has ended, in the order in which
 * they end. Rows are read as calls end, and results are not kept. With a store that outlasts the process, such as
 * `journalStore(file)`, a second run with the same rows continues where the first one has ended, whatever has ended it:
 * a row is run again if that does no damage, and is reported as `unknown` if it may.
 *
 * Leaving the loop ends the run once the calls that are under way have ended. A row that fails does not end the run;
 * what all further rows would meet does, such as a refused credential, or ten calls in a row that find the server
 * unavailable.
 *
 * @param call the call of a row. It has to pass `options` to the method: they tell what is sent, and cancel it.
 * @param rows the parameters of each row. A second run has to pass the same rows in the same order; more may follow.
 * @throws An `InvalidParamsError` if an argument is not valid. The iteration rejects with a `TesseraError`
 *   if the run has to end, also by what the store throws, or with what `rows` throws.
 * @example
 * ```ts
 * const enterpriseId = "LC00lwk1yg";
 * const rows = ["Berlin", "Lyon"].map((title) => ({ enterpriseId, title, startUrl: "https://shops.example.com" }));
 * const run = bulk((params, options) => client.webapps.insert(params, options), rows, {
 *   store: journalStore("apps.ndjson"),
 *   key: ({ title }) => title,
 * });
 * for await (const row of run) {
 *   if (row.state === "done") console.log(row.key, row.result.webAppId);
 *   else console.error(row.key, row.state, row.error.message);
 * }
 * ```
 */
export function bulk<P, R>(
  call: BulkCall<P, R>,
  rows: Iterable<P> | AsyncIterable<P>,
  options: BulkOptions<P> = {},
): AsyncGenerator<BulkRow<Awaited<R>>, void, undefined> {
  if (typeof call !== "function") invalidParam("call", "must be a function");
  // Without `onSend`, nothing would be recorded before a request that must not be sent twice.
  if (call.length === 1)
    invalidParam("call", "must take `options` as its second parameter, and pass them to the method");
  if (!isIterable(rows)) invalidParam("rows", "must be iterable, such as a list");
  const settings = settingsOf(options);
  const results = runRows(call as BulkCall<never, unknown>, rows, settings);
  return results as AsyncGenerator<BulkRow<Awaited<R>>, void, undefined>;
}

/** Whether rows can be read of it. */
export function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } = (value ?? {}) as Partial<
    Iterable<unknown> & AsyncIterable<unknown>
  >;
  return typeof value === "object" && (typeof sync === "function" || typeof async === "function");
}
