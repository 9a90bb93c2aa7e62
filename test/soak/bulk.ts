/** Bulk runs: processes that are killed and continued, memory that does not grow with the rows, and rows in groups. */
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KilledRuns, killedRuns } from "../support/killedRuns.js";

const CONCURRENCY = 32;
const KILLS = 5;

/** What the process reports that measures its memory. */
export interface BulkReport {
  lines: string[];
  wrong: string[];
}

/** @param rows of each killed run; ten times as many are run for the memory. @returns how much was wrong. */
export async function runBulk(rows: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "tessera-bulk-"));
  let wrong = 0;
  const complain = (text: string) => {
    wrong++;
    console.log(`  WRONG ${text}`);
  };
  console.log(`\n${rows} rows by ${CONCURRENCY}, killed ${KILLS} times and continued`);
  for (const runner of ["library", "command"] as const) {
    for (const idempotency of ["safe", "mint", "none"] as const) {
      const plan = { runner, idempotency, rows, concurrency: CONCURRENCY, kills: KILLS };
      for (const each of await judged(join(folder, `${runner}-${idempotency}.ndjson`), plan)) complain(each);
    }
  }
  console.log(`\n${10 * rows} rows in one process, by the library and by the command`);
  for (const report of [
    await reportOf("bulkMemory.ts", 10 * rows, join(folder, "memory.ndjson")),
    await reportOf("bulkCommand.ts", 10 * rows, folder),
  ]) {
    for (const line of report.lines) console.log(`  ${line}`);
    for (const each of report.wrong) complain(each);
  }
  await rm(folder, { recursive: true });
  return wrong;
}

async function judged(file: string, plan: KilledRuns): Promise<string[]> {
  const start = performance.now();
  const { kills, spare, states, isConsistent } = await killedRuns(file, plan);
  const { done = 0, unknown = 0, ...others } = states;
  const bound = kills * plan.concurrency;
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(
    `  ${plan.runner}, ${plan.idempotency}: ${done} done, ${unknown} unknown, ${spare} spare writes, ${kills} kills, ${seconds} s`,
  );
  const wrong: string[] = [];
  if (!isConsistent) wrong.push("a row is done that was not written");
  if (done + unknown !== plan.rows || Object.keys(others).length > 0) wrong.push("not one result for each row");
  const [most, none] = plan.idempotency === "none" ? [unknown, spare] : [spare, unknown];
  if (most > bound) wrong.push(`${most} are more than kills × concurrency, ${bound}`);
  if (none > 0) wrong.push(plan.idempotency === "none" ? `${none} doubled writes` : `${none} unknown rows`);
  return wrong;
}

function reportOf(program: string, rows: number, file: string): Promise<BulkReport> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(path, [String(rows), file], { execArgv: [...process.execArgv, "--expose-gc"] });
  return new Promise((resolve) => {
    let report: BulkReport = { lines: [], wrong: ["the process made no report"] };
    child.on("message", (message: BulkReport) => {
      report = message;
    });
    child.once("exit", () => resolve(report));
  });
}
