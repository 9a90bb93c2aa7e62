/** `enqueueBulk()`: puts rows into jobs, a chunk of them into each. */

import { isIterable } from "../bulk/bulk.js";
import { storeError } from "../bulk/store.js";
import { invalidParam } from "../core/errors.js";
import { checkJson } from "../core/json.js";
import { functionOf } from "../core/options.js";
import { boolean, closedEnumOf, inputListOf, integer, objectOf, recordOf, string } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { BulkRun } from "./bulkRun.js";
import { type Chunk, jobOf, type KeyedRow } from "./chunk.js";
import { inTime } from "./connection.js";
import { addressFields, type BulkAddress } from "./options.js";
import { type BulkParts, openParts, sealerOf } from "./parts.js";

/** Options of {@link enqueueBulk}. */
export interface EnqueueBulkOptions<P> extends BulkAddress {
  /** Names the operation, such as `users.insert`. A bulk that was begun for another one is refused. */
  operation?: string | undefined;
  /** Identifies the input, such as a digest of its file. A bulk that was begun for another one is refused. */
  input?: string | undefined;
  /** What else workers and results are to tell of the bulk: `status()` has it. JSON, without secrets. */
  notes?: Record<string, unknown> | undefined;
  /**
   * Names a row, in its result: a text that does not change when the input is read again. `row` is its number, from 1.
   * @default its number
   */
  key?: ((params: P, row: number) => string) | undefined;
  /**
   * Which rows that have ended are run again: the `failed` ones, the `unknown` ones, or both.
   * @default []
   */
  retry?: readonly ("failed" | "unknown")[] | undefined;
  /**
   * Continues a bulk also for another operation, another input or rows that have changed: rows are then known by their
   * number alone. @default false
   */
  force?: boolean | undefined;
  /** How many rows a job has. @default 100 */
  chunkSize?: number | undefined;
}

/** The code of what pauses a bulk with rows that are not those that were recorded. */
const CHANGED = "ERR_TESSERA_BULK_CHANGED";
const CHUNK_ROWS = 100;
const MAX_CHUNK_ROWS = 10_000;
/** How many jobs are added in one command. */
const BATCH_JOBS = 500;

const enqueueOptions = objectOf<EnqueueBulkOptions<unknown>>()(
  () => ({
    ...addressFields,
    operation: string,
    input: string,
    notes: recordOf<Record<string, unknown>>(),
    key: functionOf<(params: unknown, row: number) => string>(),
    retry: inputListOf(closedEnumOf("failed", "unknown")),
    force: boolean,
    chunkSize: integer(1, MAX_CHUNK_ROWS, `must be an integer number of rows from 1 to ${MAX_CHUNK_ROWS}`),
  }),
  { connection: true, name: true, secret: true },
);

/**
 * Puts many rows into jobs of BullMQ, which any number of {@link bulkWorker} processes run. It reads the rows as it goes,
 * and resolves once all of them are in Redis; workers begin before that.
 *
 * Called again with the same name and the same rows, it goes on where it was interrupted, and adds rows that have come
 * after the others. Rows that have ended are not run again, unless `retry` names them.
 *
 * @param rows the parameters of each row: what JSON can hold.
 * @returns the bulk, to be watched, paused or cancelled; close it.
 * @throws An `InvalidParamsError` if an argument is not valid, a row cannot be written as JSON, or the bulk was begun for
 *   another operation or input. A `TesseraError` if the bulk was cancelled or is deleted meanwhile, Redis does not respond, or could remove keys
 *   of its own accord (another `maxmemory-policy` than `noeviction`). Also what `rows` throws.
 * @example
 * ```ts
 * const rows = [{ enterpriseId: "LC00lwk1yg", accountIdentifier: "ann", accountType: "userAccount" }];
 * const secret = process.env.REDIS_SECRET ?? "";
 * const run = await enqueueBulk(rows, { connection: process.env.REDIS_URL ?? "", name: "users-2", secret });
 * await run.close();
 * ```
 */
export async function enqueueBulk<P>(
  rows: Iterable<P> | AsyncIterable<P>,
  options: EnqueueBulkOptions<P>,
): Promise<BulkRun> {
  if (!isIterable(rows)) invalidParam("rows", "must be iterable, such as a list");
  checkAgainst(enqueueOptions, options, "options");
  const { connection, name, secret, key = (_, row) => String(row), retry = [], chunkSize = CHUNK_ROWS } = options;
  const { operation, input, notes, force = false } = options;
  const address = { connection, name, secret };
  const store = { operation, input, notes, force };
  const parts = await openParts({ address, sealer: sealerOf(address), store });
  try {
    await begin(parts, retry, force);
    await addAll(parts, chunksOf(rows, key, chunkSize), force);
    return new BulkRun(address, parts);
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function begin(
  { name, store, control, queue }: BulkParts,
  retry: readonly ("failed" | "unknown")[],
  force: boolean,
): Promise<void> {
  await refuseCancelled({ name, control });
  // Checks what the bulk was begun for, and marks the rows that are to be run again.
  const ledger = await store.open({ retry });
  await ledger.close();
  await inTime(control.begin());
  // Rows that were refused, as they had changed, would be refused again. All rows that are left are put into jobs again.
  if (force || (await inTime(control.reason()))?.code === CHANGED) await inTime(queue.drain());
}

async function refuseCancelled({ name, control }: Pick<BulkParts, "name" | "control">): Promise<void> {
  if (!(await inTime(control.read()))?.isCancelled) return;
  throw storeError(`The bulk ${name} was cancelled. Its results can be read; delete it to use its name again.`);
}

/** Who deletes a bulk while its rows are read has cancelled it before: what is left of them must not be run. */
async function refuseDeleted({ name, control }: Pick<BulkParts, "name" | "control">): Promise<void> {
  if (await inTime(control.read())) return;
  throw storeError(`The bulk ${name} was deleted while its rows were read. The rows that were left are in no job.`);
}

interface RowChunk {
  first: number;
  rows: KeyedRow[];
}

async function* chunksOf<P>(
  rows: Iterable<P> | AsyncIterable<P>,
  keyOf: (params: P, row: number) => string,
  size: number,
): AsyncGenerator<RowChunk, void, undefined> {
  let chunk: RowChunk = { first: 1, rows: [] };
  for await (const params of rows) {
    const row = chunk.first + chunk.rows.length;
    const key = keyOf(params, row);
    if (typeof key !== "string" || key === "") invalidParam("key", `must return a text that is not empty (row ${row})`);
    // In an object, JSON leaves it out; alone, it would become null.
    if (params === undefined) invalidParam(`rows.${row}`, "must be a JSON value");
    checkJson(params, `rows.${row}`);
    chunk.rows.push([key, params]);
    if (chunk.rows.length < size) continue;
    yield chunk;
    chunk = { first: row + 1, rows: [] };
  }
  if (chunk.rows.length > 0) yield chunk;
}

async function addAll(parts: BulkParts, chunks: AsyncIterable<RowChunk>, force: boolean): Promise<void> {
  const { name, sealer, control, store } = parts;
  const known = (await inTime(control.read()))?.rows ?? 0;
  let jobs: { name: string; data: Chunk; opts: { jobId: string } }[] = [];
  let rows = 0;
  const add = async (isEnd: boolean) => {
    await refuseCancelled(parts);
    await refuseDeleted(parts);
    await inTime(parts.queue.addBulk(jobs.map((job) => ({ ...job, opts: { ...job.opts, ...JOB_OPTIONS } }))));
    const total = Math.max(rows, known);
    await store.setTotal(total);
    await inTime(control.enqueued(total, isEnd));
    jobs = [];
  };
  for await (const { first, rows: chunk } of chunks) {
    jobs.push(await jobOf(name, first, chunk, sealer, force));
    rows += chunk.length;
    if (jobs.length === BATCH_JOBS) await add(false);
  }
  await add(true);
}

/** The ledger decides what is run, however often a job is. */
const JOB_OPTIONS = { attempts: 2 ** 31, removeOnComplete: true, removeOnFail: true, stackTraceLimit: 1 };
