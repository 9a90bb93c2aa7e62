/** Lists that are complete at once, which commands other than operations print. */
import type { OutputFormat } from "../globalFlagTable.js";
import type { Io } from "../io.js";
import { listFormat } from "./formats.js";
import { Sink } from "./sink.js";

export async function writeRows(rows: readonly object[], output: OutputFormat | undefined, io: Io): Promise<void> {
  const format = listFormat(output ?? (io.stdout.isTTY === true ? "table" : "ndjson"), undefined);
  const sink = new Sink(io.stdout);
  // Fields without a value are no columns.
  const given = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)));
  await sink.bytes((await format.batch(given)) + format.end()).finally(() => sink.release());
}
