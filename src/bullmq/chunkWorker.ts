/** A worker: takes chunks from the queue, and stops when the bulk is paused or cancelled. */
import { type Job, WaitingError, type Worker } from "bullmq";
import type { BulkCall } from "../bulk/callRows.js";
import type { BulkGroup } from "../bulk/options.js";
import { listen } from "../core/abort.js";
import { notify } from "../core/diagnostics.js";
import { TesseraError } from "../core/errors.js";
import { pause } from "../core/pause.js";
import type { Sealer } from "../redis/seal.js";
import { type Chunk, rowsOf } from "./chunk.js";
import { ChunkRuns } from "./chunkRuns.js";
import { PREFIX, queueName } from "./connection.js";
import type { BulkAddress } from "./options.js";
import { type BulkParts, isEnded, openParts, pauseBulk } from "./parts.js";
import { patientWorker } from "./patientWorker.js";

/**
 * Why {@link BulkWorker.finished} has resolved: all rows have ended, the bulk was cancelled, the worker was closed, or the
 * bulk was deleted, which it can be once it has ended or was cancelled.
 */
export type BulkWorkerEnd = "ended" | "cancelled" | "closed" | "deleted";

/** A worker of a bulk. */
export interface BulkWorker {
  /**
   * Resolves once all rows of the bulk have ended, by whichever worker (`ended`), or it was cancelled (`cancelled`) or
   * deleted (`deleted`), or this worker was closed (`closed`); the worker remains open. Rejects if its secret is another
   * than that of the bulk.
   */
  readonly finished: Promise<BulkWorkerEnd>;
  /**
   * Begins no other call, and resolves once those that are under way have ended and are recorded. The rows that are left
   * go back to other workers at once.
   */
  close(): Promise<void>;
  /** The same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface WorkerSettings {
  address: BulkAddress;
  sealer: Sealer;
  concurrency: number;
  group: BulkGroup<Record<string, unknown>> | undefined;
  leaseMs: number;
  acceptLoss: boolean | undefined;
  signal: AbortSignal | undefined;
  onError: ((error: Error) => void) | undefined;
}

/** How often it looks whether the bulk was paused or cancelled, or has ended. */
const WATCH_MS = 500;
/** A chunk may come back as often as its workers die. */
const MAX_STALLED = 2 ** 31;

/**
 * How many chunks a worker has at a time: few, so that all workers have some, and enough that calls are under way
 * while the last ones of a chunk end.
 */
const chunksFor = (concurrency: number) => 2 + Math.ceil(concurrency / 100);

/** An outage of Redis, or a process that was stopped so long that others have its rows. */
const isOutage = ({ code, kind }: TesseraError) => code === "ERR_TESSERA_BULK_STORE" && kind === "unavailable";

export class ChunkWorker implements BulkWorker {
  readonly finished: Promise<BulkWorkerEnd>;
  readonly #call: BulkCall<never, unknown>;
  readonly #settings: WorkerSettings;
  readonly #left = new AbortController();
  readonly #started: Promise<void>;
  #finish!: (end: BulkWorkerEnd) => void;
  #fail!: (error: unknown) => void;
  #parts: BulkParts | undefined;
  #runs: ChunkRuns | undefined;
  #worker: Worker<Chunk> | undefined;
  #closed: Promise<void> | undefined;
  #unlisten = () => {};

  constructor(call: BulkCall<never, unknown>, settings: WorkerSettings) {
    this.#call = call;
    this.#settings = settings;
    this.finished = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    this.#started = this.#start();
    const { signal } = settings;
    const abort = () => void this.close().catch(this.#report);
    if (signal) this.#unlisten = listen(signal, abort);
    if (signal?.aborted) abort();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #start(): Promise<void> {
    const { address, sealer, concurrency, group, leaseMs, acceptLoss } = this.#settings;
    const [onError, { signal }] = [this.#report, this.#left];
    try {
      const parts = await openParts({ address, sealer, store: { leaseMs, acceptLoss }, signal, onError });
      this.#parts = parts;
      this.#runs = new ChunkRuns(this.#call, parts.store, { concurrency, group, signal: this.#settings.signal });
      this.#worker = patientWorker<Chunk>(signal, queueName(parts.name), (job) => this.#process(job, parts), {
        connection: parts.redis.options,
        prefix: PREFIX,
        concurrency: chunksFor(concurrency),
        lockDuration: leaseMs,
        stalledInterval: leaseMs,
        maxStalledCount: MAX_STALLED,
      });
      this.#worker.on("error", onError);
      this.#watch(parts);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  async #close(): Promise<void> {
    this.#unlisten();
    this.#left.abort();
    this.#runs?.stop();
    await this.#started;
    await this.#worker?.close();
    await this.#parts?.close();
    this.#finish("closed");
  }

  readonly #report = (error: Error): void => {
    const { onError } = this.#settings;
    if (onError && !this.#left.signal.aborted) notify(() => onError(error));
  };

  /** @throws A `WaitingError`, with which BullMQ takes no note of the end of a chunk that was put back. */
  async #process(job: Job<Chunk>, parts: BulkParts): Promise<void> {
    if (await this.#run(job.data, parts)) return;
    const facts = await parts.control.read();
    if (facts?.isCancelled) return;
    // It fails if others have the chunk by now, as this process was stopped for long. That of a deleted bulk is gone.
    if (facts) await job.moveToWait(job.token ?? "").catch(this.#report);
    throw new WaitingError();
  }

  /** @returns whether all rows of the chunk have ended. */
  async #run(chunk: Chunk, parts: BulkParts): Promise<boolean> {
    if ((await parts.control.read())?.isCancelled || this.#left.signal.aborted) return false;
    let rows: Awaited<ReturnType<typeof rowsOf>>;
    try {
      rows = await rowsOf(parts.name, chunk, parts.sealer);
    } catch (error) {
      this.#fail(error);
      this.close().catch(this.#report);
      return false;
    }
    try {
      return (await this.#runs?.run(chunk, rows)) ?? false;
    } catch (error) {
      await this.#stoppedBy(error as Error, parts);
      return false;
    }
  }

  /** What ends a run pauses the bulk, unless it is about this process alone. */
  async #stoppedBy(error: Error, parts: BulkParts): Promise<void> {
    this.#report(error);
    if (error instanceof TesseraError && !isOutage(error)) {
      this.#runs?.stop();
      const { code, kind, message } = error;
      await pauseBulk(parts, { code, kind, message }).catch(this.#report);
    }
  }

  async #watch(parts: BulkParts): Promise<void> {
    const { signal } = this.#left;
    // A worker may be there before its bulk is.
    let wasThere = false;
    while (!signal.aborted) {
      try {
        const facts = await parts.control.read();
        const isDeleted = wasThere && facts === undefined;
        wasThere ||= facts !== undefined;
        if (isDeleted || facts?.isCancelled || (await parts.queue.isPaused())) this.#runs?.stop();
        if (isDeleted) this.#finish("deleted");
        else if (await isEnded(parts)) this.#finish(facts?.isCancelled ? "cancelled" : "ended");
      } catch (error) {
        this.#report(error as Error);
      }
      await pause(WATCH_MS, signal);
    }
  }
}
