/** Bulk runs that are recorded in a file, which is the file of their results, too. */
import { invalidParam } from "../core/errors.js";
import { checkJson } from "../core/json.js";
import { boolean, objectOf, recordOf, string } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { linesOf, openFile } from "./journalFile.js";
import { type JournalLedger, openJournal } from "./journalLedger.js";
import { type JournalHeader, parseHeader, parseLine } from "./journalLines.js";
import type { BulkStore } from "./store.js";

/** Options of {@link journalStore}. */
export interface JournalStoreOptions {
  /** Names the operation, such as `users.insert`. A journal that was begun for another one is refused. */
  operation?: string | undefined;
  /** Identifies the input, such as a digest of its file. A journal that was begun for another one is refused. */
  input?: string | undefined;
  /** What else is to be in the header of a new journal; `readJournal()` returns it. JSON, without secrets. */
  notes?: Record<string, unknown> | undefined;
  /**
   * Continues a journal also for another operation, another input or rows that have changed: rows are then known by
   * their number alone. @default false
   */
  force?: boolean | undefined;
}

const journalOptions = objectOf<JournalStoreOptions>()(() => ({
  operation: string,
  input: string,
  notes: recordOf<Record<string, unknown>>(),
  force: boolean,
}));

/**
 * Keeps the states and the results of rows in a file, so that a run can be continued after a crash. The file is
 * NDJSON: a header, then a line for each row that has ended, with `row`, `key`, `state`, and `result` or `error`. A
 * line with the state `sent` is on the disk before a request is sent that must not be sent a second time. If there are
 * several lines of a row, the last one counts; {@link readJournal} returns only that one.
 *
 * The file is created for the user of the process alone, and holds results as they are: also tokens. A run has it to
 * itself. A last line that a crash has cut is removed. Node only.
 *
 * @param file its path; its folder has to exist.
 * @throws An `InvalidParamsError` if the path or an option is not valid. A run rejects if the file is in use, is not a
 *   journal, was begun for another operation or input, or cannot be read or written.
 */
export function journalStore(file: string, options: JournalStoreOptions = {}): BulkStore {
  checkFile(file);
  checkAgainst(journalOptions, options, "options");
  checkJson(options.notes, "notes");
  return { open: (run) => openJournal(file, options, run) };
}

/** Opens a journal for rows that have ended elsewhere. */
export function openRecords(file: string, header: JournalHeader): Promise<JournalRecords> {
  checkFile(file);
  return openJournal(file, header, { retry: [] });
}

/** What {@link openRecords} opens. */
export type JournalRecords = Pick<JournalLedger, "record" | "close">;

function checkFile(file: unknown): void {
  if (typeof file !== "string" || file === "" || file.includes("\0")) invalidParam("file", "must be a path");
}

/** A row as a journal has it. */
export interface JournalRow {
  /** Its number, from 1. */
  row: number;
  /** What names it. */
  key: string;
  /**
   * How it has ended: `done`, `failed` or `unknown`, as in a `BulkRow`. `sent`: it has not; either its run is under way,
   * or that run has died, and the next one reports it as `unknown`.
   */
  state: "done" | "failed" | "unknown" | "sent";
  /** What the call returned, if it is `done`. */
  result?: unknown;
  /** If it is `failed` or `unknown`: the fields of the error, as its `toJSON()` gives them. */
  error?: Record<string, unknown>;
}

/** What {@link readJournal} finds. */
export interface Journal {
  /** The operation for which it was begun. */
  operation?: string | undefined;
  /** The input for which it was begun. */
  input?: string | undefined;
  /** What else was put into its header. */
  notes?: Record<string, unknown> | undefined;
  /** The rows that have ended, or were sent: each once, in the order in which they ended. Read while it is iterated. */
  rows: AsyncIterable<JournalRow>;
}

/**
 * Reads the journal of a run that has ended, or is under way: its header, and its rows with one result each.
 *
 * @throws A `TesseraError` if the file is not a journal.
 */
export async function readJournal(path: string): Promise<Journal> {
  checkFile(path);
  const file = await openFile(path, false);
  try {
    for await (const { text } of linesOf(file)) {
      const { operation, input, notes } = parseHeader(text, path);
      return { operation, input, notes, rows: { [Symbol.asyncIterator]: () => rowsOf(path) } };
    }
  } finally {
    await file.close();
  }
  return parseHeader("", path) as never;
}

/** Goes through the file twice, so that no result has to be kept: first for the last line of each row. */
async function* rowsOf(path: string): AsyncGenerator<JournalRow, void, undefined> {
  const file = await openFile(path, false);
  try {
    const last = new Map<number, number>();
    for await (const { text, start } of linesOf(file)) {
      const line = parseLine(text);
      if (line) last.set(line.row, start);
    }
    for await (const { text, start } of linesOf(file)) {
      const line = parseLine(text);
      if (line === undefined || last.get(line.row) !== start) continue;
      const { digest: _, ...row } = line;
      yield row;
    }
  } finally {
    await file.close();
  }
}
