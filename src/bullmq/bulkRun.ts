/** A bulk as seen from any process: how far it is, and what can be done with it. */
import { type JournalRow, openRecords } from "../bulk/journal.js";
import { storeError } from "../bulk/store.js";
import { pause } from "../core/pause.js";
import { checkAgainst } from "../core/validate.js";
import type { Sealer } from "../redis/seal.js";
import { inTime } from "./connection.js";
import { addressOptions, type BulkAddress } from "./options.js";
import { type BulkParts, isEnded, openParts, pauseBulk, sealerOf } from "./parts.js";
import { type BulkStatus, statusOf } from "./status.js";

/** How often it looks whether there are more results. */
const WATCH_MS = 500;

/** A bulk, from any process. Its connection is opened when it is first used, and stays until `close()`. */
export class BulkRun {
  /** What names it. */
  readonly name: string;
  readonly #address: BulkAddress;
  readonly #sealer: Sealer;
  readonly #left = new AbortController();
  #opened: Promise<BulkParts> | undefined;

  /** @internal */
  constructor(address: BulkAddress, opened?: BulkParts) {
    this.name = address.name;
    this.#address = address;
    this.#sealer = opened?.sealer ?? sealerOf(address);
    this.#opened = opened && Promise.resolve(opened);
  }

  /** How far it is. `undefined` if there is no such bulk. */
  async status(): Promise<BulkStatus | undefined> {
    return inTime(statusOf(await this.#parts()));
  }

  /** Lets no further row begin; calls that are under way end. Workers learn of it within a second. */
  async pause(): Promise<void> {
    await inTime(pauseBulk(await this.#present()));
  }

  /** Goes on after `pause()`, or after an error that has paused the bulk. */
  async resume(): Promise<void> {
    const { control, queue } = await this.#present();
    await inTime(control.setReason(undefined));
    await inTime(queue.resume());
  }

  /**
   * Ends the bulk for good: rows that have not begun are not run. Calls that are under way end; workers learn of it
   * within a second. Results can still be read.
   */
  async cancel(): Promise<void> {
    const { control, queue } = await this.#present();
    await inTime(control.cancel());
    await inTime(queue.drain());
    await inTime(queue.resume());
  }

  /**
   * The results of rows as they end, in the order in which they do, until the bulk has ended; while it is paused, it
   * waits. A result is removed from Redis when the one after it is asked for; after a crash, some may come twice.
   *
   * @throws A `TesseraError` if there is no such bulk, also if it is deleted meanwhile.
   */
  async *results(): AsyncGenerator<JournalRow, void, undefined> {
    const parts = await this.#present();
    for await (const _ of this.#rounds(parts)) yield* parts.store.results();
  }

  /**
   * Writes the results to a journal, as `journalStore(file)` does, until the bulk has ended; while it is paused, it
   * waits. `readJournal(file)` and `tessera bulk status` read it. A result is removed from Redis once it is on the disk:
   * after a crash, the same call continues the file. Node only.
   *
   * @param file its path; its folder has to exist.
   * @throws A `TesseraError` if the file is in use, or is not a journal, or if there is no such bulk, also if it is deleted
   *   meanwhile; an `InvalidParamsError` if it is that of another
   *   operation or input.
   */
  async drainTo(file: string): Promise<void> {
    const parts = await this.#present();
    const journal = await openRecords(file, await parts.store.header());
    try {
      for await (const _ of this.#rounds(parts)) await parts.store.drain((lines) => journal.record(lines));
    } finally {
      await journal.close();
    }
  }

  /**
   * Removes all that is in Redis of the bulk, results too.
   *
   * @throws A `TesseraError` if it has not ended: cancel it before.
   */
  async delete(): Promise<void> {
    const parts = await this.#present();
    if (!(await inTime(isEnded(parts)))) {
      throw storeError(
        `The bulk ${this.name} has not ended. Cancel it, and wait until its workers have ended their calls.`,
      );
    }
    await inTime(parts.queue.obliterate({ force: true }));
    await parts.store.delete();
    await inTime(parts.control.delete());
  }

  /** Closes the connection, unless it was given as a client. The bulk goes on. */
  async close(): Promise<void> {
    this.#left.abort();
    await (await this.#opened)?.close();
  }

  /** The same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Rounds in which to look for results, up to one that begins after the end of the bulk. */
  async *#rounds(parts: BulkParts): AsyncGenerator<void, void, undefined> {
    const { signal } = this.#left;
    while (!signal.aborted) {
      await this.#checkPresent(parts);
      const hasEnded = await inTime(isEnded(parts));
      yield;
      if (hasEnded) return;
      await pause(WATCH_MS, signal);
    }
  }

  #parts(): Promise<BulkParts> {
    this.#opened ??= openParts({ address: this.#address, sealer: this.#sealer }).catch((error) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #present(): Promise<BulkParts> {
    const parts = await this.#parts();
    await this.#checkPresent(parts);
    return parts;
  }

  async #checkPresent({ control }: BulkParts): Promise<void> {
    if (await inTime(control.read())) return;
    throw storeError(`There is no bulk ${this.name} in this Redis: it was not enqueued, or was deleted.`);
  }
}

/**
 * A bulk that {@link enqueueBulk} has begun, to be watched, paused, resumed or cancelled from any process, and to read
 * its results.
 *
 * @throws An `InvalidParamsError` if an option is not valid.
 * @example
 * ```ts
 * const secret = process.env.REDIS_SECRET ?? "";
 * await using run = bulkRun({ connection: process.env.REDIS_URL ?? "", name: "users-2", secret });
 * const { state, done, rows, etaMs } = (await run.status()) ?? {};
 * ```
 */
export function bulkRun(options: BulkAddress): BulkRun {
  checkAgainst(addressOptions, options, "options");
  return new BulkRun(options);
}
