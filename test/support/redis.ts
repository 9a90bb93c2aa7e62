/** A Redis server of a test's own, on a unix socket in a temporary folder. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

/** In memory, if there is such a folder: a process that is killed loses nothing of it, and syncs take no time. */
const parent = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

const isInstalled = spawnSync("redis-server", ["--version"]).status === 0;

/** For `describe.skipIf(redis.isMissing)`, with `redis.note` in the title so that a skip is seen. */
export const redis = { isMissing: !isInstalled, note: isInstalled ? "" : " (skipped: redis-server is not installed)" };

export interface RedisServer {
  /** Path of its socket, which ioredis takes as an address. */
  readonly path: string;
  /** A client that is closed with the server. It waits for a server that is away. */
  readonly client: Redis;
  /** Opens another client that is closed with the server. */
  connect(): Redis;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again, with what it has written to the disk. */
  start(): Promise<void>;
  /** Stops it as it is: connections stay, and nothing is replied. */
  suspend(): void;
  resume(): void;
  /** Every key with what it holds, as text. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

/** @param args in addition to those that make it durable: each write is on the disk before its reply. */
export async function startRedis(args: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(parent, "tessera-redis-"));
  const path = join(folder, "redis.sock");
  const fixed = ["--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", "--appendonly", "yes"];
  const durable = ["--appendfsync", "always", "--maxmemory-policy", "noeviction", "--enable-debug-command", "yes"];
  const clients: Redis[] = [];
  let process: ChildProcess;
  const connect = () => {
    const client = new Redis({ path, maxRetriesPerRequest: null, retryStrategy: () => 50 });
    // Each loss of the connection is one; commands wait for the next.
    client.on("error", () => {});
    clients.push(client);
    return client;
  };
  const start = async () => {
    process = spawn("redis-server", [...fixed, ...durable, ...args], { stdio: "ignore" });
    await untilReady(path);
  };
  const kill = async () => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGKILL");
    await ended;
  };
  await start();
  const client = connect();
  return {
    path,
    client,
    connect,
    start,
    kill,
    suspend: () => void process.kill("SIGSTOP"),
    resume: () => void process.kill("SIGCONT"),
    dump: () => dump(client),
    async close() {
      for (const each of clients) each.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(path: string): Promise<void> {
  for (let left = 200; ; left--) {
    const client = new Redis({ path, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
    client.on("error", () => {});
    try {
      await client.connect();
      // It responds with LOADING while it reads its files.
      await client.ping();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    } finally {
      client.disconnect();
    }
  }
}

const readers: Readonly<Record<string, (client: Redis, key: string) => Promise<unknown>>> = {
  string: (client, key) => client.get(key),
  hash: (client, key) => client.hgetall(key),
  list: (client, key) => client.lrange(key, 0, -1),
  set: (client, key) => client.smembers(key),
  zset: (client, key) => client.zrange(key, 0, -1, "WITHSCORES"),
  stream: (client, key) => client.xrange(key, "-", "+"),
};

async function dump(client: Redis): Promise<string> {
  const lines = [];
  for (const key of await client.keys("*")) {
    const type = await client.type(key);
    // It has expired meanwhile.
    if (type === "none") continue;
    const read = readers[type];
    if (read === undefined) throw new Error(`${key} is a ${type}, which is not read`);
    lines.push(`${key} ${JSON.stringify(await read(client, key))}`);
  }
  return lines.join("\n");
}
