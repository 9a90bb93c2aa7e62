/** Where a bulk is, and which options its parts share. */
import { custom, matching, objectOf } from "../core/schema.js";
import type { SealSecret } from "../redis/seal.js";

/** Where bulks are. */
export interface BulkConnectionOptions {
  /**
   * Redis: a URL such as `redis://localhost:6379`, a client of ioredis or node-redis, or what else BullMQ takes. A client
   * remains yours, and is left open. A worker needs one of ioredis to have `maxRetriesPerRequest: null`.
   */
  connection: string | object;
}

/** Which bulk it is. */
export interface BulkAddress extends BulkConnectionOptions {
  /** Names the bulk: at most 100 letters, digits, `.`, `_` and `-`. It can be read in Redis. */
  name: string;
  /**
   * Seals what is in Redis of rows and results: a text of at least 32 random characters, the same for all who have to do
   * with the bulk. Of several, the first one seals, and all of them open.
   */
  secret: SealSecret;
}

const connection = custom<string | object>(
  (value) => (typeof value === "string" ? /^rediss?:\/\//.test(value) : typeof value === "object" && value !== null),
  "must be a URL such as `redis://localhost:6379`, a client of Redis, or options of a connection",
);

/** The schema of {@link BulkConnectionOptions}. */
export const connectionFields = { connection };

/** The schemas of {@link BulkAddress}. `Sealer` checks the secret. */
export const addressFields = {
  connection,
  name: matching(/^[\w.-]{1,100}$/, "must be 1 to 100 letters, digits, `.`, `_` and `-`"),
  secret: custom<SealSecret>(() => true, ""),
};

export const connectionOptions = objectOf<BulkConnectionOptions>()(() => connectionFields, { connection: true });

export const addressOptions = objectOf<BulkAddress>()(() => addressFields, {
  connection: true,
  name: true,
  secret: true,
});
