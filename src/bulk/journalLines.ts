/** The lines of a journal: one JSON object each, which tools such as jq read as they are. */
import { InvalidParamsError, type TesseraError } from "../core/errors.js";
import { isPlainObject, parseJson } from "../core/values.js";
import type { BulkRow } from "./row.js";
import type { EndState } from "./state.js";
import { type LedgerRow, storeError } from "./store.js";

const FORMAT = "tessera-bulk";
const VERSION = 1;

/** What a journal is about. */
export interface JournalHeader {
  /** The operation that the rows are parameters of. */
  operation?: string | undefined;
  /** What identifies the input, such as a digest of its file. */
  input?: string | undefined;
  /** Anything else. */
  notes?: Record<string, unknown> | undefined;
}

/** A line of a journal below its header. */
export interface JournalLine {
  /** Number of the row, from 1. */
  row: number;
  /** What names the row. */
  key: string;
  /** The last line of a row holds its state. */
  state: "sent" | EndState;
  /** Of the key and the parameters. */
  digest: number;
  /** What the call returned. */
  result?: unknown;
  /** The error, as its `toJSON()` gives it. */
  error?: Record<string, unknown>;
}

export function headerText({ operation, input, notes }: JournalHeader): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, operation, input, notes })}\n`;
}

/** How every header begins. */
export const HEADER_START = `{"format":"${FORMAT}","version":`;

/** @throws A {@link TesseraError} for what is not the header of a journal, or one of another version. */
export function parseHeader(text: string, file: string): JournalHeader {
  const header = parseJson(text)?.value;
  if (!isPlainObject(header) || header.format !== FORMAT) {
    throw storeError(`${file} is not the journal of a bulk run. Nothing was changed in it; name another file.`);
  }
  if (header.version !== VERSION) {
    throw storeError(`${file} was written by another version of the SDK, in format ${String(header.version)}.`);
  }
  return header as JournalHeader;
}

export function lineText({ row, key, digest }: LedgerRow, end?: BulkRow<unknown>): string {
  const line = { row, key, state: end?.state ?? "sent", digest, ...outcomeOf(end) };
  return `${JSON.stringify(line)}\n`;
}

/**
 * The line of a row that has ended. A result that JSON cannot hold is left out, as the row must not be run again; `fault`
 * is then the error that says so.
 *
 * @param store what it calls the store.
 */
export function endLine(row: LedgerRow, end: BulkRow<unknown>, store: string): { text: string; fault?: TesseraError } {
  try {
    return { text: lineText(row, end) };
  } catch (cause) {
    const message =
      `Row ${row.row} is done, but its result cannot be written as JSON: see \`cause\`. The ${store} has the row without it. ` +
      "Return from `call` what JSON can hold.";
    return {
      text: lineText(row, { row: row.row, key: row.key, state: "done", result: undefined }),
      fault: storeError(message, cause),
    };
  }
}

function outcomeOf(end: BulkRow<unknown> | undefined): Pick<JournalLine, "result" | "error"> {
  if (end === undefined) return {};
  return end.state === "done" ? { result: end.result } : { error: end.error.toJSON() };
}

const STATES: readonly unknown[] = ["sent", "done", "failed", "unknown"];

/** @returns `undefined` for what is not a line of a journal. */
export function parseLine(text: string): JournalLine | undefined {
  const line = parseJson(text)?.value;
  if (!isPlainObject(line)) return undefined;
  const { row, key, state, digest } = line;
  const isLine = isCount(row) && row > 0 && typeof key === "string" && STATES.includes(state) && isCount(digest);
  return isLine ? (line as unknown as JournalLine) : undefined;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const ADVICE = "Run it with the input and the operation that it was begun with, begin another one, or pass `force`.";

/**
 * @param store what it calls the store.
 * @throws An {@link InvalidParamsError} if a store is continued for something else than it was begun for.
 */
export function checkHeader(found: JournalHeader, { operation, input }: JournalHeader, store: string): void {
  const differs = (name: "operation" | "input", value: string | undefined) =>
    value === undefined || found[name] === undefined || found[name] === value
      ? []
      : [{ path: name, message: `differs from that of the ${store}. ${ADVICE}` }];
  const issues = [...differs("operation", operation), ...differs("input", input)];
  if (issues.length > 0) throw new InvalidParamsError(issues, {}, store);
}
