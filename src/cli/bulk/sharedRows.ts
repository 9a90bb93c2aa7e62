/** Rows as they are in Redis: parameters as JSON; of a row that is not valid, what is wrong with it. */
import type { ParamIssue } from "tessera-sdk";
import { BadRow, type FileRows } from "./rows.js";

type Fields = Readonly<Record<string, unknown>>;

/** A row that is not valid. No parameters are a list. */
type SharedBadRow = readonly [{ readonly place: string | undefined; readonly issues: readonly ParamIssue[] }];

/** The rows of a file, for Redis, and their keys. */
export class SharedRows implements AsyncIterable<unknown> {
  readonly #rows: FileRows;
  readonly #onRow: (count: number) => void;
  readonly #keys = new WeakMap<object, string>();

  /** @param onRow is called before each row; what it throws ends the iteration. */
  constructor(rows: FileRows, onRow: (count: number) => void) {
    this.#rows = rows;
    this.#onRow = onRow;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<object, void, undefined> {
    for await (const row of this.#rows) {
      const { count } = this.#rows;
      this.#onRow(count);
      const shared = row instanceof BadRow ? badRowOf(row, this.#rows) : row;
      this.#keys.set(shared, this.#rows.keyOf(row, count));
      yield shared;
    }
  }

  keyOf(row: unknown): string {
    return this.#keys.get(row as object) ?? "";
  }
}

const badRowOf = (row: BadRow, rows: FileRows): SharedBadRow => [{ place: rows.placeOf(row), issues: row.issues }];

/** A row that was read from Redis. */
export function rowOf(shared: unknown): Fields {
  if (!Array.isArray(shared)) return shared as Fields;
  const [{ place, issues }] = shared as unknown as SharedBadRow;
  return new BadRow(issues, place);
}
