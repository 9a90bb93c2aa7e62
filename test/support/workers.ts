/** Workers of a bulk as processes. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { WorkerProgramOptions } from "./bulkWorkerProgram.js";

const program = fileURLToPath(new URL("bulkWorkerProgram.ts", import.meta.url));

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Its memory as time went by. */
  readonly memory: readonly NodeJS.MemoryUsage[];
  /** What it printed, and how it ended. */
  readonly ended: Promise<{ stdout: string; stderr: string; code: number | null; signal: NodeJS.Signals | null }>;
}

export function startWorker(options: WorkerProgramOptions): WorkerProcess {
  const execArgv = ["--no-deprecation", "-C", "tessera-source", "--import", "tsx"];
  const child = fork(program, [JSON.stringify(options)], { execArgv, silent: true });
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const memory: NodeJS.MemoryUsage[] = [];
  child.on("message", (usage) => memory.push(usage as NodeJS.MemoryUsage));
  const ended = new Promise<Awaited<WorkerProcess["ended"]>>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ stdout, stderr, code, signal }));
  });
  return { child, memory, ended };
}
