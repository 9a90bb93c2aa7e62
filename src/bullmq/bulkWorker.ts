/** `bulkWorker()`: runs the rows of a bulk, beside any number of other processes that do. */
import type { BulkCall } from "../bulk/callRows.js";
import { type BulkGroup, groupSchema } from "../bulk/options.js";
import { invalidParam } from "../core/errors.js";
import { abortSignal, functionOf } from "../core/options.js";
import { boolean, integer, objectOf } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { type BulkWorker, ChunkWorker } from "./chunkWorker.js";
import { addressFields, type BulkAddress } from "./options.js";
import { sealerOf } from "./parts.js";

/** Options of {@link bulkWorker}. */
export interface BulkWorkerOptions<P> extends BulkAddress {
  /** How many calls of this worker are under way at the same time. @default 8 */
  concurrency?: number | undefined;
  /** Lets rows of a chunk share calls of a method that takes a list. @default one call for each row */
  group?: BulkGroup<P> | undefined;
  /**
   * Runs calls that must not be sent twice also with a Redis that may lose what it has written last, in a crash of its
   * own: such calls could then be sent twice. @default false
   */
  acceptLoss?: boolean | undefined;
  /**
   * After so many milliseconds without a sign of a worker, others take over what it has. It gives a sign each third of
   * that. @default 15000
   */
  leaseMs?: number | undefined;
  /**
   * Closes the worker at once: calls that are under way are cancelled. Their rows go back to other workers, or are
   * `unknown` if they may have been done.
   */
  signal?: AbortSignal | undefined;
  /**
   * Called for what does not end the worker: Redis was away, or a call's error has paused the bulk.
   */
  onError?: ((error: Error) => void) | undefined;
}

const CONCURRENCY = 8;
const LEASE_MS = 15_000;
const [MIN_LEASE_MS, MAX_LEASE_MS] = [1_000, 3_600_000];
const workerOptions = objectOf<BulkWorkerOptions<Record<string, unknown>>>()(
  () => ({
    ...addressFields,
    concurrency: integer(1, Number.MAX_SAFE_INTEGER, "must be an integer number of calls above 0"),
    group: groupSchema,
    acceptLoss: boolean,
    leaseMs: integer(
      MIN_LEASE_MS,
      MAX_LEASE_MS,
      `must be an integer number of milliseconds from ${MIN_LEASE_MS} to ${MAX_LEASE_MS}`,
    ),
    signal: abortSignal,
    onError: functionOf<(error: Error) => void>(),
  }),
  { connection: true, name: true, secret: true },
);

/**
 * Runs the rows of a bulk, which {@link enqueueBulk} has put or will put into jobs: with one call for each row, or for
 * each group, as `bulk()` does. It shares them with all other workers of the bulk, on this machine and others. A row
 * whose worker has died is run again by another one if that does no damage, and is `unknown` if it may.
 *
 * What all further rows would meet, such as a refused credential, pauses the bulk for all workers: `status()` tells
 * why, and `resume()` goes on.
 *
 * @param call the call of a row. It has to pass `options` to the method: they tell what is sent.
 * @throws An `InvalidParamsError` if an argument is not valid.
 * @example
 * ```ts
 * const worker = bulkWorker((params: InsertUserParams, options) => client.users.insert(params, options), {
 *   connection: process.env.REDIS_URL ?? "",
 *   name: "users-2",
 *   secret: process.env.REDIS_SECRET ?? "",
 * });
 * process.once("SIGTERM", () => worker.close());
 * ```
 */
export function bulkWorker<P, R>(call: BulkCall<P, R>, options: BulkWorkerOptions<P>): BulkWorker {
  if (typeof call !== "function") invalidParam("call", "must be a function");
  if (call.length === 1) {
    invalidParam("call", "must take `options` as its second parameter, and pass them to the method");
  }
  checkAgainst(workerOptions, options, "options");
  const { concurrency = CONCURRENCY, leaseMs = LEASE_MS, acceptLoss, signal, onError, ...address } = options;
  const group = options.group as BulkGroup<Record<string, unknown>> | undefined;
  const settings = { address, sealer: sealerOf(address), concurrency, group, leaseMs, acceptLoss, signal, onError };
  return new ChunkWorker(call as BulkCall<never, unknown>, settings);
}
