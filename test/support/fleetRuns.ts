/** Processes that share the rows of a run in Redis, are killed at random moments and replaced, and what they leave. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Idempotency } from "tessera-sdk";
import { redisStore } from "tessera-sdk/redis";
import { rowIn, startWrites } from "./killedRuns.js";
import { type RedisServer, startRedis } from "./redis.js";

/** The run that all processes share. */
export const FLEET = { name: "fleet", secret: "0123456789abcdef".repeat(4), operation: "rows" };

export interface FleetRuns {
  idempotency: Idempotency;
  rows: number;
  concurrency: number;
  /** How many processes are killed. */
  kills: number;
  /** What else happens, in the middle and one after the other. */
  strikes: readonly ((server: RedisServer) => Promise<unknown>)[];
  leaseMs: number;
}

export interface FleetRunsResult {
  /** Processes that were killed while they ran. */
  kills: number;
  /** Writes at the server beyond one a row. */
  doubled: number;
  /** Rows by their state, in the results. */
  states: Record<string, number>;
  /** What `status()` counts as spare. */
  spare: number;
  /** Results beyond one a row. */
  more: number;
  /** Rows that are done in the results and were not written, or have the result of another row. */
  wrong: number;
}

const PROCESSES = 2;

/** @throws if a process ends with an error. */
export async function fleetRuns({ kills, strikes, ...plan }: FleetRuns): Promise<FleetRunsResult> {
  const { url, writes, close } = await startWrites();
  const redis = await startRedis();
  const fleet = new Fleet([url, redis.path, plan.idempotency, plan.rows, plan.concurrency, plan.leaseMs].map(String));
  let killed = 0;
  try {
    for (let index = 0; index < PROCESSES; index++) fleet.start();
    const kill = async () => {
      if (fleet.kill()) killed++;
      fleet.start();
    };
    const events = [
      ...Array(kills).fill(kill),
      ...strikes.map((strike) => () => strike(redis)),
    ] as (() => Promise<void>)[];
    for (const [index, act] of events.entries()) {
      // Each at a random moment of its share of the rows.
      const at = ((index + Math.random()) / events.length) * plan.rows;
      while (writes.size < at && !fleet.hasFailed) await new Promise((resolve) => setTimeout(resolve, 1));
      await act();
    }
    await fleet.end();
    return { kills: killed, ...(await judged(redis, writes)) };
  } finally {
    fleet.stop();
    close();
    await redis.close();
  }
}

class Fleet {
  readonly #args: string[];
  readonly #running = new Map<ChildProcess, Promise<void>>();
  hasFailed = false;

  constructor(args: string[]) {
    this.#args = args;
  }

  start(): void {
    const program = fileURLToPath(new URL("fleetProgram.ts", import.meta.url));
    const node = ["--no-deprecation", "-C", "tessera-source", "--import", "tsx", program];
    const child = spawn(process.execPath, [...node, ...this.#args], { stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const ended = new Promise<void>((resolve, reject) => {
      child.once("close", (code, signal) => {
        if (code === 0 || signal === "SIGKILL") return resolve();
        this.hasFailed = true;
        reject(new Error(`a process ended with ${code ?? signal}\n${errors}`));
      });
    });
    ended.catch(() => {});
    this.#running.set(child, ended);
  }

  /** Kills one of those that run. */
  kill(): boolean {
    const alive = [...this.#running.keys()].filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    return alive[Math.floor(Math.random() * alive.length)]?.kill("SIGKILL") ?? false;
  }

  async end(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  stop(): void {
    for (const child of this.#running.keys()) child.kill("SIGKILL");
  }
}

async function judged(
  redis: RedisServer,
  writes: ReadonlyMap<number, number>,
): Promise<Omit<FleetRunsResult, "kills">> {
  const store = redisStore(redis.client, FLEET);
  const { spare } = await store.status();
  const ends = new Map<number, string>();
  let [count, wrong] = [0, 0];
  for await (const { row, state, result } of store.results()) {
    count++;
    ends.set(row, state);
    if (state === "done" && (!writes.has(row) || rowIn(result) !== row)) wrong++;
  }
  const states: Record<string, number> = {};
  for (const state of ends.values()) states[state] = (states[state] ?? 0) + 1;
  const doubled = [...writes.values()].reduce((sum, each) => sum + each - 1, 0);
  return { doubled, states, spare, more: count - ends.size, wrong };
}
