/** What the tests of bulk runs share. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallOptions, Idempotency } from "tessera-sdk";
import { type BulkRow, type BulkStore, journalStore, memoryStore } from "tessera-sdk/bulk";
import { type RedisStore, redisStore } from "tessera-sdk/redis";
import { afterAll, onTestFinished } from "vitest";
import { type RedisServer, redis, startRedis } from "./redis.js";

/** A path in a folder of the test's own. */
export async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tessera-bulk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "rows.ndjson");
}

/** A store of the SDK, as a function that returns it again for each run. */
type NamedStore = [string, () => Promise<() => BulkStore>];

/** Stores that one run at a time has to itself. */
export const exclusiveStores: NamedStore[] = [
  [
    "memoryStore",
    async () => {
      const store = memoryStore();
      return () => store;
    },
  ],
  [
    "journalStore",
    async () => {
      const file = await newFile();
      return () => journalStore(file);
    },
  ],
];

let server: Promise<RedisServer> | undefined;
afterAll(async () => (await server)?.close());

/** The server of all tests of a file. */
export async function sharedRedis(): Promise<RedisServer> {
  server ??= startRedis();
  return server;
}

export const SECRET = "0123456789abcdef".repeat(4);
let count = 0;

/** A run of its own in the server that tests share. */
export async function newRedisStore(over: Partial<Parameters<typeof redisStore>[1]> = {}): Promise<RedisStore> {
  const { client } = await sharedRedis();
  return redisStore(client, { name: `run-${++count}`, secret: SECRET, ...over });
}

const redisStores: NamedStore[] = [
  [
    "redisStore",
    async () => {
      const store = await newRedisStore();
      return () => store;
    },
  ],
  [
    "redisStore, each of whose commands is sent twice",
    async () => {
      const { client } = await sharedRedis();
      const twice = async ([command = "", ...args]: readonly string[]) => {
        await client.call(command, ...args);
        return client.call(command, ...args);
      };
      const store = redisStore(twice, { name: `run-${++count}`, secret: SECRET });
      return () => store;
    },
  ],
];

/** All stores of the SDK. */
export const stores: NamedStore[] = [...exclusiveStores, ...(redis.isMissing ? [] : redisStores)];

/** All results of a run, in the order of the rows. */
export async function collect<R>(run: AsyncIterable<BulkRow<R>>): Promise<BulkRow<R>[]> {
  const rows: BulkRow<R>[] = [];
  for await (const row of run) rows.push(row);
  return rows.sort((a, b) => a.row - b.row);
}

/** What a call of the SDK does right before it sends a request. */
export async function send(options: CallOptions, idempotency: Idempotency, endpoint = "test", attempt = 1) {
  await options.onSend?.({ endpoint, idempotency, attempt });
}

export async function linesIn(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
