/** Processes that share a limiter, and what arrives at one server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Lag } from "./lag.js";

const program = fileURLToPath(new URL("limiterProgram.ts", import.meta.url));

export interface LimitedRuns {
  /** The socket of Redis. */
  path: string;
  processes: number;
  rate: number | "adaptive";
  callers: number;
  ms: number;
  /** How many requests the server allows in a second that ends at `at`, in milliseconds from the first. @default all */
  limitAt?: (at: number) => number;
}

export interface Arrival {
  /** In milliseconds, from the first. */
  at: number;
  /** The number of its process. */
  from: number;
  isRefused: boolean;
}

export interface LimitedRunsResult {
  arrivals: Arrival[];
  /** How late timers were at most, in milliseconds: what is sent or counted late tells nothing of the limiter. */
  lagMs: number;
}

/** Starts processes, which begin together, and waits for their ends. */
export async function limitedRuns({
  limitAt = () => Number.POSITIVE_INFINITY,
  ...plan
}: LimitedRuns): Promise<LimitedRunsResult> {
  const arrivals: Arrival[] = [];
  const allowed: number[] = [];
  let firstAt: number | undefined;
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/warm") return response.end("{}");
    firstAt ??= performance.now();
    const at = performance.now() - firstAt;
    while (allowed[0] !== undefined && allowed[0] <= at - 1_000) allowed.shift();
    const isRefused = allowed.length >= limitAt(at);
    if (!isRefused) allowed.push(at);
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
    const lag = new Lag();
    for (const { child } of children) child.stdin.end(String(begin));
    const lags = await Promise.all(children.map(({ ended }) => ended));
    return { arrivals, lagMs: Math.max(lag.stop(), ...lags) };
  } finally {
    for (const { child } of children) child.kill("SIGKILL");
    server.closeAllConnections();
    server.close();
  }
}

function started(url: string, number: number, { path, rate, callers, ms }: Omit<LimitedRuns, "limitAt">) {
  const node = ["--no-deprecation", "-C", "tessera-source", "--import", "tsx", program];
  const args = [path, url, String(number), String(rate), String(callers), String(ms)];
  const child = spawn(process.execPath, [...node, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(Number(output.split("\n").at(-1))) : reject(new Error(`ended with ${code}\n${errors}`)),
    );
  });
  // Reported once all are waited for.
  ended.catch(() => {});
  return { child, ended };
}
