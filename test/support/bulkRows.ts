/** Rows of bulks, and how they have ended: also for programs that no test runner runs. */
import type { BulkRun, JournalRow } from "tessera-sdk/bullmq";

export const SECRET = "a secret that all of the workers have";

/** Rows `{ n }`, from 1. */
export function* numbered(rows: number): Generator<{ n: number }, void, undefined> {
  for (let n = 1; n <= rows; n++) yield { n };
}

/** All results of a bulk, in the order of its rows. */
export async function everyRow(run: BulkRun): Promise<JournalRow[]> {
  const rows: JournalRow[] = [];
  for await (const row of run.results()) rows.push(row);
  return rows.sort((a, b) => a.row - b.row);
}
