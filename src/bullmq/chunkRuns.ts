/** The chunks that a worker has: each runs as `bulk()` does, over the ledger that all workers share. */
import type { BulkCall } from "../bulk/callRows.js";
import type { BulkSettings } from "../bulk/options.js";
import { runRows } from "../bulk/run.js";
import { Turns } from "../bulk/turns.js";
import { ledgerRow } from "../bulk/units.js";
import type { RedisRun } from "../redis/redisRun.js";
import type { Chunk, KeyedRow } from "./chunk.js";

type Settings = Pick<BulkSettings, "concurrency" | "group" | "signal">;

export class ChunkRuns {
  readonly #call: BulkCall<never, unknown>;
  readonly #store: RedisRun;
  readonly #settings: Settings;
  readonly #turns: Turns;
  readonly #running = new Set<AbortController>();

  constructor(call: BulkCall<never, unknown>, store: RedisRun, settings: Settings) {
    this.#call = call;
    this.#store = store;
    this.#settings = settings;
    this.#turns = new Turns(settings.concurrency);
  }

  /** Runs the rows of a chunk. @returns whether all of them have ended. @throws What ends a bulk run. */
  async run({ first, force = false }: Chunk, rows: readonly KeyedRow[]): Promise<boolean> {
    const stop = new AbortController();
    this.#running.add(stop);
    const key = (_: unknown, row: number) => rows[row - first]?.[0] ?? "";
    const known = rows.map(([, params], index) => ledgerRow(params, first + index, { key }));
    const run = runRows(
      this.#call,
      rows.map(([, params]) => params),
      {
        ...this.#settings,
        store: { open: () => this.#store.openFor(known, force) },
        firstRow: first,
        key,
        // Rows that are to be run again were marked when they were put into jobs.
        retry: [],
        turns: this.#turns,
        stopSignal: stop.signal,
      },
    );
    try {
      // Their results are in the ledger.
      for await (const _ of run);
      return !stop.signal.aborted;
    } finally {
      this.#running.delete(stop);
    }
  }

  /** Begins no other call for the chunks that are there. */
  stop(): void {
    for (const each of this.#running) each.abort();
  }
}
