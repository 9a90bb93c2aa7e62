/**
 * 1,000 web apps, created by two workers of which one is killed in the middle. The service is emulated on loopback. Redis
 * is not: its URL is in `REDIS_URL`. Beside the SDK, it needs `bullmq` and `ioredis`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readJournal } from "tessera-sdk/bulk";
import { enqueueBulk } from "tessera-sdk/bullmq";
import { startEmulator } from "tessera-sdk/testing";

const ROWS = 1_000;
const connection = process.env.REDIS_URL;
if (connection === undefined) {
  console.error(`REDIS_URL is not set. This starts a Redis for it, with what requests need that must not be sent twice:
docker run --rm -p 127.0.0.1:6379:6379 redis:7.4.5 redis-server --appendonly yes --appendfsync always
Then run it again with REDIS_URL=redis://127.0.0.1:6379`);
  process.exit(1);
}

await using emulator = await startEmulator();
const name = `example-${randomBytes(4).toString("hex")}`;
const secret = randomBytes(32).toString("hex");
const rows = Array.from({ length: ROWS }, (_, index) => ({
  enterpriseId: "LC00lwk1yg",
  title: `Shop ${index + 1}`,
  startUrl: `https://shops.example.com/${index + 1}`,
  displayMode: "standalone",
}));

/** On a machine of its own, it would have its secrets from there. */
function startWorker(): ChildProcess {
  const env = {
    ...process.env,
    BULK_NAME: name,
    BULK_SECRET: secret,
    BASE_URL: emulator.baseUrls.androidEnterprise,
    GOOGLE_ACCESS_TOKEN: emulator.issueToken(),
  };
  const program = fileURLToPath(new URL("worker.ts", import.meta.url));
  return spawn(process.execPath, [...process.execArgv, program], { env, stdio: ["ignore", "inherit", "inherit"] });
}

async function endOf(worker: ChildProcess): Promise<void> {
  const [code] = await once(worker, "exit");
  if (code !== 0) throw new Error(`A worker has failed with ${code}.`);
}

const endpoint = "androidenterprise.webapps.insert";
// As a service on the network, it takes a while: so requests are under way when a worker is killed.
emulator.fail({ endpoint, delayMs: 25, times: 2 * ROWS });
const sent = () => emulator.requests.filter((request) => request.endpoint === endpoint).length;

const key = ({ startUrl }: { startUrl: string }) => startUrl;
await using run = await enqueueBulk(rows, { connection, name, secret, key, operation: "webapps.insert" });
const file = join(await mkdtemp(join(tmpdir(), "tessera-fleet-")), "results.ndjson");
const written = run.drainTo(file);
const workers = [startWorker()];
try {
  const [killed] = workers as [ChildProcess];
  const crashed = endOf(killed);
  while (sent() === 0) await Promise.race([sleep(10), crashed]);
  const other = startWorker();
  workers.push(other);
  const left = endOf(other);
  while (sent() < ROWS / 2) await Promise.race([sleep(10), crashed, left]);
  killed.kill("SIGKILL");
  console.log(`A worker was killed after ${sent()} requests. The other one takes its rows over.`);
  await Promise.all([written, left, crashed.catch(() => {})]);

  const states = { done: 0, failed: 0, unknown: 0, sent: 0 };
  for await (const { state } of (await readJournal(file)).rows) states[state]++;
  console.log(`${states.done} rows are done, ${states.failed} failed, ${states.unknown} are unknown: ${file}`);
  console.log(`The service has received ${sent()} requests to create a web app, for ${ROWS} rows.`);
  await run.delete();
} finally {
  for (const worker of workers) worker.kill("SIGKILL");
}
