/** What a bulk is made of: a queue of chunks, the ledger of its rows, and what is known of it as a whole. */
import type { Queue } from "bullmq";
import type { RedisStoreOptions } from "../redis/options.js";
import { RedisRun } from "../redis/redisRun.js";
import { Sealer } from "../redis/seal.js";
import { type Connection, open } from "./connection.js";
import { Control, type PauseReason } from "./control.js";
import type { BulkAddress } from "./options.js";

export interface BulkParts {
  readonly name: string;
  readonly sealer: Sealer;
  readonly redis: Connection;
  readonly queue: Queue;
  readonly store: RedisRun;
  readonly control: Control;
  close(): Promise<void>;
}

/** @throws An `InvalidParamsError` for a secret that is too short. */
export const sealerOf = ({ secret }: BulkAddress) => new Sealer(secret);

interface Opening {
  address: BulkAddress;
  sealer: Sealer;
  store?: Omit<RedisStoreOptions, "name" | "secret">;
  /** Ends the wait for Redis, which has no end then. */
  signal?: AbortSignal;
  onError?: ((error: Error) => void) | undefined;
}

export async function openParts({ address, sealer, store, signal, onError }: Opening): Promise<BulkParts> {
  const { connection, name, secret } = address;
  const redis = await open(connection, { signal, onError });
  const queue = redis.queue(name);
  return {
    name,
    sealer,
    redis,
    queue,
    store: new RedisRun(redis.client, { ...store, name, secret }),
    control: new Control(redis, name, sealer),
    async close() {
      await queue.close();
      await redis.close();
    },
  };
}

/** Whether there is nothing left to run: all rows have ended, or the bulk was cancelled and its last calls have. */
export async function isEnded({ queue, redis, control }: BulkParts): Promise<boolean> {
  const facts = await control.read();
  if (facts?.isCancelled) return !(await isAnyAlive(queue, redis));
  if (!facts?.isEnqueued) return false;
  const counts = await queue.getJobCounts("wait", "prioritized", "delayed", "active", "failed");
  return Object.values(counts).every((each) => each === 0);
}

/** Whether a worker has a chunk. One that has died leaves its chunk without a lock, once the lock has expired. */
async function isAnyAlive(queue: Queue, { send }: Connection): Promise<boolean> {
  const active = queue.toKey("active");
  const ids = (await send(["LRANGE", active, "0", "-1"], active)) as string[];
  for (const id of ids) {
    const lock = queue.toKey(`${id}:lock`);
    if ((await send(["EXISTS", lock], lock)) === 1) return true;
  }
  return false;
}

/** Lets no further row begin, until `resume`. Workers learn of it within a second. */
export async function pauseBulk({ queue, control }: BulkParts, reason?: PauseReason): Promise<void> {
  if (!(await control.read())) return;
  await control.setReason(reason);
  await queue.pause();
}
