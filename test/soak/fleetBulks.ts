/** Bulks in BullMQ: workers that are killed while Redis fails, too; and the time and the memory that many rows take. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { enqueueBulk } from "tessera-sdk/bullmq";
import { numbered, SECRET } from "../support/bulkRows.js";
import { killedBulk } from "../support/killedBulk.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { startWorker } from "../support/workers.js";

const [CONCURRENCY, KILLS] = [32, 3];

/** @param rows of the bulks that are killed; five times as many are measured. @returns how much was wrong. */
export async function runFleetBulks(rows: number): Promise<number> {
  let wrong = 0;
  const complain = (text: string) => {
    wrong++;
    console.log(`  WRONG ${text}`);
  };
  console.log(`\n${rows} rows in BullMQ, 2 workers of ${CONCURRENCY}, ${KILLS} kills, then Redis fails three times`);
  for (const idempotency of ["mint", "none"] as const) {
    for (const each of await judged(rows, idempotency)) complain(each);
  }
  console.log(`\n${5 * rows} rows in BullMQ, 2 workers of ${CONCURRENCY}`);
  for (const durable of [false, true]) for (const each of await measured(5 * rows, durable)) complain(each);
  return wrong;
}

async function judged(rows: number, idempotency: "mint" | "none"): Promise<string[]> {
  const server = await startRedis();
  const events = [
    () => server.client.client("KILL", "TYPE", "normal", "SKIPME", "yes"),
    () => server.client.call("DEBUG", "SLEEP", "3"),
    () => server.kill().then(server.start),
  ];
  const start = performance.now();
  const plan = { server, idempotency, rows, concurrency: CONCURRENCY, leaseMs: 2_000, events, kills: KILLS };
  const { spare, states, wrong } = await killedBulk(plan);
  await server.close();
  const { done = 0, unknown = 0 } = states;
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(`  ${idempotency}: ${done} done, ${unknown} unknown, ${spare} spare writes, ${seconds} s`);
  const found: string[] = [];
  if (wrong > 0) found.push(`${wrong} results differ from what was written`);
  if (done + unknown !== rows) found.push("not one result for each row");
  if (idempotency === "none" && spare > 0) found.push(`${spare} doubled writes`);
  if (idempotency === "mint" && unknown > 0) found.push(`${unknown} unknown rows`);
  if (spare + unknown > KILLS * CONCURRENCY) found.push(`${spare + unknown} are more than kills × concurrency`);
  return found;
}

/** @param isDurable whether Redis has each write on the disk before it replies. */
async function measured(rows: number, isDurable: boolean): Promise<string[]> {
  const server = await startRedis(isDurable ? [] : ["--appendfsync", "everysec"]);
  const rowServer = fork(fileURLToPath(new URL("rowServerProgram.ts", import.meta.url)));
  const [{ url }] = (await once(rowServer, "message")) as [{ url: string }];
  const bulk = { connection: { path: server.path }, name: "measured", secret: SECRET };
  const start = performance.now();
  const options = { path: server.path, name: bulk.name, secret: SECRET, url, leaseMs: 15_000 };
  const workers = [1, 2].map(() => startWorker({ ...options, idempotency: "mint", concurrency: CONCURRENCY }));
  const run = await enqueueBulk(numbered(rows), bulk);
  const enqueued = (performance.now() - start) / 1_000;
  let drained = 0;
  // Else the results would be most of what is in Redis.
  for await (const { state } of run.results()) if (state === "done") drained++;
  const seconds = (performance.now() - start) / 1_000;
  await Promise.all(workers.map(({ ended }) => ended));
  rowServer.send("count");
  const [counted] = (await once(rowServer, "message")) as [{ rows: number; spare: number }];
  rowServer.disconnect();
  const peak = await peakMemory(server);
  await run.close();
  await server.close();
  console.log(
    `  appendfsync ${isDurable ? "always" : "everysec"}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, enqueued in ` +
      `${enqueued.toFixed(1)} s, Redis at most ${megabytes(peak)}`,
  );
  for (const { memory } of workers) {
    const [heap, rss] = [memory.map(({ heapUsed }) => heapUsed), memory.map((usage) => usage.rss)];
    console.log(`    worker: rss ${shown(rss)}; heap ${shown(heap)}`);
  }
  return drained === rows && counted.rows === rows && counted.spare === 0
    ? []
    : [`${drained} of ${rows} rows are done`];
}

async function peakMemory({ client }: RedisServer): Promise<number> {
  return Number(/used_memory_peak:(\d+)/.exec(await client.info("memory"))?.[1]);
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** Eight samples, from the first to the last. */
function shown(samples: readonly number[]): string {
  const step = Math.max(1, Math.floor(samples.length / 8));
  return samples
    .filter((_, index) => index % step === 0)
    .map(megabytes)
    .join(", ");
}
