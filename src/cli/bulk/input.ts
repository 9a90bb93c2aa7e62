/** The file of `--input`: CSV, or NDJSON with the parameters of a row on each line. */
import { createReadStream } from "node:fs";
import { UsageError } from "../exit.js";
import type { Sources } from "../sources.js";
import { type CsvRecord, csvRecords } from "./csv.js";

/** A line of NDJSON. */
export interface JsonLine {
  readonly line: number;
  readonly text: string;
}

/** Rows are read while they are iterated. */
export type Input =
  | { readonly format: "csv"; readonly header: readonly string[]; readonly records: AsyncGenerator<CsvRecord> }
  | { readonly format: "ndjson"; readonly records: AsyncIterable<JsonLine> };

/** @throws A {@link UsageError} if the file cannot be read, or is empty. */
export async function openInput(path: string, name: string, sources: Sources): Promise<Input> {
  const bytes = path === "-" ? (await sources.content("-"))() : createReadStream(path);
  const chunks = bytes[Symbol.asyncIterator]();
  const begin: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await chunks.next().catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`--input: ${name} cannot be read (${error.code})`);
    });
    if (done) throw new UsageError(`--input: ${name} is empty`);
    begin.push(value);
    const first = firstCharacter(begin);
    if (first === undefined) continue;
    const whole = joined(begin, chunks);
    // No header of CSV begins so, as no parameter does.
    if (first === "{") return { format: "ndjson", records: linesOf(whole) };
    const records = csvRecords(whole, name);
    const { value: header } = (await records.next()) as { value: CsvRecord };
    return { format: "csv", header: header.cells, records };
  }
}

/** Without a byte order mark and white space. */
function firstCharacter(chunks: readonly Uint8Array[]): string | undefined {
  return new TextDecoder().decode(Buffer.concat(chunks)).trimStart()[0];
}

async function* joined(begin: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* begin;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<JsonLine> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 0;
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      line++;
      if (text.trim() !== "") yield { line, text };
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield { line: line + 1, text: rest };
}
