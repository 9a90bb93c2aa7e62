/** Where the text of a value comes from: the command line itself, a file, the environment or stdin. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

/** `@file`, `@env:NAME` or `-`, and not the text itself. */
export const isReference = (text: string) => text === "-" || /^@./s.test(text);

/** Far above what a vendor takes in one request. Files are streamed, see {@link Sources.content}. */
const MOST_BYTES = 64 * 1_048_576;

const FINAL_LINE_BREAK = /\r?\n$/;

export class Sources {
  #io: Io;
  #stdinIsTaken = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /**
   * The text of a value. A line break at the end of a file is not part of it.
   *
   * @param hint is added to the message if a file cannot be read.
   */
  async text(given: string, hint = ""): Promise<string> {
    if (!isReference(given)) return given;
    const [, name] = /^@env:(.*)$/s.exec(given) ?? [];
    if (name !== undefined) {
      return this.#io.env[name] ?? fail(`${given} cannot be read: there is no such environment variable`);
    }
    const text = given === "-" ? await readText(this.takeStdin(), MOST_BYTES) : await readFileOf(given.slice(1), hint);
    return text.replace(FINAL_LINE_BREAK, "");
  }

  /** The content of a file, as a function that opens it anew for each attempt. Stdin can be read once. */
  async content(given: string): Promise<() => AsyncIterable<Uint8Array>> {
    if (given === "-") {
      const stdin = this.takeStdin();
      return () => stdin;
    }
    if (!isReference(given)) return fail("takes a file, as `@path` or `-`");
    const path = given.slice(1);
    const found = await stat(path).catch(({ code }: NodeJS.ErrnoException) =>
      fail(`@${path} cannot be read (${code})`),
    );
    if (found.isDirectory()) fail(`@${path} cannot be read (EISDIR)`);
    return () => createReadStream(path);
  }

  /** Stdin, which is then nobody else's. */
  takeStdin(): AsyncIterable<Uint8Array> {
    if (this.#stdinIsTaken) return fail("- can be given once, as stdin can be read once");
    this.#stdinIsTaken = true;
    return this.#io.stdin;
  }
}

function fail(message: string): never {
  throw new UsageError(message);
}

async function readFileOf(path: string, hint: string): Promise<string> {
  try {
    return await readText(createReadStream(path), MOST_BYTES);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    return fail(`@${path} cannot be read (${code})${hint}`);
  }
}

/**
 * The text of a stream, which can be endless, such as `/dev/zero`.
 *
 * @throws A {@link UsageError} if it is longer, or not UTF-8: sent as it is, it would not be what was given.
 */
export async function readText(stream: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > mostBytes) fail(`is longer than ${mostBytes / 1_048_576} MiB`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return fail("is not UTF-8");
  }
}
