/** The example of a fleet runs to its end, whatever it says of Redis: with one, and without. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../support/freePort.js";
import { run } from "../support/process.js";
import { redis, startRedis } from "../support/redis.js";

const ARGS = ["-C", "tessera-source", "--import", "tsx", "examples/fleet/main.ts"];

test("without REDIS_URL, it says how to start a Redis that is durable, and ends with 1", async () => {
  const ended = run(process.execPath, ARGS, { env: { REDIS_URL: undefined } });
  await expect(ended).rejects.toThrow(
    /ended with 1\nREDIS_URL is not set.+\ndocker run .+ redis-server --appendonly yes --appendfsync always\n/,
  );
});

describe.skipIf(redis.isMissing)(`with Redis${redis.note}`, () => {
  test("a killed worker's rows end, and no web app is created twice", { timeout: 90_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "tessera-example-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const port = await freePort();
    const server = await startRedis(["--port", String(port)]);
    onTestFinished(() => server.close());
    const env = { REDIS_URL: `redis://127.0.0.1:${port}`, TMPDIR: folder };
    const printed = await run(process.execPath, ARGS, { env });
    const [, done, unknown] = /^(\d+) rows are done, 0 failed, (\d+) are unknown/m.exec(printed) ?? [];
    const [, requests] = /received (\d+) requests/.exec(printed) ?? [];
    expect(printed).toContain("A worker was killed after");
    expect(Number(done) + Number(unknown)).toBe(1_000);
    // The calls of the worker that was killed.
    expect(Number(unknown)).toBeLessThanOrEqual(8);
    expect(Number(requests)).toBeLessThanOrEqual(1_000);
  });
});
