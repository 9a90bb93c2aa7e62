/** The place of a device in the store: the client that Adobe registered for it, with its last access token. */
import { AuthError } from "../../core/errors.js";
import type { Store } from "../../core/store.js";
import { isPlainObject, parseJson } from "../../core/values.js";

/** A client that Adobe registered. */
export interface KeptClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly token?: KeptToken | undefined;
}

/** An access token; times in milliseconds since the epoch. */
export interface KeptToken {
  readonly token: string;
  readonly expiresAt: number;
  /** From when on another is requested. */
  readonly refreshAt: number;
}

/** What a registration is for. */
export interface SlotOwner {
  readonly baseUrl: string;
  readonly statement: string;
  readonly deviceId: string | undefined;
}

/** Names the place of a registration in the store. */
export type KeyOf = (owner: SlotOwner) => Promise<string>;

/**
 * The key of a registration: environments, statements and devices share none. The statement is a secret, so that only a
 * digest of it is in the key.
 */
export async function slotKey({ baseUrl, statement, deviceId = "" }: SlotOwner): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(statement)));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return ["adobe-pass", baseUrl, hex, deviceId].join(" ");
}

const NOT_REGISTERED = "Nothing was registered, as another client would sign the user out";

export class ClientSlot {
  readonly key: string;
  #store: Store;

  constructor(store: Store, key: string) {
    this.#store = store;
    this.key = key;
  }

  /**
   * Reads the client; `undefined` only if the store surely has none.
   *
   * @throws An {@link AuthError} if the store fails, or holds something else.
   */
  async read(): Promise<KeptClient | undefined> {
    let text: unknown;
    try {
      text = await this.#store.get(this.key);
    } catch (cause) {
      throw new AuthError(`The store could not be read; see \`cause\`. ${NOT_REGISTERED}.`, { cause, kind: "client" });
    }
    if (text === undefined) return undefined;
    const kept = typeof text === "string" ? parseJson(text)?.value : undefined;
    if (isPlainObject(kept) && isText(kept.clientId) && isText(kept.clientSecret)) {
      return { clientId: kept.clientId, clientSecret: kept.clientSecret, token: tokenOf(kept.token) };
    }
    throw new AuthError(
      `The store holds something other than a client under \`${this.key}\`. ${NOT_REGISTERED}: restore it or delete it.`,
      { kind: "client" },
    );
  }

  /** @throws What the store throws. */
  async write(client: KeptClient): Promise<void> {
    await this.#store.set(this.key, JSON.stringify(client));
  }

  /** Runs `work` while no other call, client or process that shares the store does. */
  async locked<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (!this.#store.lock) return work();
    try {
      await this.#store.lock(this.key, signal);
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new AuthError(`The store could not be locked; see \`cause\`. ${NOT_REGISTERED}.`, {
        cause,
        kind: "client",
      });
    }
    try {
      return await work();
    } finally {
      await this.#unlock();
    }
  }

  /** What was done under a lock is done, also if the lock cannot be released: it then ends by the rules of its store. */
  async #unlock(): Promise<void> {
    try {
      await this.#store.unlock?.(this.key);
    } catch {}
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** A token that cannot be read is requested again, which costs nothing. */
function tokenOf(kept: unknown): KeptToken | undefined {
  if (!isPlainObject(kept)) return undefined;
  const { token, expiresAt, refreshAt } = kept;
  return isText(token) && typeof expiresAt === "number" && typeof refreshAt === "number"
    ? { token, expiresAt, refreshAt }
    : undefined;
}
