/** What keeps tokens: a Redis server, or any store, in one form. Nothing here is bounded in time. */
import { toBase64 } from "../core/base64.js";
import { invalidParam } from "../core/errors.js";
import { hasMethods } from "../core/options.js";
import type { Store } from "../core/store.js";
import { type RedisClient, sendCommandOf } from "./commands.js";
import { Script } from "./script.js";

/** What {@link sharedTokens} needs of a store: a cache has `get` and `set`, and no locks. */
export type TokenStore = Pick<Store, "get" | "set"> & Partial<Store>;

export interface LockingStore {
  readonly hasLock: boolean;
  get(key: string): Promise<unknown>;
  set(key: string, value: string, lifetimeMs: number | undefined): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  /**
   * Takes the lock of a key for at most `ms` milliseconds.
   *
   * @param owner who takes it, as no other does.
   * @param signal ends the wait for a lock that can only be waited for.
   */
  tryLock(key: string, owner: string, ms: number, signal: AbortSignal): Promise<boolean>;
  /** Releases a lock, unless it is another's by now. */
  unlock(key: string, owner: string): Promise<unknown>;
}

/** @throws An `InvalidParamsError` if it is neither. */
export function lockingStore(store: TokenStore | RedisClient): LockingStore {
  // First, as a client has `get` and `set`, too, with other parameters.
  if (isRedisClient(store)) return redisLockingStore(store);
  if (!hasMethods(store, ["get", "set"])) {
    return invalidParam("store", "must be a client for Redis, or a store with `get` and `set`");
  }
  if (hasMethods(store, ["lock"]) !== hasMethods(store, ["unlock"])) {
    return invalidParam("store", "must have either both `lock` and `unlock` or neither");
  }
  return plainLockingStore(store);
}

function isRedisClient(store: TokenStore | RedisClient): store is RedisClient {
  return typeof store === "function" || ["call", "sendCommand", "send"].some((name) => hasMethods(store, [name]));
}

/** Both can be sent twice, as clients do after a lost connection. */
const take = new Script(
  `if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end
return 0`,
);
const release = new Script(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`,
);

function redisLockingStore(client: RedisClient): LockingStore {
  const send = sendCommandOf(client);
  const lockOf = (key: string) => `${key}:lock`;
  return {
    hasLock: true,
    get: (key) => send(["GET", key], key),
    set: (key, value, lifetimeMs) => {
      const expiry = lifetimeMs === undefined ? [] : ["PX", String(Math.max(1, Math.ceil(lifetimeMs)))];
      return send(["SET", key, value, ...expiry], key);
    },
    delete: (key) => send(["DEL", key], key),
    tryLock: async (key, owner, ms) => Number(await take.run(send, [lockOf(key)], [owner, ms])) === 1,
    unlock: (key, owner) => release.run(send, [lockOf(key)], [owner]),
  };
}

function plainLockingStore(store: TokenStore): LockingStore {
  return {
    hasLock: store.lock !== undefined,
    get: async (key) => store.get(key),
    set: async (key, value, lifetimeMs) => store.set(key, value, lifetimeMs),
    delete: async (key) => store.delete?.(key),
    async tryLock(key, _owner, _ms, signal) {
      try {
        await store.lock?.(key, signal);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      }
    },
    unlock: async (key) => store.unlock?.(key),
  };
}

/** A name for one holder of locks. */
export const newOwner = () => toBase64(crypto.getRandomValues(new Uint8Array(16)));
