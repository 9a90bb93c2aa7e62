/** A use of the store, such as for one token: sealed values, and one limit for the time of all that it does. */
import { listen, reasonOf } from "../core/abort.js";
import type { Clock } from "../core/clock.js";
import { type LockingStore, newOwner } from "./lockingStore.js";
import type { Sealer } from "./seal.js";
import type { StoreHealth } from "./storeHealth.js";

/** The store failed, or did not respond in time. */
export class StoreError extends Error {}

/** The store responded with what was sealed with another secret, was changed, or is not a text. */
export class UnreadableError extends StoreError {}

/**
 * Time counts in steps, and each step once, however late its timer is: a process that was busy or stopped has not waited
 * for the store, and reads after each step what has come meanwhile.
 */
const STEP_MS = 25;
/** The wait for a lock that can only be waited for, before the store is read again. */
const LOCK_WAIT_MS = 100;

/** What all uses of a store share. */
export interface SharedStore {
  readonly store: LockingStore;
  readonly sealer: Sealer;
  readonly health: StoreHealth;
}

export interface AccessOptions {
  readonly clock: Clock;
  /** Whether the call fails without the store, which then gets more time. */
  readonly isNeeded: boolean;
  /** Ends what is under way; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export class StoreAccess {
  readonly hasLock: boolean;
  #shared: SharedStore;
  #clock: Clock;
  #signal: AbortSignal | undefined;
  #owner = newOwner();
  #limitMs: number;
  #leftMs: number;

  constructor(shared: SharedStore, { clock, isNeeded, signal }: AccessOptions) {
    this.#shared = shared;
    this.#clock = clock;
    this.#signal = signal;
    this.#limitMs = shared.health.limitMs(isNeeded);
    this.#leftMs = this.#limitMs;
    this.hasLock = shared.store.hasLock;
  }

  /** Restores the limit: for who waits for another process while the store responds. */
  renew(): void {
    this.#leftMs = this.#limitMs;
  }

  /** @throws A {@link StoreError}. */
  async get(key: string): Promise<string | undefined> {
    const sealed = await this.#bounded(() => this.#shared.store.get(key));
    if (sealed === undefined || sealed === null) return undefined;
    const text = typeof sealed === "string" ? await this.#shared.sealer.open(sealed, key) : undefined;
    if (text !== undefined) return text;
    throw new UnreadableError(
      `What the store holds under ${key} cannot be opened: it was sealed with another secret, or was changed.`,
    );
  }

  /** @throws A {@link StoreError}. */
  async set(key: string, text: string, lifetimeMs: number | undefined): Promise<void> {
    const sealed = await this.#shared.sealer.seal(text, key);
    await this.#bounded(() => this.#shared.store.set(key, sealed, lifetimeMs));
  }

  /** @throws A {@link StoreError}. */
  async delete(key: string): Promise<void> {
    await this.#bounded(() => this.#shared.store.delete(key));
  }

  /** @throws A {@link StoreError}. */
  async tryLock(key: string, ms: number): Promise<boolean> {
    const { store } = this.#shared;
    const waiting = new AbortController();
    const stop = this.#clock.sleep(LOCK_WAIT_MS, () => waiting.abort());
    let isAbandoned = false;
    try {
      return await this.#bounded(async () => {
        const isTaken = await store.tryLock(key, this.#owner, ms, waiting.signal);
        // Nobody would release it: the call has ended, or does without.
        if (isTaken && isAbandoned) await store.unlock(key, this.#owner);
        return isTaken;
      });
    } finally {
      isAbandoned = true;
      stop();
      waiting.abort();
    }
  }

  /** What was done under a lock is done, also if it cannot be released: it then ends by itself. */
  async unlock(key: string): Promise<void> {
    const release = () => this.#shared.store.unlock(key, this.#owner);
    // Released in any case, and waited for only if that makes sense.
    if (this.#signal?.aborted || this.#shared.health.isDown(this.#clock)) release().catch(() => {});
    else await this.#bounded(release).catch(() => {});
  }

  /** What the store returns, or a rejection as soon as the limit or the signal ends the wait for it. */
  async #bounded<T>(work: () => Promise<T>): Promise<T> {
    const { health } = this.#shared;
    const clock = this.#clock;
    if (this.#signal?.aborted) throw reasonOf(this.#signal);
    if (health.isDown(clock)) {
      throw new StoreError("The store did not respond a moment ago, and is not tried again yet.");
    }
    return this.#race(work);
  }

  #race<T>(work: () => Promise<T>): Promise<T> {
    const { health } = this.#shared;
    const clock = this.#clock;
    const signal = this.#signal;
    return new Promise<T>((resolve, reject) => {
      let stop = () => {};
      const end = () => {
        stop();
        ignore?.();
      };
      const step = () => {
        const ms = Math.min(STEP_MS, this.#leftMs);
        stop = clock.sleep(ms, () => {
          this.#leftMs -= ms;
          if (this.#leftMs > 0) return step();
          health.timedOut(clock);
          end();
          reject(new StoreError("The store did not respond in time."));
        });
      };
      step();
      const ignore =
        signal &&
        listen(signal, () => {
          end();
          reject(reasonOf(signal));
        });
      // Both are handled also when it is too late: what is abandoned may fail.
      work().then(
        (value) => {
          health.responded();
          end();
          resolve(value);
        },
        (cause) => {
          health.failed();
          end();
          reject(new StoreError("The store failed; see `cause`.", { cause }));
        },
      );
    });
  }
}
