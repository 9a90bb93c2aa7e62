/** Processes that share a run in Redis, while they are killed and Redis is struck. Its short form is `test/redis/killed.test.ts`. */
import { type FleetRunsResult, fleetRuns } from "../support/fleetRuns.js";
import { type RedisServer, redis } from "../support/redis.js";

const CONCURRENCY = 32;
const KILLS = 3;
/** Longer than Redis is away, so that no process is taken for dead that lives. */
const LEASE_MS = 6_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const strikes: ((server: RedisServer) => Promise<unknown>)[] = [
  ({ client }) => client.client("KILL", "TYPE", "normal", "SKIPME", "yes"),
  ({ client }) => client.call("DEBUG", "SLEEP", "3"),
  async (server) => {
    await server.kill();
    await wait(500);
    await server.start();
  },
];

/** @returns how much was wrong. */
export async function runFleet(rows: number): Promise<number> {
  if (redis.isMissing) {
    console.log(`\nProcesses that share a run in Redis${redis.note}`);
    return 0;
  }
  console.log(
    `\n${rows} rows by two processes of ${CONCURRENCY}: ${KILLS} kills, then lost connections, a pause, a crash of Redis`,
  );
  let wrong = 0;
  for (const idempotency of ["none", "mint"] as const) {
    const start = performance.now();
    const found = await fleetRuns({
      idempotency,
      rows,
      concurrency: CONCURRENCY,
      kills: KILLS,
      strikes,
      leaseMs: LEASE_MS,
    });
    const seconds = ((performance.now() - start) / 1_000).toFixed(0);
    const { done = 0, unknown = 0 } = found.states;
    console.log(
      `  ${idempotency}: ${done} done, ${unknown} unknown, ${found.doubled} doubled writes, ${found.spare} spare, ${found.kills} kills, ${seconds} s`,
    );
    for (const each of faultsOf(found, rows, idempotency)) {
      wrong++;
      console.log(`  WRONG ${each}`);
    }
  }
  return wrong;
}

function faultsOf({ kills, doubled, states, spare, more, wrong }: FleetRunsResult, rows: number, idempotency: string) {
  const faults: string[] = [];
  const { done = 0, unknown = 0, ...others } = states;
  if (done + unknown !== rows || Object.keys(others).length > 0 || more > 0) faults.push("not one result for each row");
  if (wrong > 0) faults.push(`${wrong} rows are done that were not written, or have the result of another row`);
  const bound = kills * CONCURRENCY;
  if (unknown + spare > bound)
    faults.push(`${unknown + spare} unknown or spare are more than kills × concurrency, ${bound}`);
  const most = idempotency === "none" ? 0 : bound;
  if (doubled > most) faults.push(`${doubled} doubled writes`);
  if (idempotency === "mint" && unknown > 0) faults.push(`${unknown} unknown rows`);
  return faults;
}
