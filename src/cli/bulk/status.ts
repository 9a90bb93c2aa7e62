/** How the rows of a file of results stand. */
import { EXIT } from "../exit.js";
import type { GlobalFlags } from "../globalFlags.js";
import { formatOne } from "../output/formats.js";
import { Sink } from "../output/sink.js";
import type { Session } from "../session.js";
import { readResults } from "./store.js";

interface RowCounts {
  readonly failed: number;
  readonly unknown: number;
  /** Absent where no process can leave them. */
  readonly sent?: number;
  readonly [fact: string]: unknown;
}

export interface BulkStatus extends RowCounts {
  readonly operation: string | undefined;
  readonly done: number;
  /** Sent by a run that is under way, or has died: the next run calls them `unknown`. */
  readonly sent: number;
  /** The errors of rows that failed or are unknown: how many have each code. */
  readonly errors: Readonly<Record<string, number>>;
}

export async function statusOf(file: string): Promise<BulkStatus> {
  const { operation, rows } = await readResults(file);
  const counts = { done: 0, failed: 0, unknown: 0, sent: 0 };
  const errors: Record<string, number> = {};
  for await (const { state, error } of rows) {
    counts[state]++;
    if (error === undefined) continue;
    const code = String(error.code);
    errors[code] = (errors[code] ?? 0) + 1;
  }
  return { operation, ...counts, errors };
}

/** Ends a run: writes how its rows stand, and with which command those that did not succeed are run again. */
export async function finish(out: string, flags: GlobalFlags, session: Session): Promise<void> {
  const status = await statusOf(out);
  await writeStatus(status, flags, session);
  for (const state of ["failed", "unknown"] as const) {
    if (status[state] > 0) session.warn(`To run the ${state} rows again: tessera bulk retry ${out} --${state}`);
  }
}

/** Writes it, and sets the exit code. */
export async function writeStatus(status: RowCounts, { output }: GlobalFlags, session: Session): Promise<void> {
  const { stdout } = session.io;
  const format = output ?? (stdout.isTTY === true ? "table" : "json");
  const sink = new Sink(stdout);
  await sink.bytes(await formatOne(format, status)).finally(() => sink.release());
  if (status.unknown + (status.sent ?? 0) > 0) session.exitCode = EXIT.rowsUnknown;
  else if (status.failed > 0) session.exitCode = EXIT.rowsFailed;
}
