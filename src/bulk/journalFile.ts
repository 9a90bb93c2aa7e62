/** An append-only file of lines: read from its start, then appended to. Lines that wait together share one sync. */
import type { FileHandle } from "node:fs/promises";
import { storeError } from "./store.js";

/** Only the user of the process may read results. */
const PRIVATE_FILE = 0o600;
const CHUNK_BYTES = 65_536;
const LINE_FEED = 0x0a;

/** A line with where it begins in the file. */
export interface FileLine {
  text: string;
  start: number;
  /** Whether it has its line feed; only the last line can be without. */
  isComplete: boolean;
}

/** The lines of a file, without their line feeds. Bytes, as other separators than line feeds belong to a line. */
export async function* linesOf(file: FileHandle): AsyncGenerator<FileLine, void, undefined> {
  let rest: Buffer[] = [];
  let start = 0;
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    let from = 0;
    for (let end = buffer.indexOf(LINE_FEED); end >= 0 && end < bytesRead; end = buffer.indexOf(LINE_FEED, from)) {
      const line = Buffer.concat([...rest, buffer.subarray(from, end)]);
      yield { text: line.toString("utf8"), start, isComplete: true };
      start += line.length + 1;
      from = end + 1;
      rest = [];
    }
    if (from < bytesRead) rest.push(buffer.subarray(from, bytesRead));
  }
  if (rest.length > 0) yield { text: Buffer.concat(rest).toString("utf8"), start, isComplete: false };
}

interface Waiting {
  readonly text: string;
  readonly isSynced: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

/** Appends to a file, in order. After a failure it appends nothing more, as a line may be there in part. */
export class Appender {
  #file: FileHandle;
  #beforeSync: () => Promise<void>;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  /** @param beforeSync what it throws is the failure of all lines that are to be synced. */
  constructor(file: FileHandle, beforeSync: () => Promise<void>) {
    this.#file = file;
    this.#beforeSync = beforeSync;
  }

  /** Resolves once the text is in the file: with the system, or if `isSynced` on the disk. */
  append(text: string, isSynced: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, isSynced, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Writes what waits, and syncs it. */
  async close(): Promise<void> {
    await this.#flushing;
    try {
      if (this.#failure === undefined) await this.#file.datasync();
    } finally {
      await this.#file.close();
    }
  }

  async #flush(): Promise<void> {
    // What comes in the same turn of the event loop is written together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.#write(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.#failure ??= { error };
        for (const { reject } of batch) reject(error);
      }
    }
    this.#flushing = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    const isSynced = batch.some((each) => each.isSynced);
    if (isSynced) await this.#beforeSync();
    await this.#file.appendFile(batch.map(({ text }) => text).join(""));
    if (isSynced) await this.#file.datasync();
  }
}

/** Opens a file to read it and to append to it. @param create whether it may be missing. */
export async function openFile(path: string, create: boolean): Promise<FileHandle> {
  const { open, stat } = await import("node:fs/promises");
  // Opening a pipe waits for its other end, and a device may have no end. What cannot be found is for `open` to judge.
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile())
    throw storeError(`${path} is not a regular file, as a journal has to be. Name another file.`);
  // `a` would also create it; `r+` does not append, which is all that differs for one that is only read.
  return create ? open(path, "a+", PRIVATE_FILE) : open(path, "r");
}

/** Makes a new file outlast a power failure, where folders can be flushed. */
export async function flushFolderOf(path: string): Promise<void> {
  const { open } = await import("node:fs/promises");
  const { dirname } = await import("node:path");
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
