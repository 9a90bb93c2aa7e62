/** What the tests of bulk runs share. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallOptions, Idempotency } from "tessera-sdk";
import { type BulkRow, type BulkStore, journalStore, memoryStore } from "tessera-sdk/bulk";
import { onTestFinished } from "vitest";

/** A path in a folder of the test's own. */
export async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tessera-bulk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "rows.ndjson");
}

/** Each store of the SDK, as a function that returns it again for each run. */
export const stores: [string, () => Promise<() => BulkStore>][] = [
  [
    "memoryStore",
    async () => {
      const store = memoryStore();
      return () => store;
    },
  ],
  [
    "journalStore",
    async () => {
      const file = await newFile();
      return () => journalStore(file);
    },
  ],
];

/** All results of a run, in the order of the rows. */
export async function collect<R>(run: AsyncIterable<BulkRow<R>>): Promise<BulkRow<R>[]> {
  const rows: BulkRow<R>[] = [];
  for await (const row of run) rows.push(row);
  return rows.sort((a, b) => a.row - b.row);
}

/** What a call of the SDK does right before it sends a request. */
export async function send(options: CallOptions, idempotency: Idempotency, endpoint = "test", attempt = 1) {
  await options.onSend?.({ endpoint, idempotency, attempt });
}

export async function linesIn(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
