/** Where credentials are kept between calls and restarts: the one interface for it, and the store in memory. */
import { listen, reasonOf } from "./abort.js";

/**
 * Keeps texts by key. What a store throws or rejects with is an error of the call that needed it, and is never taken
 * for an empty store: an implementation must not return `undefined` for what it could not read.
 */
export interface Store {
  /** The value of a key; `undefined` only if it surely has no value. */
  get(key: string): Promise<string | undefined> | string | undefined;
  /**
   * Sets the value of a key. Whoever reads at the same time gets the old value or the new one, and no part of either.
   *
   * @param lifetimeMs after how many milliseconds nobody needs it any more; `undefined` if it is to be kept. A store may
   *   ignore it.
   * @returns what is awaited, and not read.
   */
  set(key: string, value: string, lifetimeMs?: number): unknown;
  /**
   * Removes a key and its value, if there is one.
   *
   * @returns what is awaited, and not read.
   */
  delete(key: string): unknown;
  /**
   * Resolves once the caller alone holds the lock of a key, among all that share the store. Rejects with the reason of
   * `signal` when it aborts. Without `lock` and `unlock`, calls are kept apart within one client only.
   */
  lock?(key: string, signal: AbortSignal): Promise<void>;
  /** Releases the lock of a key that {@link Store.lock} has given. */
  unlock?(key: string): unknown;
}

/** A store that ends with the process. */
export function memoryStore(): Store {
  const values = new Map<string, string>();
  const queue = new LockQueue();
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    lock: (key, signal) => queue.lock(key, signal),
    unlock: (key) => queue.unlock(key),
  };
}

/** Locks within one process, given in the order in which they are requested. */
export class LockQueue {
  /** Of each key that is locked, those that wait for it. */
  #waiting = new Map<string, Set<() => void>>();

  async lock(key: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw reasonOf(signal);
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return void this.#waiting.set(key, new Set());
    await new Promise<void>((resolve, reject) => {
      const admit = () => {
        ignore();
        resolve();
      };
      const ignore = listen(signal, () => {
        ignore();
        waiting.delete(admit);
        reject(reasonOf(signal));
      });
      waiting.add(admit);
    });
  }

  unlock(key: string): void {
    const waiting = this.#waiting.get(key);
    const [next] = waiting ?? [];
    if (waiting === undefined || next === undefined) return void this.#waiting.delete(key);
    waiting.delete(next);
    next();
  }
}
