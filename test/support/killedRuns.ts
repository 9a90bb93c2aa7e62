/** Runs over rows in processes that are killed at random moments, and what they leave at the server and in the journal. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Idempotency } from "tessera-sdk";
import { readJournal } from "tessera-sdk/bulk";

/** What runs the rows: a program that calls `bulk()`, or `tessera bulk run`. */
type Runner = "library" | "command";

const programs: Readonly<Record<Runner, string>> = {
  library: fileURLToPath(new URL("bulkProgram.ts", import.meta.url)),
  command: fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url)),
};

export interface KilledRuns {
  runner: Runner;
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

/** Starts a server that counts how often each row is written. */
export async function startWrites(): Promise<{ url: string; writes: Map<number, number>; close(): void }> {
  const writes = new Map<number, number>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const row = rowOf(request.url ?? "", body);
    writes.set(row, (writes.get(row) ?? 0) + 1);
    const result = { n: row, id: `${row}`, token: `${row}`, webAppId: `${row}` };
    // Long enough for a kill to meet requests that are written and have no response.
    setTimeout(() => response.setHeader("content-type", "application/json").end(JSON.stringify(result)), 5);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, writes, close };
}

/** Starts processes, one after the other, until one comes to its end. */
export async function killedRuns(file: string, { kills, ...plan }: KilledRuns): Promise<KilledRunsResult> {
  const { url, writes, close } = await startWrites();
  if (plan.runner === "command") writeFileSync(`${file}.csv`, inputOf(plan));
  let killed = 0;
  try {
    for (let round = 0; round <= kills; round++) {
      // The last one is left alone. The others write a random share of what the rest is divided into.
      const share = (plan.rows - writes.size) / (kills - round + 1);
      const until = round < kills ? writes.size + Math.ceil(Math.random() * share) : Number.POSITIVE_INFINITY;
      if (await runUntil(() => writes.size >= until, [url, file, plan])) killed++;
    }
  } finally {
    close();
  }
  const states: Record<string, number> = {};
  let isConsistent = true;
  const { rows } = await readJournal(file);
  for await (const { row, state, result } of rows) {
    states[state] = (states[state] ?? 0) + 1;
    if (state === "done" && (!writes.has(row) || rowIn(result) !== row)) isConsistent = false;
  }
  const total = [...writes.values()].reduce((sum, each) => sum + each, 0);
  return { kills: killed, spare: total - writes.size, states, isConsistent };
}

/** The row that a request is for. */
function rowOf(url: string, body: string): number {
  const [, userId] = /\/users\/(\d+)/.exec(url) ?? [];
  const { n, title } = (body === "" ? {} : JSON.parse(body)) as { n?: number; title?: string };
  return Number(userId ?? n ?? title);
}

/** The row that a result is of. */
export function rowIn(result: unknown): number {
  const { n, id, token, webAppId } = result as { n?: number; id?: string; token?: string; webAppId?: string };
  return Number(n ?? id ?? token ?? webAppId);
}

/** Methods of the command, by their idempotency, and what names a row in their parameters. */
const METHODS: Readonly<Record<Idempotency, { words: string[]; column: string }>> = {
  safe: { words: ["users", "update", "--display-name", "Ann"], column: "userId" },
  mint: { words: ["users", "generate-authentication-token"], column: "userId" },
  none: {
    words: ["webapps", "insert", "--start-url", "https://example.com", "--display-mode", "standalone"],
    column: "title",
  },
};

function inputOf({ idempotency, rows }: Pick<KilledRuns, "idempotency" | "rows">): string {
  const numbers = Array.from({ length: rows }, (_, index) => index + 1);
  return [METHODS[idempotency].column, ...numbers, ""].join("\n");
}

function argsOf([url, file, plan]: [string, string, Omit<KilledRuns, "kills">]): string[] {
  const { runner, idempotency, rows, concurrency } = plan;
  if (runner === "library") return [url, file, idempotency, String(rows), String(concurrency)];
  const { words, column } = METHODS[idempotency];
  return [
    ...["bulk", "run", "android-enterprise", ...words, "--enterprise-id", "LC00lwk1yg", "--base-url", url],
    ...["--input", `${file}.csv`, "--out", file, "--key", column, "--concurrency", String(concurrency)],
  ];
}

/** @returns whether it was killed, as the condition held before its end. */
function runUntil(isTime: () => boolean, [url, file, plan]: [string, string, Omit<KilledRuns, "kills">]) {
  const node = ["--no-deprecation", "-C", "tessera-source", "--import", "tsx", programs[plan.runner]];
  const child = spawn(process.execPath, [...node, ...argsOf([url, file, plan])], {
    env: { ...process.env, TESSERA_ANDROID_ENTERPRISE_TOKEN: "token" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const watch = setInterval(() => isTime() && child.kill("SIGKILL"), 1);
  return new Promise<boolean>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearInterval(watch);
      // 11: some rows are unknown, which is judged by the journal.
      if (code === 0 || (plan.runner === "command" && code === 11) || signal === "SIGKILL")
        resolve(signal === "SIGKILL");
      else reject(new Error(`the run ended with ${code ?? signal}\n${errors}`));
    });
  });
}
