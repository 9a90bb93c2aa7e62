/** The options of `redisStore()`, and what it returns. */
import type { JournalRow } from "../bulk/journal.js";
import type { BulkStore } from "../bulk/store.js";
import { boolean, custom, integer, matching, objectOf, recordOf, string } from "../core/schema.js";
import type { SealSecret } from "./seal.js";

/** Options of `redisStore()`. */
export interface RedisStoreOptions {
  /**
   * Names the run: processes with the same name share it. Letters, digits, `.`, `_` and `-`, at most 128. Its keys begin
   * with `tessera:{name}:`.
   */
  name: string;
  /**
   * What seals results and notes in Redis: a text of at least 32 random characters, the same in all processes. Of
   * several, the first one seals, and all of them open.
   */
  secret: SealSecret;
  /** Names the operation, such as `users.insert`. A run that was begun for another one is refused. */
  operation?: string | undefined;
  /** Identifies the input, such as a digest of its file. A run that was begun for another one is refused. */
  input?: string | undefined;
  /** What else is to be kept of the run, by the process that begins it. JSON, without secrets. */
  notes?: Record<string, unknown> | undefined;
  /**
   * Continues a run also for another operation, another input or rows that have changed: rows are then known by their
   * number alone. @default false
   */
  force?: boolean | undefined;
  /**
   * Sends requests that must not be sent twice although Redis can lose what it has recorded: after a crash of Redis,
   * some may be sent twice. Otherwise Redis has to have `appendonly yes` and `appendfsync always` for them.
   * @default false
   */
  acceptLoss?: boolean | undefined;
  /**
   * How long, in milliseconds, the rows of a process stay its own without a sign of it. It gives one every third of that
   * time. From 100 to 3,600,000. @default 15000
   */
  leaseMs?: number | undefined;
}

/** How far a run in Redis is, for all processes together. */
export interface RedisStoreStatus {
  /** How many rows there are, if it is known. */
  total?: number | undefined;
  /** Rows whose call succeeded. */
  done: number;
  /** Rows whose call failed, and that were not run again since. */
  failed: number;
  /** Rows that may have been done. */
  unknown: number;
  /** Rows that belong to a process and have not ended. Those of one that has died count until they are taken over. */
  running: number;
  /** Runs that are under way, in any process. */
  runs: number;
  /** Calls that succeeded for a row that was done already: its first process was taken for dead. Their results are dropped. */
  spare: number;
  /** Results that {@link RedisStore.results} has not removed yet. */
  undrained: number;
  /** Rows that have ended a second, over the last minute. */
  rowsPerSecond: number;
  /** How long, in milliseconds, the rows that are left will take at that rate, if both are known. */
  etaMs?: number | undefined;
}

/** What `redisStore()` returns. */
export interface RedisStore extends BulkStore {
  /**
   * Yields results of rows that have ended, in any process, and removes them from Redis: each once the next is
   * requested, or up to 100 together. After a crash, at most these come a second time. It ends where there is no other
   * result for now. A row that was run again, or that was `unknown` and is `done` after all, has several: the last one
   * counts. One reader at a time.
   */
  results(): AsyncIterable<JournalRow>;
  /** How far the run is. */
  status(): Promise<RedisStoreStatus>;
  /** Removes all that Redis has of the run. Processes that still work on it then end with an error. */
  delete(): Promise<void>;
}

export const redisStoreOptions = objectOf<RedisStoreOptions>()(
  () => ({
    name: matching(/^[\w.-]{1,128}$/, "must be of at most 128 letters, digits, `.`, `_` and `-`"),
    // Checked by what seals.
    secret: custom<SealSecret>(() => true, ""),
    operation: string,
    input: string,
    notes: recordOf<Record<string, unknown>>(),
    force: boolean,
    acceptLoss: boolean,
    leaseMs: integer(100, 3_600_000, "must be an integer number of milliseconds from 100 to 3600000"),
  }),
  { name: true, secret: true },
);
