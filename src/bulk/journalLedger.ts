/** The ledger of a run in a file. */
import type { FileHandle } from "node:fs/promises";
import { codeOf, type FileLock, tryLock } from "../core/fileLock.js";
import { parseJson } from "../core/values.js";
import { Appender, type FileLine, flushFolderOf, linesOf, openFile } from "./journalFile.js";
import {
  checkHeader,
  endLine,
  HEADER_START,
  headerText,
  type JournalHeader,
  type JournalLine,
  lineText,
  parseHeader,
  parseLine,
} from "./journalLines.js";
import type { BulkRow } from "./row.js";
import { RowStates } from "./rowStates.js";
import { type EndState, isDue } from "./state.js";
import {
  type BulkLedger,
  type Claim,
  DIED,
  isChanged,
  type LedgerRow,
  lostError,
  type OpenLedgerOptions,
  storeError,
} from "./store.js";

/** What a journal is to be about, and whether it is continued in any case. */
interface JournalSettings extends JournalHeader {
  force?: boolean | undefined;
}

export async function openJournal(
  path: string,
  options: JournalSettings,
  run: OpenLedgerOptions,
): Promise<JournalLedger> {
  const file = await openFile(path, true);
  let lock: FileLock | undefined;
  try {
    lock = await tryLock(await lockFolderOf(path), "run");
    if (lock === undefined) {
      throw storeError(
        `${path} is in use by another bulk run. If that run has ended on another machine, wait 15 seconds.`,
      );
    }
    const found = await load(file, path);
    if (found.header === undefined) {
      await file.appendFile(headerText(options));
      await file.datasync();
      await flushFolderOf(path);
    } else if (!options.force) checkHeader(found.header, options, "journal");
    const ledger = new JournalLedger(path, file, lock, found, { ...run, force: options.force === true });
    await ledger.settleLost();
    return ledger;
  } catch (error) {
    await file.close();
    await lock?.release();
    throw error;
  }
}

/** The folder of the lock: one for all names of a file. It stays. */
async function lockFolderOf(path: string): Promise<string> {
  const { mkdir, realpath } = await import("node:fs/promises");
  const folder = `${await realpath(path)}.lock`;
  await mkdir(folder, { mode: 0o700 }).catch((error) => {
    if (codeOf(error) !== "EEXIST") throw error;
  });
  return folder;
}

/** What a file holds when it is opened. */
interface Loaded {
  /** `undefined` for a new file. */
  header: JournalHeader | undefined;
  states: RowStates;
  /** The rows whose last line is `sent`: the run that sent them has died. */
  lost: Map<number, JournalLine>;
}

/** Reads a journal to its end, which it repairs: the last line may be there in part, or without its line feed. */
async function load(file: FileHandle, path: string): Promise<Loaded> {
  const found: Loaded = { header: undefined, states: new RowStates(), lost: new Map() };
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    const isTorn = line.isComplete ? false : isTornLine(line, number);
    if (isTorn) await file.truncate(line.start);
    else if (number === 1) found.header = parseHeader(line.text, path);
    else add(found, line, `line ${number} of ${path}`);
    if (!line.isComplete && !isTorn) await file.appendFile("\n");
  }
  return found;
}

function isTornLine({ text }: FileLine, number: number): boolean {
  if (number > 1) return parseLine(text) === undefined;
  // The file of somebody else that has no line feed is not a torn header.
  return parseJson(text) === undefined && (text.startsWith(HEADER_START) || HEADER_START.startsWith(text));
}

function add({ states, lost }: Loaded, { text }: FileLine, place: string): void {
  const line = parseLine(text);
  if (line === undefined) throw storeError(`${place} is damaged. Restore the file, or begin another journal.`);
  states.apply(line.row, line.state === "sent" ? "send" : line.state, line.digest);
  if (line.state === "sent") lost.set(line.row, line);
  else lost.delete(line.row);
}

export class JournalLedger implements BulkLedger {
  readonly #lock: FileLock;
  readonly #found: Loaded;
  readonly #run: OpenLedgerOptions & { force: boolean };
  readonly #appender: Appender;

  constructor(
    path: string,
    file: FileHandle,
    lock: FileLock,
    found: Loaded,
    run: OpenLedgerOptions & { force: boolean },
  ) {
    this.#lock = lock;
    this.#found = found;
    this.#run = run;
    this.#appender = new Appender(file, async () => {
      if (await lock.isHeld()) return;
      throw storeError(`${path} was taken over by another run, as this process gave no sign for 15 seconds.`);
    });
  }

  /** Records that the rows of a run that has died are unknown. */
  async settleLost(): Promise<void> {
    const { lost, states } = this.#found;
    const lines = [...lost.values()].map((line) => {
      states.apply(line.row, "die", line.digest);
      return lineText(line, { row: line.row, key: line.key, state: "unknown", error: lostError(DIED) });
    });
    if (lines.length > 0) await this.#appender.append(lines.join(""), true);
  }

  claim(row: LedgerRow): Claim {
    const { lost, states } = this.#found;
    const { retry, force } = this.#run;
    if (!force && isChanged(states, row)) return "changed";
    const isDueNow = isDue(states.get(row.row), retry);
    const isLost = lost.delete(row.row);
    return isDueNow ? "run" : isLost ? "lost" : "skip";
  }

  async sending(rows: readonly LedgerRow[]): Promise<void> {
    for (const { row, digest } of rows) this.#found.states.apply(row, "send", digest);
    await this.#appender.append(rows.map((row) => lineText(row)).join(""), true);
  }

  async settle(row: LedgerRow, result: BulkRow<unknown>): Promise<EndState> {
    const { states } = this.#found;
    if (states.get(row.row) === "done") return "done";
    const state = states.end(row.row, result.state, row.digest);
    const { text, fault } = endLine(row, { ...result, state } as BulkRow<unknown>, "journal");
    await this.#appender.append(text, false);
    if (fault) throw fault;
    return state;
  }

  /**
   * Records rows that have ended elsewhere, and resolves once they are on the disk. Rows that are done stay so, as some
   * may come again.
   */
  async record(lines: readonly JournalLine[]): Promise<void> {
    const { states } = this.#found;
    const texts = lines.flatMap((line) => {
      if (states.get(line.row) === "done") return [];
      states.apply(line.row, line.state === "sent" ? "send" : line.state, line.digest);
      return `${JSON.stringify(line)}\n`;
    });
    if (texts.length > 0) await this.#appender.append(texts.join(""), true);
  }

  async close(): Promise<void> {
    try {
      await this.#appender.close();
    } finally {
      await this.#lock.release();
    }
  }
}
