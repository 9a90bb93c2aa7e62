/** CSV as it is read: the cells of each record, and the line on which it begins. */
import { Readable } from "node:stream";
import { UsageError } from "../exit.js";

export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** @throws A {@link UsageError} where a text is not CSV: a quote that is not closed, or closed within a cell. */
export async function* csvRecords(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<CsvRecord> {
  const { parse } = await import("csv-parse");
  const source = Readable.from(bytes, { objectMode: false });
  const parser = parse({
    bom: true,
    info: true,
    // Files that were put together of several can have all of them.
    record_delimiter: ["\r\n", "\n", "\r"],
    // Whoever reads the records says what is wrong with their length.
    relax_column_count: true,
    skip_empty_lines: true,
  });
  source.once("error", (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const inner = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      yield { line: info.lines - inner, cells: record };
    }
  } catch (error) {
    const { code, lines } = error as { code?: unknown; lines?: unknown };
    if (!String(code).startsWith("CSV_")) throw error;
    throw new UsageError(`${name}, line ${lines}: a quote is not closed, or is followed by more than a comma`);
  } finally {
    source.destroy();
  }
}
