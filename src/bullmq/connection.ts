/** The connection of one part of a bulk, which BullMQ and the ledger share. */
import { type ConnectionOptions, Queue, RedisConnection } from "bullmq";
import { storeError } from "../bulk/store.js";
import { listen, reasonOf } from "../core/abort.js";
import { invalidParam } from "../core/errors.js";
import { hasMethods } from "../core/options.js";
import { type RedisClient, type SendCommand, sendCommandOf } from "../redis/commands.js";

/** Stands before the keys of all queues. */
export const PREFIX = "tessera:jobs";

/** All keys of a bulk are in one slot of a cluster. */
export const queueName = (name: string) => `{${name}}`;

/** The longest wait for Redis by whoever can report that it is away. */
const PATIENCE_MS = 60_000;

export interface Connection {
  /** As BullMQ's classes take it. */
  readonly options: ConnectionOptions;
  /** As the ledger takes it. */
  readonly client: RedisClient;
  readonly send: SendCommand;
  queue(name: string): Queue;
  /** Ends what was opened here. */
  close(): Promise<void>;
}

interface OpenOptions {
  /** Ends the wait for Redis, which has no end then: for a worker. Without it, Redis has to respond in time. */
  signal?: AbortSignal | undefined;
  onError?: ((error: Error) => void) | undefined;
}

/** @throws An `InvalidParamsError` for a client that BullMQ does not take; a `TesseraError` if Redis does not respond. */
export async function open(given: string | object, { signal, onError }: OpenOptions): Promise<Connection> {
  const options = typeof given === "string" ? { url: given } : given;
  const isClient = [["call"], ["sendCommand"], ["send"]].some((methods) => hasMethods(options, methods));
  const redis = redisOf(options, { shared: isClient, blocking: signal !== undefined });
  const report = (error: Error) => onError?.(error);
  redis.on("error", report);
  const shared = await connected(redis, signal);
  const client = (isClient ? options : shared) as RedisClient;
  return {
    options: shared,
    client,
    send: sendCommandOf(client),
    queue(name) {
      // Looking at a bulk that is not there writes nothing.
      const queue = new Queue(queueName(name), { connection: shared, prefix: PREFIX, skipMetasUpdate: true });
      queue.on("error", report);
      return queue;
    },
    // What waits for Redis while it is away would wait for ever.
    close: () => redis.close(shared.status !== "ready"),
  };
}

async function connected(redis: RedisConnection, signal: AbortSignal | undefined) {
  let unlisten = () => {};
  let cause: unknown;
  redis.on("error", (error) => {
    cause = error;
  });
  const left = new Promise<never>((_, reject) => {
    if (signal) unlisten = listen(signal, () => reject(reasonOf(signal)));
  });
  try {
    return await (signal ? Promise.race([redis.client, left]) : inTime(redis.client, () => cause));
  } catch (error) {
    await redis.close(true);
    throw error;
  } finally {
    unlisten();
  }
}

function redisOf(options: ConnectionOptions, more: { shared: boolean; blocking: boolean }): RedisConnection {
  try {
    return new RedisConnection(options, more);
  } catch (error) {
    return invalidParam("connection", `is not taken by BullMQ: ${(error as Error).message}`);
  }
}

/**
 * @param causeOf what the connection has failed with, if it is known.
 * @throws A `TesseraError` if Redis does not respond in time.
 */
export async function inTime<T>(responded: Promise<T>, causeOf: () => unknown = () => undefined): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unresponsive(causeOf())), PATIENCE_MS);
  });
  try {
    return await Promise.race([responded, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unresponsive(cause: unknown) {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  const why = code === undefined ? "" : ` (${code})`;
  const message = `Redis has not responded for ${PATIENCE_MS / 1_000} seconds${why}. Nothing is lost: do the same again once it does.`;
  return storeError(message, cause, "unavailable");
}
