/** A bulk on several processes, of which a worker and the run itself are killed. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { commandArguments } from "../support/commandPath.js";
import { freePort } from "../support/freePort.js";
import { startWrites } from "../support/killedRuns.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";

const SECRET = "0123456789abcdef".repeat(4);
const ROWS = 400;

interface Running {
  kill(signal: NodeJS.Signals): void;
  stderr(): string;
  /** Its exit code, or the signal that has ended it. */
  readonly ended: Promise<number | string | null>;
  readonly commandLine: string;
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-bulk-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL("../support/shortLeaseProgram.ts", import.meta.url));

function start(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const node = ["--no-deprecation", ...commandArguments.slice(0, -1), program];
  const child = spawn(process.execPath, [...node, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TESSERA_ANDROID_ENTERPRISE_TOKEN: "token", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return {
    kill: (signal) => void child.kill(signal),
    stderr: () => stderr,
    ended: new Promise((resolve) => child.once("close", (code, signal) => resolve(code ?? signal))),
    commandLine: process.platform === "linux" ? readFileSync(`/proc/${child.pid}/cmdline`, "utf8") : "",
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Its lines without the header. */
const linesOf = (file: string) => readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1).sort();

describe.skipIf(redis.isMissing)(`a bulk on several processes${redis.note}`, () => {
  let server: RedisServer;
  let url = "";
  beforeAll(async () => {
    const port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    server = await startRedis(["--port", String(port)]);
  });
  afterAll(() => server?.close());

  test("ends with the results of a run on one, whatever is killed, and a worker that is stopped drains", {
    timeout: 60_000,
  }, async () => {
    const writes = await startWrites();
    onTestFinished(() => writes.close());
    const env = { TESSERA_REDIS_SECRET: SECRET, TESSERA_ANDROID_ENTERPRISE_BASE_URL: writes.url };
    writeFileSync(join(folder, "rows.csv"), ["userId", ...Array.from({ length: ROWS }, (_, at) => at + 1)].join("\n"));
    const command = ["bulk", "run", "android-enterprise", "users", "update", "--enterprise-id", "LC00lwk1yg"];
    const run = (out: string, more: readonly string[]) =>
      start([...command, "--display-name", "Ann", "--input", "rows.csv", "--out", out, ...more], env);
    const worker = () => start(["worker", "--redis", url, "--concurrency", "2", "--output", "json"], env);
    const shared = ["--redis", url, "--name", "fleet", "--concurrency", "0"];

    const workers = [worker(), worker()] as const;
    const first = run("shared.ndjson", shared);
    await until(() => writes.writes.size > ROWS / 8 && workers.every((each) => each.stderr().includes('"begun"')));
    workers[0].kill("SIGKILL");
    first.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");
    workers[1].kill("SIGTERM");
    expect(await workers[1].ended).toBe(143);
    expect(workers[1].stderr()).toContain('{"bulk":"fleet","event":"left",');
    expect(writes.writes.size).toBeLessThan(ROWS);
    const again = run("shared.ndjson", shared.slice(0, -1).concat("2"));
    expect({ code: await again.ended, stderr: again.stderr() }).toMatchObject({ code: 0 });

    for (const each of [...workers, first, again]) expect(each.commandLine).not.toContain(SECRET);

    const total = [...writes.writes.values()].reduce((sum, each) => sum + each, 0);
    // Those that were under way in the worker that was killed; the other one has recorded its own.
    expect(total - ROWS).toBeLessThanOrEqual(2);
    expect(await run("local.ndjson", []).ended).toBe(0);
    expect(new Set(linesOf("shared.ndjson"))).toEqual(new Set(linesOf("local.ndjson")));
    for (const name of readdirSync(folder)) expect(name).not.toContain(SECRET);
    expect(await server.dump()).not.toContain(SECRET);
  });

  test.each(["bullmq", "ioredis"])("without %s, the command says what to install", async (name) => {
    const hooks = new URL("../support/withoutPeers.mjs", import.meta.url).href;
    const env = { TESSERA_REDIS_SECRET: SECRET, MISSING_PEER: name, NODE_OPTIONS: `--import=${hooks}` };
    const running = start(["bulk", "status", "--redis", url], env);
    expect(await running.ended).toBe(2);
    expect(running.stderr()).toContain("npm install bullmq@6 ioredis@5");
  });
});
