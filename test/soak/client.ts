/**
 * The client of the soak, in a process of its own that must end by itself. Arguments: number of calls, concurrency,
 * seed. Sends a {@link CallsReport} to its parent.
 */
import { type ChildProcess, fork } from "node:child_process";
import { getEventListeners } from "node:events";
import { fileURLToPath } from "node:url";
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import {
  AndroidEnterprise,
  ApiError,
  type CallOptions,
  ConnectionError,
  InvalidResponseError,
  TesseraError,
  TimeoutError,
} from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { systemClock } from "../../src/core/clock.js";
import { type Limiter, localLimiter } from "../../src/core/limiter.js";
import { growth, resources, type Sample, sample } from "./growth.js";
import { type Entry, type Outcome, wrongs } from "./ledger.js";
import type { Clients } from "./operations.js";
import { planOf, TIMEOUT_MS } from "./plan.js";
import { idFor, type ServerReport } from "./protocol.js";

export interface CallsReport {
  calls: number;
  /** How often calls ended in each way. */
  outcomes: Record<string, number>;
  wrong: number;
  /** By what was wrong: how often, and the first cases in detail. */
  wrongs: Record<string, { count: number; examples: string[] }>;
  faults: ServerReport["faults"];
  samples: Sample[];
  heapGrowthBytes: number;
}

const [calls = 0, concurrency = 0, seed = 0] = process.argv.slice(2).map(Number);
const BLOCKS = 12;
/** Compiles code and fills caches before the first sample. */
const WARM_UP = 1_000;
const MAX_EXAMPLES = 3;
/** A request of a call that was given up may still be on its way to the server. */
const SETTLE_MS = 50;
const CLOSE_LIMIT_MS = 5_000;

const report: CallsReport = {
  calls: 0,
  outcomes: {},
  wrong: 0,
  wrongs: {},
  faults: {},
  samples: [],
  heapGrowthBytes: 0,
};

function wrong(what: string, example?: string): void {
  report.wrong++;
  report.wrongs[what] ??= { count: 0, examples: [] };
  const { examples } = report.wrongs[what];
  report.wrongs[what].count++;
  if (example !== undefined && examples.length < MAX_EXAMPLES) examples.push(example);
}

process.on("unhandledRejection", (reason) => wrong(`unhandled rejection: ${reason}`));
process.on("uncaughtException", (error) => wrong(`uncaught exception: ${error}`));
/** Of the APIs that the plan calls and their vendors deprecate. */
const MEANT: unknown[] = ["TESSERA_CHROME_DIRECTORY_BETA", "TESSERA_ADOBE_PASS_V1"];
process.on("warning", (warning) => {
  if (!MEANT.includes((warning as { code?: unknown }).code)) wrong(`warning: ${warning}`);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const never = new AbortController();

async function main(): Promise<void> {
  const before = resources();
  const server = fork(fileURLToPath(new URL("server.ts", import.meta.url)), [`${seed}`]);
  const { url } = await next<{ url: string }>(server);
  const withServer = resources();
  const clients = clientsOf(url);
  await block(clients, server, 0, WARM_UP);
  for (let start = WARM_UP, i = 1; i <= BLOCKS; i++) {
    const end = WARM_UP + Math.round((calls * i) / BLOCKS);
    const connections = await block(clients, server, start, end);
    start = end;
    report.samples.push(await sample({ connections }));
    process.send?.({ progress: report.calls, wrong: report.wrong });
  }
  const { heapBytes, wrong: grown } = growth(report.samples, calls);
  report.heapGrowthBytes = heapBytes;
  for (const each of grown) wrong(each);
  const left = getEventListeners(never.signal, "abort").length;
  if (left > 0) wrong(`${left} listeners left on a signal that outlives its calls`);
  await Promise.all(Object.values(clients).map((client) => client.close()));
  await nothingLeft("after close()", withServer);
  await noConnections(server);
  server.disconnect();
  await nothingLeft("at the end", before);
  process.send?.({ report });
  process.disconnect();
}

/** The default limiter waits for seconds, which throttles at random would add up to hours. */
const SPEED = 10_000;
const FAST = {
  monotonic: () => performance.now() * SPEED,
  sleep: (ms: number, wake: () => void) => systemClock.sleep(ms / SPEED, wake),
};

function clientsOf(baseUrl: string): Clients {
  const auth = async () => {
    await pause(2);
    return { token: "ya29.soak", expiresAt: Date.now() + 1_500 };
  };
  const limiter: Limiter = { take: async () => {}, refused() {} };
  const options = { baseUrl, auth, limiter, timeoutMs: TIMEOUT_MS, retry: { attempts: 4, baseMs: 2, capMs: 20 } };
  return {
    android: new AndroidEnterprise(options),
    chrome: new ChromeDirectory(options),
    adobe: new AdobePassV1({ ...options, format: "xml" }),
    flower: new FlowerDocs({ ...options, limiter: localLimiter(FAST) }),
  };
}

/**
 * Makes the calls from `start` up to, not including, `end`, and judges them once the server's log is complete.
 *
 * @returns how many connections are open then. The client's own process does not count those that are idle.
 */
async function block(clients: Clients, server: ChildProcess, start: number, end: number): Promise<number> {
  const outcomes = new Map<number, Ended>();
  let call = start;
  const caller = async () => {
    while (call < end) {
      const mine = call++;
      outcomes.set(mine, await ended(clients, mine));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  await pause(SETTLE_MS);
  const first = await ask(server);
  await pause(SETTLE_MS);
  const { log, faults, connections } = await ask(server);
  report.faults = faults;
  judge(outcomes, [...first.log, ...log]);
  return connections;
}

function judge(outcomes: ReadonlyMap<number, Ended>, log: readonly Entry[]): void {
  const entries = new Map<number, Entry[]>();
  for (const entry of log) entries.set(entry.call, [...(entries.get(entry.call) ?? []), entry]);
  for (const call of entries.keys()) {
    if (!outcomes.has(call)) wrong("a request came after its call had ended", `call ${call}`);
  }
  for (const [call, { outcome, announced }] of outcomes) {
    report.calls++;
    const { operation } = planOf(seed, call);
    const requests = entries.get(call) ?? [];
    const way = `${operation.idempotency}: ${wayOf(outcome)}`;
    report.outcomes[way] = (report.outcomes[way] ?? 0) + 1;
    for (const each of wrongs(operation.idempotency, requests, outcome, announced)) {
      wrong(
        `${operation.idempotency}: ${each}`,
        `call ${call}, ${operation.name}: ${JSON.stringify(outcome)} ${JSON.stringify(requests)}`,
      );
    }
  }
}

function wayOf(outcome: Outcome): string {
  if (outcome.is !== "failed") return outcome.is;
  return outcome.outcomeUnknown ? "failed, outcome unknown" : `failed, ${outcome.error}`;
}

interface Ended {
  outcome: Outcome;
  announced: number | undefined;
}

async function ended(clients: Clients, call: number): Promise<Ended> {
  if (!planOf(seed, call).counted) return { outcome: await outcomeOf(clients, call, {}), announced: undefined };
  let announced = 0;
  const outcome = await outcomeOf(clients, call, { onSend: () => void announced++ });
  return { outcome, announced };
}

async function outcomeOf(clients: Clients, call: number, options: CallOptions): Promise<Outcome> {
  const { operation, cancelAfterMs, deadlineMs, sharedSignal } = planOf(seed, call);
  const controller = new AbortController();
  const reason = new Error("cancelled by the soak");
  const timer = cancelAfterMs === undefined ? undefined : setTimeout(() => controller.abort(reason), cancelAfterMs);
  options.deadlineMs = deadlineMs;
  if (timer !== undefined) options.signal = controller.signal;
  else if (sharedSignal) options.signal = never.signal;
  try {
    return { is: "returned", value: await operation.call(clients, idFor(call), options) };
  } catch (error) {
    return error === reason ? { is: "cancelled" } : failureOf(error);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(thrown: unknown): Outcome {
  const error = kindOf(thrown);
  if (error === undefined || !(thrown instanceof TesseraError)) return { is: "foreign", what: `${thrown}` };
  const { outcomeUnknown, attempts, status, message } = thrown;
  return { is: "failed", error, outcomeUnknown, attempts, status, message };
}

function kindOf(error: unknown): (Outcome & { is: "failed" })["error"] | undefined {
  if (error instanceof InvalidResponseError) return "invalidResponse";
  if (error instanceof ApiError) return "api";
  if (error instanceof ConnectionError) return "connection";
  return error instanceof TimeoutError ? "timeout" : undefined;
}

/** Waits until no more keeps the process running than did before. */
async function nothingLeft(when: string, allowed: Readonly<Record<string, number>>): Promise<void> {
  const over = () => Object.entries(resources()).filter(([type, count]) => count > (allowed[type] ?? 0));
  const end = performance.now() + CLOSE_LIMIT_MS;
  // Immediates: the timer of `pause` has fired when this is read.
  while (over().length > 0 && performance.now() < end) await pause(20);
  for (const [type, count] of over()) wrong(`${count} of ${type} ${when}, ${allowed[type] ?? 0} before`);
}

async function noConnections(server: ChildProcess): Promise<void> {
  const end = performance.now() + CLOSE_LIMIT_MS;
  let { connections } = await ask(server);
  while (connections > 0 && performance.now() < end) {
    await pause(20);
    ({ connections } = await ask(server));
  }
  if (connections > 0) wrong(`${connections} connections are open after close()`);
}

function ask(server: ChildProcess): Promise<ServerReport> {
  const response = next<ServerReport>(server);
  server.send("report");
  return response;
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the server ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as T);
    });
  });
}

try {
  await main();
} catch (error) {
  // The handler of uncaught exceptions would let the process wait for a server that may be gone.
  console.error(error);
  process.exit(1);
}
