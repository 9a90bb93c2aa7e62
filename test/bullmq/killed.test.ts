import { enqueueBulk } from "tessera-sdk/bullmq";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { everyRow, numbered } from "../support/bulkRows.js";
import { address, until } from "../support/bulks.js";
import { killedBulk } from "../support/killedBulk.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";
import { startRowServer } from "../support/rowServer.js";
import { startWorker } from "../support/workers.js";

const [ROWS, CONCURRENCY, KILLS] = [2_000, 16, 2];

describe.skipIf(redis.isMissing)(`workers that die${redis.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.close());

  test("no row that must not be sent twice is doubled, and those that may have been sent are unknown", async () => {
    const plan = { server, rows: ROWS, concurrency: CONCURRENCY, kills: KILLS, events: [], leaseMs: 1_000 };
    const { spare, states, wrong } = await killedBulk({ ...plan, idempotency: "none" });
    const { done = 0, unknown = 0 } = states;
    expect({ spare, wrong, ended: done + unknown }).toEqual({ spare: 0, wrong: 0, ended: ROWS });
    expect(unknown).toBeLessThanOrEqual(KILLS * CONCURRENCY);
  }, 60_000);

  test("a worker that was stopped for longer than its lease sends nothing of what others have taken over", async () => {
    const rowServer = await startRowServer();
    onTestFinished(() => rowServer.close());
    const { name, secret, connection } = address(server);
    const options = { path: server.path, name, secret, url: rowServer.url, idempotency: "none" as const };
    const run = await enqueueBulk(numbered(400), { connection, name, secret, chunkSize: 20 });
    onTestFinished(() => run.close());
    const stopped = startWorker({ ...options, concurrency: 4, leaseMs: 1_000 });
    onTestFinished(() => void stopped.child.kill("SIGKILL"));
    await until(run, ({ done }) => done > 20);
    stopped.child.kill("SIGSTOP");
    const other = startWorker({ ...options, concurrency: 8, leaseMs: 1_000 });
    onTestFinished(() => void other.child.kill("SIGKILL"));
    await until(run, ({ done, unknown }) => done + unknown > 300);
    stopped.child.kill("SIGCONT");
    const ends = await Promise.all([stopped.ended, other.ended]);
    for (const { stdout, code, stderr } of ends) expect([stdout, code], stderr).toEqual(["ended\n", 0]);
    const last = new Map((await everyRow(run)).map((row) => [row.row, row.state]));
    expect(last.size).toBe(400);
    expect(rowServer.spare).toBe(0);
    // What it had sent when it was stopped is done after all, once it has told so.
    expect([...last.values()].filter((state) => state !== "done").length).toBeLessThanOrEqual(4);
    expect(await run.status()).toMatchObject({ state: "ended" });
  }, 60_000);
});
