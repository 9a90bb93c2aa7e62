/** A token provider whose tokens are those of all processes: each is requested by one of them, and read by the others. */
import type { AuthBinding } from "../core/auth.js";
import type { Clock } from "../core/clock.js";
import type { SharedProvider as Provider, SharedToken, SharingRules } from "../core/sharing.js";
import type { IssuedToken, TokenProvider, TokenRefusal, TokenRequest } from "../core/tokenProvider.js";
import { retryPause } from "./sealedStore.js";
import { type SharedStore, StoreAccess, StoreError, UnreadableError } from "./storeAccess.js";
import { readToken, type StoredToken, storable, writeToken } from "./tokenEntry.js";

/** So long, no other process sends a token request. One that was stopped or has died holds up the others no longer. */
const LOCK_MS = 10_000;
/** A token request elsewhere is waited for as long; the lock of a process that has died is free by then. */
const MAX_WAIT_MS = 20_000;
/** When a token that another process refreshes, or that could not be refreshed, is looked at again: 10 to 20 seconds. */
const REFRESH_PAUSE_MS = 10_000;
/** Of tokens that servers refused, the last so many are known. */
const MAX_REFUSED = 100;

/** What leads to a token request, or makes it unnecessary. */
interface Turn {
  /** The token of another process. */
  readonly token?: IssuedToken | undefined;
  /** One that is to be refreshed, and still valid. */
  readonly valid?: StoredToken | undefined;
  /** Whether this process has the lock. */
  readonly isLocked: boolean;
  /** Why not, if the store failed. */
  readonly cause?: unknown;
}

export class SharedProvider implements TokenProvider {
  readonly ownScopes: boolean;
  #provider: Provider;
  #clock: Clock;
  #shared: SharedStore;
  #rules: SharingRules;
  #keyOf: (scopes: readonly string[]) => Promise<string>;
  #refused = new Set<string>();
  /** Tokens without an expiry are of no use to others: neither the store nor its lock is needed for the next. */
  #isUnshared = false;

  constructor(
    provider: Provider,
    { clock, baseUrl }: AuthBinding,
    shared: SharedStore,
    rules: SharingRules,
    keyOf: (facts: readonly string[]) => Promise<string>,
  ) {
    this.#provider = provider;
    this.#clock = clock;
    this.#shared = shared;
    this.#rules = rules;
    this.#keyOf = (scopes) => keyOf(["token", baseUrl, ...rules.identity, ...scopes]);
    this.ownScopes = provider.ownScopes ?? false;
  }

  async getToken(request: TokenRequest): Promise<IssuedToken> {
    const key = await this.#keyOf(request.scopes);
    const { alone } = this.#rules;
    const isNeeded = alone !== undefined;
    const access = new StoreAccess(this.#shared, { clock: this.#clock, isNeeded, signal: request.signal });
    const turn: Turn = this.#isUnshared ? { isLocked: false } : await this.#turn(access, key, request.signal);
    if (turn.token) return turn.token;
    try {
      if (!turn.isLocked) await alone?.(turn.cause);
      const issued = await this.#provider.getToken(request);
      await this.#keep(access, key, issued, turn);
      return issued;
    } catch (error) {
      if (turn.valid === undefined || request.signal.aborted) throw error;
      return this.#rested(turn.valid);
    } finally {
      if (turn.isLocked) await access.unlock(key);
    }
  }

  keeps(refusal: TokenRefusal): boolean {
    return this.#provider.keeps?.(refusal) ?? false;
  }

  /** Whatever the store holds: this token is not read from it again. */
  invalidate(refused: IssuedToken): void {
    this.#refused.add(refused.token);
    const [oldest] = this.#refused;
    if (this.#refused.size > MAX_REFUSED && oldest !== undefined) this.#refused.delete(oldest);
    this.#provider.invalidate?.(refused);
  }

  /** Waits until there is a token, or until it is for this process to request one. */
  async #turn(access: StoreAccess, key: string, signal: AbortSignal): Promise<Turn> {
    const endsAt = this.#clock.monotonic() + MAX_WAIT_MS;
    let valid: StoredToken | undefined;
    let isLocked = false;
    try {
      for (;;) {
        const found = await this.#read(access, key);
        if (found && this.#clock.now() < found.refreshAt) {
          if (isLocked) await access.unlock(key);
          return { token: found, isLocked: false };
        }
        valid = found;
        // Read once more under the lock: whoever had it may have stored a token.
        if (isLocked || !access.hasLock) return { valid, isLocked };
        isLocked = await access.tryLock(key, this.#rules.lockMs ?? LOCK_MS);
        if (isLocked) continue;
        if (valid) return { token: this.#rested(valid), isLocked };
        if (this.#clock.monotonic() >= endsAt) return { isLocked };
        await retryPause(this.#clock, signal);
        access.renew();
      }
    } catch (cause) {
      if (cause instanceof StoreError) return { valid, isLocked, cause };
      if (isLocked) await access.unlock(key);
      throw cause;
    }
  }

  /** What cannot be opened is replaced: its token is of no use to this process. */
  async #read(access: StoreAccess, key: string): Promise<StoredToken | undefined> {
    const text = await access.get(key).catch((error: unknown) => {
      if (error instanceof UnreadableError) return undefined;
      throw error;
    });
    const found = text === undefined ? undefined : readToken(text, this.#clock);
    if (found === undefined || this.#refused.has(found.token)) return undefined;
    if (found.note !== undefined) this.#rules.found?.(found.note);
    return found;
  }

  /** Stores a token. If that fails, the others request their own. */
  async #keep(access: StoreAccess, key: string, issued: SharedToken, { cause }: Turn): Promise<void> {
    const token = storable(issued, this.#clock);
    this.#isUnshared = issued.expiresAt === undefined;
    if (token === undefined || cause !== undefined || this.#refused.has(token.token)) return;
    await access.set(key, writeToken(token), token.expiresAt - this.#clock.now()).catch(() => {});
  }

  #rested(token: StoredToken): IssuedToken {
    return { ...token, refreshAt: this.#clock.now() + REFRESH_PAUSE_MS * (1 + this.#clock.random()) };
  }
}
