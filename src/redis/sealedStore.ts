/** A `Store` over one that processes share: values are sealed, and each method rejects if it takes too long. */
import { type Clock, systemClock } from "../core/clock.js";
import { Closing } from "../core/closing.js";
import { anything, objectOf } from "../core/schema.js";
import { LONGEST_LOCK_MS, type SealedStore } from "../core/sharing.js";
import { sleep } from "../core/sleep.js";
import type { Store } from "../core/store.js";
import { checkAgainst } from "../core/validate.js";
import type { RedisClient } from "./commands.js";
import { lockingStore, type TokenStore } from "./lockingStore.js";
import { Sealer, type SealSecret } from "./seal.js";
import { type SharedStore, StoreAccess } from "./storeAccess.js";
import { StoreHealth } from "./storeHealth.js";

/** Options of {@link sealedStore}. */
export interface SealedStoreOptions {
  /**
   * Seals the values: at least 32 random characters, the same in all processes. Several change it: the first one seals,
   * and all of them open.
   */
  secret: SealSecret;
}

const optionsSchema = objectOf<SealedStoreOptions>()(() => ({ secret: anything }) as never, { secret: true });

const RETRY_MS = 100;

/** Waits before a lock is tried again. Jitter, so that those that wait do not try at the same moments. */
export function retryPause(clock: Clock, signal: AbortSignal): Promise<void> {
  return sleep({ clock, closing: new Closing() }, RETRY_MS * (0.5 + clock.random()), signal);
}

/**
 * A store for `softwareStatement({ store })` in Redis, or in another store: its values are sealed, and its keys as they
 * are given. A method rejects if there is no response within 2 seconds, or if a value cannot be opened. A lock in Redis
 * ends after 35 seconds if its holder has died.
 *
 * @throws An `InvalidParamsError` if it is neither a client nor a store, or an option is missing, unknown or invalid.
 * @example
 * ```ts
 * const store = sealedStore(redis, { secret: process.env.TOKEN_SECRET ?? "" });
 * const auth = softwareStatement({ statement: process.env.ADOBE_SOFTWARE_STATEMENT ?? "", store });
 * ```
 */
export function sealedStore(store: TokenStore | RedisClient, options: SealedStoreOptions): Store {
  checkAgainst(optionsSchema, options, "options");
  const sealer = new Sealer(options.secret);
  return sealedStoreOf({ store: lockingStore(store), sealer, health: new StoreHealth() }, systemClock);
}

export function sealedStoreOf(shared: SharedStore, clock: Clock): SealedStore {
  /** By key: who holds the lock. */
  const holders = new Map<string, StoreAccess>();
  const open = (signal?: AbortSignal) => new StoreAccess(shared, { clock, isNeeded: true, signal });
  return {
    get: (key) => open().get(key),
    set: (key, value, lifetimeMs) => open().set(key, value, lifetimeMs),
    delete: (key) => open().delete(key),
    async lock(key, signal) {
      const access = open(signal);
      if (!access.hasLock) return;
      while (!(await access.tryLock(key, LONGEST_LOCK_MS))) {
        await retryPause(clock, signal);
        access.renew();
      }
      holders.set(key, access);
    },
    async unlock(key) {
      const access = holders.get(key);
      holders.delete(key);
      await access?.unlock(key);
    },
  };
}
