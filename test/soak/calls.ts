/** Runs the client of the soak in a process of its own, watches over it and prints its report. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CallsReport } from "./client.js";

const CONCURRENCY = 64;
/** Every call has a deadline, so a client that makes no progress for so long hangs. */
const STALL_LIMIT_MS = 120_000;
/** From the report to the end of the process. */
const EXIT_LIMIT_MS = 10_000;

interface Ended {
  report: CallsReport | undefined;
  wrong: string[];
}

/** @returns how much was wrong. */
export async function runCalls(calls: number, seed: number): Promise<number> {
  console.log(`\n${calls} calls, ${CONCURRENCY} at a time`);
  const start = performance.now();
  const client = fork(fileURLToPath(new URL("client.ts", import.meta.url)), [calls, CONCURRENCY, seed].map(String), {
    execArgv: [...process.execArgv, "--expose-gc"],
  });
  const { report, wrong } = await ended(client, calls);
  if (report) print(report, (performance.now() - start) / 1_000);
  for (const each of wrong) console.log(`  WRONG ${each}`);
  return wrong.length + (report?.wrong ?? 0);
}

function ended(client: ChildProcess, calls: number): Promise<Ended> {
  return new Promise((resolve) => {
    let report: CallsReport | undefined;
    const wrong: string[] = [];
    let watchdog = setTimeout(stop, STALL_LIMIT_MS, "no progress");
    function stop(why: string) {
      wrong.push(`the client process was stopped: ${why}`);
      client.kill("SIGKILL");
    }
    client.on("message", (message: { progress?: number; wrong?: number; report?: CallsReport }) => {
      clearTimeout(watchdog);
      if (message.report) {
        report = message.report;
        watchdog = setTimeout(stop, EXIT_LIMIT_MS, "it did not end by itself");
      } else {
        watchdog = setTimeout(stop, STALL_LIMIT_MS, `no progress after ${message.progress} of ${calls} calls`);
      }
    });
    client.once("exit", (code, signal) => {
      clearTimeout(watchdog);
      if (code !== 0 && signal === null) wrong.push(`the client process ended with ${code}`);
      if (report === undefined) wrong.push("the client process made no report");
      resolve({ report, wrong });
    });
  });
}

function print(report: CallsReport, seconds: number): void {
  const { outcomes, faults, samples, heapGrowthBytes, wrongs } = report;
  console.log(`  ${report.calls} calls with those of the warm-up, ${seconds.toFixed(0)} s`);
  for (const way of Object.keys(outcomes).sort()) console.log(`  ${String(outcomes[way]).padStart(8)}  ${way}`);
  const total = Object.values(faults).reduce((sum, { requests }) => sum + requests, 0);
  const spoilt = Object.entries(faults).filter(([fault]) => fault !== "none");
  const sum = (of: "requests" | "done") => spoilt.reduce((all, [, each]) => all + each[of], 0);
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    `  ${total} requests, ${share(sum("requests"), total)} with a fault, ${share(sum("done"), sum("requests"))} of those done`,
  );
  for (const [fault, { requests, done }] of spoilt) {
    console.log(`  ${String(requests).padStart(8)}  ${fault} (${share(requests, total)}), done ${done}`);
  }
  const megabytes = samples.map(({ heapBytes }) => (heapBytes / 1e6).toFixed(1)).join(" ");
  console.log(`  heap ${heapGrowthBytes >= 0 ? "+" : ""}${(heapGrowthBytes / 1e6).toFixed(2)} MB: ${megabytes}`);
  const [first, last] = [samples[0], samples.at(-1)].map((each) => JSON.stringify(each?.resources));
  console.log(`  resources between calls, first and last: ${first} ${last}`);
  for (const [what, { count, examples }] of Object.entries(wrongs)) {
    console.log(`  WRONG ${count} × ${what}`);
    for (const each of examples) console.log(`    ${each}`);
  }
}
