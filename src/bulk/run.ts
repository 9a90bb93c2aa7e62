/** The loop of a run: reads rows as calls end, and yields how they have ended. */
import { listen, reasonOf } from "../core/abort.js";
import { type BulkCall, type CallEnd, callRows } from "./callRows.js";
import type { BulkSettings } from "./options.js";
import type { BulkRow, BulkRowFailed } from "./row.js";
import { Stopping } from "./stopping.js";
import { type BulkLedger, checkedLedger, DIED, lostError } from "./store.js";
import { type LostRow, type Unit, unitsOf } from "./units.js";

type Rows = Iterable<unknown> | AsyncIterable<unknown>;

export async function* runRows(
  call: BulkCall<never, unknown>,
  rows: Rows,
  settings: BulkSettings,
): AsyncGenerator<BulkRow<unknown>, void, undefined> {
  if (settings.signal?.aborted) throw reasonOf(settings.signal);
  const ledger = checkedLedger(await settings.store.open({ retry: settings.retry }));
  const run = new Run(call, rows, ledger, settings);
  try {
    yield* run.results();
  } finally {
    try {
      await run.end();
    } finally {
      await ledger.close();
    }
  }
}

class Run {
  readonly #call: BulkCall<never, unknown>;
  readonly #ledger: BulkLedger;
  readonly #settings: BulkSettings;
  readonly #units: AsyncGenerator<Unit | LostRow, void, undefined>;
  readonly #stopping = new Stopping();
  /** Aborts when no further row is needed. */
  readonly #left = new AbortController();
  readonly #unlisten: (() => void)[];
  /** Rows that have ended and were not yielded: at most those of the calls that are under way at the same time. */
  readonly #ended: BulkRow<unknown>[] = [];
  #active = 0;
  #isReading = false;
  #isReadToEnd = false;
  /** Why the run ends before its input does. */
  #failure: { error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(call: BulkCall<never, unknown>, rows: Rows, ledger: BulkLedger, settings: BulkSettings) {
    this.#call = call;
    this.#ledger = ledger;
    this.#settings = settings;
    this.#units = unitsOf(rows, ledger, settings, this.#left.signal);
    const signals = [settings.signal, settings.stopSignal].filter((each) => each !== undefined);
    this.#unlisten = signals.map((each) => listen(each, () => this.#wake()));
  }

  async *results(): AsyncGenerator<BulkRow<unknown>, void, undefined> {
    for (;;) {
      for (let row = this.#ended.shift(); row !== undefined; row = this.#ended.shift()) yield row;
      if (this.#mayRead) this.#read();
      // The input may take for ever to give its next row: a run that is to end does not wait for it.
      if (this.#active === 0 && (this.#isOver || !this.#isReading)) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure) throw this.#failure.error;
    if (this.#settings.signal?.aborted) throw reasonOf(this.#settings.signal);
  }

  /** Waits for the calls that are under way: what they did has to be recorded. */
  async end(): Promise<void> {
    this.#left.abort();
    for (const each of this.#unlisten) each();
    while (this.#active > 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const returned = this.#units.return();
    if (this.#isReading) returned.catch(() => {});
    // What ended the run goes before what the input throws when it is left.
    else if (this.#failure) await returned.catch(() => {});
    else await returned;
  }

  get #isOver(): boolean {
    const { signal, stopSignal } = this.#settings;
    return (
      this.#left.signal.aborted ||
      this.#failure !== undefined ||
      signal?.aborted === true ||
      stopSignal?.aborted === true
    );
  }

  get #mayRead(): boolean {
    const isFull = this.#active >= this.#settings.concurrency;
    return !(this.#isOver || this.#isReading || this.#isReadToEnd || isFull);
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      const { done, value } = await this.#units.next();
      if (done) this.#isReadToEnd = true;
      // A row that comes after the end of the run stays pending.
      else if (!this.#isOver) this.#begin(value);
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#isReading = false;
    this.#wake();
  }

  #begin(next: Unit | LostRow): void {
    if ("lost" in next) this.#ended.push(lostRow(next));
    else this.#run(next);
  }

  async #run(unit: Unit): Promise<void> {
    this.#active++;
    const { turns } = this.#settings;
    try {
      await (turns ? turns.run(() => this.#carryOut(unit)) : this.#carryOut(unit));
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#active--;
    this.#wake();
  }

  async #carryOut(unit: Unit): Promise<void> {
    // While it waited for its turn, the run may have ended: its rows stay pending.
    if (this.#isOver) return;
    const end = await callRows(this.#call, unit, this.#ledger, this.#settings.signal);
    this.#failure ??= end.fault ?? this.#stopAfter(end);
    // All of them, whatever becomes of one: the others have ended, too.
    const settled = await Promise.allSettled(end.ends.map((each) => this.#settle(each)));
    const failed = settled.find((each) => each.status === "rejected");
    if (failed) this.#failure ??= { error: failed.reason };
  }

  #stopAfter({ ends }: CallEnd): { error: unknown } | undefined {
    // A call that was cancelled carries no information about the others.
    if (ends.length === 0 || this.#isOver) return undefined;
    const errors = new Set(ends.flatMap(({ result }) => (result.state === "done" ? [] : [result.error])));
    const error = this.#stopping.after([...errors]);
    return error && { error };
  }

  async #settle({ row, result }: CallEnd["ends"][number]): Promise<void> {
    let state = result.state;
    try {
      state = await this.#ledger.settle(row, result);
    } finally {
      // Also where it could not be recorded: a token that was created is in the result alone.
      if (result.state === "done") this.#ended.push(result);
      else if (state !== "done") this.#ended.push({ ...result, state });
    }
  }
}

function lostRow({ lost: { row, key } }: LostRow): BulkRowFailed {
  return { row, key, state: "unknown", error: lostError(DIED) };
}
