/** `tessera bulk run --dry-run`: checks all rows, and shows the request of the first. */
import { DryRun } from "../dryRun.js";
import { UsageError } from "../exit.js";
import type { Execution } from "../session.js";
import { BadRow, type FileRows } from "./rows.js";

type Fields = Record<string, unknown>;

/** So many are named. */
const MOST_NAMED = 10;

/** @throws A {@link UsageError} that names the rows that are not valid, and where they are. */
export async function checkRows(execution: Execution, rows: FileRows, options: Fields): Promise<void> {
  const calls = await DryRun.open(execution);
  try {
    let first: Fields | undefined;
    let count = 0;
    const named: string[] = [];
    for await (const row of rows) {
      const problem = await problemOf(calls, row, options);
      if (problem === undefined) first ??= { ...row };
      else if (++count <= MOST_NAMED) named.push(`${rows.placeOf(row)}: ${problem}`);
    }
    if (count > 0) throw new UsageError(`${count} of ${rows.count} rows are not valid.\n${named.join("\n")}`);
    if (first === undefined) throw new UsageError("There are no rows.");
    await calls.write({ params: first, options }, rows.count);
  } finally {
    await calls.close();
  }
}

async function problemOf(calls: DryRun, row: Fields, options: Fields): Promise<string | undefined> {
  if (row instanceof BadRow) return row.issues.map(({ path, message }) => `\`${path}\` ${message}`).join("; ");
  try {
    await calls.requestOf({ params: { ...row }, options });
    return undefined;
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_TESSERA_INVALID_PARAMS") throw error;
    return (error as Error).message;
  }
}
