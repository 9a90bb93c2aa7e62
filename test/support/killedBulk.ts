/** A bulk whose workers are killed at random moments, and what that leaves at the server and in the results. */
import type { Idempotency } from "tessera-sdk";
import { enqueueBulk } from "tessera-sdk/bullmq";
import { everyRow, numbered, SECRET } from "./bulkRows.js";
import type { RedisServer } from "./redis.js";
import { startRowServer } from "./rowServer.js";
import { startWorker } from "./workers.js";

export interface KilledBulk {
  server: RedisServer;
  idempotency: Idempotency;
  rows: number;
  /** Of each of the two workers. */
  concurrency: number;
  leaseMs: number;
  /** What happens in the middle, one after the other, each when an equal share of the rows is written. */
  events: readonly (() => unknown)[];
  /** How many workers are killed, and started again. */
  kills: number;
}

export interface KilledBulkResult {
  /** Writes at the server beyond one a row. */
  spare: number;
  /** Rows by their state. */
  states: Record<string, number>;
  /** Rows that the results call done and the server has not, or the other way round without being unknown. */
  wrong: number;
}

export async function killedBulk(plan: KilledBulk): Promise<KilledBulkResult> {
  const { server, idempotency, rows, concurrency, leaseMs, kills } = plan;
  const rowServer = await startRowServer();
  const name = `killed-${idempotency}-${process.hrtime.bigint()}`;
  const start = () =>
    startWorker({ path: server.path, name, secret: SECRET, url: rowServer.url, idempotency, concurrency, leaseMs });
  const workers = [start(), start()];
  const run = await enqueueBulk(numbered(rows), { connection: { path: server.path }, name, secret: SECRET });
  try {
    const kill = () => {
      const at = Math.floor(2 * Math.random());
      workers[at]?.child.kill("SIGKILL");
      workers[at] = start();
    };
    const events = [...Array.from({ length: kills }, () => kill), ...plan.events];
    for (const [index, event] of events.entries()) {
      const share = rows / (events.length + 1);
      const until = Math.ceil(share * (index + 0.5 + Math.random()));
      while (rowServer.writes.size < until) await new Promise((resolve) => setTimeout(resolve, 2));
      await event();
    }
    for (const { ended } of workers) {
      const { stdout, stderr, code } = await ended;
      if (code !== 0 || stdout !== "ended\n") throw new Error(`a worker ended with ${code}: ${stdout}${stderr}`);
    }
    const last = new Map((await everyRow(run)).map((row) => [row.row, row]));
    const states: Record<string, number> = {};
    let wrong = 0;
    for (const { row, state, result } of last.values()) {
      states[state] = (states[state] ?? 0) + 1;
      const isWritten = rowServer.writes.has(row);
      if (state === "done" ? !isWritten || (result as { n: number }).n !== row : state !== "unknown") wrong++;
    }
    return { spare: rowServer.spare, states, wrong };
  } finally {
    for (const { child } of workers) child.kill("SIGKILL");
    await run.close();
    rowServer.close();
  }
}
