/** The calls of a run: its rows as they come up, each by itself or in groups that share a call. */
import { invalidParam, TesseraError } from "../core/errors.js";
import { TOO_DEEP } from "../core/json.js";
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

/** The rows that are to be run, in order; nothing is read ahead. @throws What the input throws; for invalid keys; for rows that are circular or have changed. */
export async function* unitsOf(
  rows: Rows,
  ledger: BulkLedger,
  settings: BulkSettings,
): AsyncGenerator<Unit | LostRow, void, undefined> {
  const groups = settings.group && new Groups(settings.group);
  let number = 0;
  for await (const params of rows) {
    const row = ledgerRow(params, ++number, settings);
    const claim = await ledger.claim(row);
    if (claim === "changed") throw changed(row);
    if (claim === "lost") {
      yield { lost: row };
      continue;
    }
    if (claim === "skip") continue;
    if (claim !== "run") throw storeError(`\`claim\` of the store returned ${printable(String(claim))}.`);
    const full = groups ? groups.add(row, params) : { params, rows: [row] };
    if (full) yield full;
  }
  if (groups) yield* groups.rest();
}

function ledgerRow(params: unknown, row: number, { key: keyOf }: BulkSettings): LedgerRow {
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
