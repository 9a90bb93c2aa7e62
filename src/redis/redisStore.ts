/** Bulk runs that are recorded in Redis, so that several processes share the work. */
import { checkAgainst } from "../core/validate.js";
import type { RedisClient } from "./commands.js";
import { type RedisStore, type RedisStoreOptions, redisStoreOptions } from "./options.js";
import { RedisRun } from "./redisRun.js";

/**
 * Keeps the states and the results of rows in Redis or Valkey. Processes that run the same rows with the same store
 * share them: each row is run by one of them, and none ends before all rows have ended. The rows of a process that has
 * died go to the others once its lease is over: those whose request may have been sent, and must not be sent twice, are
 * `unknown`.
 *
 * Of each row, Redis has its state, a digest of 32 bits and, until it is drained, its sealed result. When Redis does not
 * respond, a run waits for up to 60 seconds. It takes Redis 5 or later, with `maxmemory-policy noeviction` if its memory
 * has a limit.
 *
 * @param client a connected client of ioredis, node-redis or Bun, or a function that sends a command.
 * @throws An `InvalidParamsError` for an option or a client that is not valid. A run rejects with a `TesseraError` with the
 *   code `ERR_TESSERA_BULK_STORE` if Redis cannot be used, or was begun with another secret; with an
 *   `InvalidParamsError` if it was begun for another operation or input.
 * @example
 * ```ts
 * const client = new AndroidEnterprise({ auth: googleAuth() });
 * const rows = [{ enterpriseId: "LC00lwk1yg", userId: "110001" }];
 * const store = redisStore(redis, { name: "users-1", secret: process.env.REDIS_SECRET ?? "" });
 * const run = bulk((params, options) => client.users.get(params, options), rows, { store });
 * ```
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions): RedisStore {
  checkAgainst(redisStoreOptions, options, "options");
  return new RedisRun(client, options);
}
