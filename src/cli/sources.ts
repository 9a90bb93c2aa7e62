/** Where the text of a value comes from: the command line itself, a file, the environment or stdin. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

/** `@file`, `@env:NAME` or `-`, and not the text itself. */
export const isReference = (text: string) => text === "-" || /^@./s.test(text);

const FINAL_LINE_BREAK = /\r?\n$/;

export class Sources {
  #io: Io;
  #stdinIsTaken = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /** The text of a value. A line break at the end of a file is not part of it. */
  async text(given: string): Promise<string> {
    if (!isReference(given)) return given;
    const [, name] = /^@env:(.*)$/s.exec(given) ?? [];
    if (name !== undefined) {
      return this.#io.env[name] ?? fail(`${given} cannot be read: there is no such environment variable`);
    }
    const bytes = given === "-" ? await readAll(this.#stdin()) : await readFileOf(given.slice(1));
    return new TextDecoder().decode(bytes).replace(FINAL_LINE_BREAK, "");
  }

  /** The content of a file, as a function that opens it anew for each attempt. Stdin can be read once. */
  content(given: string): () => AsyncIterable<Uint8Array> {
    if (given === "-") {
      const stdin = this.#stdin();
      return () => stdin;
    }
    if (!isReference(given)) return fail("takes a file, as `@path` or `-`");
    return () => createReadStream(given.slice(1));
  }

  #stdin(): AsyncIterable<Uint8Array> {
    if (this.#stdinIsTaken) return fail("- can be given once, as stdin can be read once");
    this.#stdinIsTaken = true;
    return this.#io.stdin;
  }
}

function fail(message: string): never {
  throw new UsageError(message);
}

async function readFileOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) =>
    fail(`@${path} cannot be read (${error.code}); a text that begins with @ can be given in \`--params\``),
  );
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
