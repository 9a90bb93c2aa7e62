/** A `Store` over one that processes share: values are sealed, and each method rejects if it takes too long. */
import type { Clock } from "../core/clock.js";
import { Closing } from "../core/closing.js";
import { LONGEST_LOCK_MS, type SealedStore } from "../core/sharing.js";
import { sleep } from "../core/sleep.js";
import { type SharedStore, StoreAccess } from "./storeAccess.js";

const RETRY_MS = 100;

/** Waits before a lock is tried again. Jitter, so that those that wait do not try at the same moments. */
export function retryPause(clock: Clock, signal: AbortSignal): Promise<void> {
  return sleep({ clock, closing: new Closing() }, RETRY_MS * (0.5 + clock.random()), signal);
}

export function sealedStore(shared: SharedStore, clock: Clock): SealedStore {
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
