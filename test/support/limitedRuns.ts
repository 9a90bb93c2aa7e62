/** Processes that share a limiter, and what arrives at one server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("limiterProgram.ts", import.meta.url));

export interface LimitedRuns {
  /** The socket of Redis. */
  path: string;
  processes: number;
  rate: number | "adaptive";
  callers: number;
  ms: number;
  /** Whether the server throttles a request that arrives at `at`, in milliseconds from the first. */
  refuses?: (at: number) => boolean;
}

export interface Arrival {
  /** In milliseconds, from the first. */
  at: number;
  /** The number of its process. */
  from: number;
  isRefused: boolean;
}

/** Starts processes, which begin together, and waits for their ends. */
export async function limitedRuns({ refuses = () => false, ...plan }: LimitedRuns): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  let firstAt: number | undefined;
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/warm") return response.end("{}");
    firstAt ??= performance.now();
    const at = performance.now() - firstAt;
    const isRefused = refuses(at);
    arrivals.push({ at, from: Number(request.url?.slice(1)), isRefused });
    response.statusCode = isRefused ? 429 : 200;
    return response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const children = Array.from({ length: plan.processes }, (_, number) => started(url, number, plan));
  try {
    await Promise.all(children.map(({ child }) => once(child.stdout, "data")));
    const begin = Date.now() + 200;
    for (const { child } of children) child.stdin.end(String(begin));
    await Promise.all(children.map(({ ended }) => ended));
    return arrivals;
  } finally {
    for (const { child } of children) child.kill("SIGKILL");
    server.closeAllConnections();
    server.close();
  }
}

function started(url: string, number: number, { path, rate, callers, ms }: Omit<LimitedRuns, "refuses">) {
  const node = ["--no-deprecation", "-C", "tessera-source", "--import", "tsx", program];
  const args = [path, url, String(number), String(rate), String(callers), String(ms)];
  const child = spawn(process.execPath, [...node, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}\n${errors}`))));
  });
  // Reported once all are waited for.
  ended.catch(() => {});
  return { child, ended };
}
