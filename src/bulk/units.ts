/** The calls of a run: its rows as they come up, each by itself or in groups that share a call. */
import { invalidParam, TesseraError } from "../core/errors.js";
import { TOO_DEEP } from "../core/json.js";
import { pause } from "../core/pause.js";
import { isPlainObject, printable, without } from "../core/values.js";
import { digestOf, stableText } from "./digest.js";
import type { BulkGroup, BulkSettings } from "./options.js";
import { type BulkLedger, type LedgerRow, storeError } from "./store.js";

/** One call, and the rows that it is for. */
export interface Unit {
  readonly params: unknown;
  readonly rows: readonly UnitRow[];
}

/** A row of a call. */
export interface UnitRow extends LedgerRow {
  /** Its items of the list, if it shares the call. */
  readonly items?: readonly unknown[];
}

/** A row that the run which sent it has left without a result. */
export interface LostRow {
  readonly lost: LedgerRow;
}

type Rows = Iterable<unknown> | AsyncIterable<unknown>;

/** What has come up. */
interface Input {
  readonly row: LedgerRow;
  readonly params: unknown;
}

/**
 * The rows that are to be run, in order; nothing is read ahead. Rows that belong to other runs come last, once these
 * have given them up.
 *
 * @param left aborts when no further row is needed: waits end then.
 * @throws What the input throws; for invalid keys; for rows that are circular or have changed.
 */
export async function* unitsOf(
  rows: Rows,
  ledger: BulkLedger,
  settings: BulkSettings,
  left: AbortSignal,
): AsyncGenerator<Unit | LostRow, void, undefined> {
  const units = new Units(ledger, settings, left);
  let number = settings.firstRow;
  for await (const params of rows) {
    const unit = await units.claim({ row: ledgerRow(params, number++, settings), params });
    if (unit) yield unit;
    yield* units.waitFor(MAX_BUSY);
  }
  yield* units.waitFor(0);
  yield* units.rest();
}

/** So many rows of other runs are kept until these have ended them: no more input is read then. */
const MAX_BUSY = 1_000;
/** How long it waits until it claims them again; twice as long each time, as long as they are all busy. */
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [50, 1_000];

class Units {
  readonly #ledger: BulkLedger;
  readonly #groups: Groups | undefined;
  readonly #left: AbortSignal;
  #busy: Input[] = [];

  constructor(ledger: BulkLedger, { group }: BulkSettings, left: AbortSignal) {
    this.#ledger = ledger;
    this.#groups = group && new Groups(group);
    this.#left = left;
  }

  /** @returns a call that is ready, if there is one, or what a run has left. */
  async claim(input: Input): Promise<Unit | LostRow | undefined> {
    const { row, params } = input;
    const claim = await this.#ledger.claim(row);
    if (claim === "run") return this.#groups ? this.#groups.add(row, params) : { params, rows: [row] };
    if (claim === "busy") this.#busy.push(input);
    else if (claim === "lost") return { lost: row };
    else if (claim === "changed") throw changed(row);
    else if (claim !== "skip") throw storeError(`\`claim\` of the store returned ${printable(String(claim))}.`);
    return undefined;
  }

  /** The groups that are not full. */
  *rest(): Generator<Unit, void, undefined> {
    if (this.#groups) yield* this.#groups.rest();
  }

  /** Waits until at most so many rows belong to other runs. */
  async *waitFor(count: number): AsyncGenerator<Unit | LostRow, void, undefined> {
    for (let wait = FIRST_WAIT_MS; this.#busy.length > count; ) {
      // The other run may wait for these rows as this one waits for its.
      yield* this.rest();
      await pause(wait, this.#left);
      if (this.#left.aborted) return;
      const inputs = this.#busy;
      this.#busy = [];
      for (const each of inputs) {
        const unit = await this.claim(each);
        if (unit) yield unit;
      }
      wait = this.#busy.length < inputs.length ? FIRST_WAIT_MS : Math.min(2 * wait, LAST_WAIT_MS);
    }
  }
}

/** @throws An `InvalidParamsError` for a key that is not a text, and for a row that is circular or nested too deeply. */
export function ledgerRow(params: unknown, row: number, { key: keyOf }: Pick<BulkSettings, "key">): LedgerRow {
  const key = keyOf(params as never, row);
  if (typeof key !== "string" || key === "") invalidParam("key", `must return a text that is not empty (row ${row})`);
  try {
    return { row, key, digest: digestOf(stableText([key, params])) };
  } catch (error) {
    if (error instanceof RangeError) invalidParam("rows", `${TOO_DEEP} (row ${row})`);
    throw error;
  }
}

function changed({ row, key }: LedgerRow): TesseraError {
  return new TesseraError(
    `Row ${row} (key ${JSON.stringify(key)}) is not the row that the store has recorded by that number: the input or ` +
      "its order has changed. Nothing more was sent. Run the input that the store was begun with, or use another store. " +
      "If rows were corrected and none was moved, continue the journal with `force`, or the command with `--force-resume`.",
    { code: "ERR_TESSERA_BULK_CHANGED", kind: "invalid_request" },
  );
}

/** How many items wait for their groups to be full, in largest groups: for rows whose other parameters alternate. */
const OPEN_GROUPS = 16;

interface Group {
  readonly first: Record<string, unknown>;
  readonly rows: UnitRow[];
  readonly items: unknown[];
}

class Groups {
  readonly #group: BulkGroup<Record<string, unknown>>;
  /** By the text of what the rows have in common. */
  readonly #open = new Map<string, Group>();
  #waiting = 0;

  constructor(group: BulkGroup<Record<string, unknown>>) {
    this.#group = group;
  }

  /** @returns a call that is ready, if there is one. */
  add(row: LedgerRow, params: unknown): Unit | undefined {
    const { list, size } = this.#group;
    const items = isPlainObject(params) ? params[list] : undefined;
    // What cannot share a call is for the validation of the method to judge.
    if (!isPlainObject(params) || !Array.isArray(items) || items.length === 0 || items.length > size) {
      return { params, rows: [row] };
    }
    const common = stableText(without(params, [list]));
    let group = this.#open.get(common);
    const full = group && group.items.length + items.length > size ? this.#take(common) : undefined;
    if (group === undefined || full) {
      group = { first: params, rows: [], items: [] };
      this.#open.set(common, group);
    }
    group.rows.push({ ...row, items });
    group.items.push(...items);
    this.#waiting += items.length;
    return full ?? this.#ready(common, group);
  }

  *rest(): Generator<Unit, void, undefined> {
    for (const common of [...this.#open.keys()]) yield this.#take(common);
  }

  #ready(common: string, { items }: Group): Unit | undefined {
    if (items.length === this.#group.size) return this.#take(common);
    if (this.#waiting <= OPEN_GROUPS * this.#group.size) return undefined;
    const [oldest = common] = this.#open.keys();
    return this.#take(oldest);
  }

  #take(common: string): Unit {
    const { first, rows, items } = this.#open.get(common) as Group;
    this.#open.delete(common);
    this.#waiting -= items.length;
    return { params: { ...first, [this.#group.list]: items }, rows };
  }
}
