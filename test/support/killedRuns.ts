/** Runs over rows in processes that are killed at random moments, and what they leave at the server and in the journal. */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Idempotency } from "tessera-sdk";
import { readJournal } from "tessera-sdk/bulk";

const program = fileURLToPath(new URL("bulkProgram.ts", import.meta.url));

export interface KilledRuns {
  idempotency: Idempotency;
  rows: number;
  concurrency: number;
  kills: number;
}

export interface KilledRunsResult {
  /** How many processes were killed while they ran. */
  kills: number;
  /** Writes at the server beyond one a row. */
  spare: number;
  /** Rows of the journal by their state. */
  states: Record<string, number>;
  /** Rows that the server has written and the journal calls done, or unknown. */
  isConsistent: boolean;
}

/** Starts processes, one after the other, until one comes to its end. */
export async function killedRuns(file: string, { kills, ...plan }: KilledRuns): Promise<KilledRunsResult> {
  const writes = new Map<number, number>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { n } = JSON.parse(body) as { n: number };
    writes.set(n, (writes.get(n) ?? 0) + 1);
    // Long enough for a kill to meet requests that are written and have no response.
    setTimeout(() => response.setHeader("content-type", "application/json").end(JSON.stringify({ n })), 5);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let killed = 0;
  try {
    for (let round = 0; round <= kills; round++) {
      // The last one is left alone. The others write a random share of what the rest is divided into.
      const share = (plan.rows - writes.size) / (kills - round + 1);
      const until = round < kills ? writes.size + Math.ceil(Math.random() * share) : Number.POSITIVE_INFINITY;
      if (await runUntil(() => writes.size >= until, [url, file, plan])) killed++;
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const states: Record<string, number> = {};
  let isConsistent = true;
  const { rows } = await readJournal(file);
  for await (const { row, state, result } of rows) {
    states[state] = (states[state] ?? 0) + 1;
    if (state === "done" && (!writes.has(row) || (result as { n: number }).n !== row)) isConsistent = false;
  }
  const total = [...writes.values()].reduce((sum, each) => sum + each, 0);
  return { kills: killed, spare: total - writes.size, states, isConsistent };
}

/** @returns whether it was killed, as the condition held before its end. */
function runUntil(isTime: () => boolean, [url, file, plan]: [string, string, Omit<KilledRuns, "kills">]) {
  const args = [url, file, plan.idempotency, String(plan.rows), String(plan.concurrency)];
  const child = spawn(
    process.execPath,
    ["--no-deprecation", "-C", "tessera-source", "--import", "tsx", program, ...args],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const watch = setInterval(() => isTime() && child.kill("SIGKILL"), 1);
  return new Promise<boolean>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearInterval(watch);
      if (code === 0 || signal === "SIGKILL") resolve(signal === "SIGKILL");
      else reject(new Error(`the run ended with ${code ?? signal}\n${errors}`));
    });
  });
}
