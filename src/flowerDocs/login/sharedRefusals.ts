/** Refused logins as processes share them: sealed, and known by a digest of the password. */
import type { Clock } from "../../core/clock.js";
import { AuthError } from "../../core/errors.js";
import type { SealedStore, Sharing } from "../../core/sharing.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { MAX_PASSWORDS, MAX_PAUSE_MS, type Refusal } from "./loginRefusals.js";

/** A refusal in the store. */
interface StoredRefusal {
  readonly digest: string;
  /** When it was forgotten last, such as after an account was unlocked: what is of another time does not count. */
  readonly since: string;
  readonly pauseMs: number;
  /** When the next login may be sent, in milliseconds since the epoch: processes have this time in common. */
  readonly until: number;
  readonly error: Pick<AuthError, "message" | "code" | "kind" | "status" | "requestId" | "vendorMessage">;
}

/** As long, the next pause after a refusal is twice as long. */
const LIFETIME_MS = 2 * MAX_PAUSE_MS;

/** The refusals of one user at one server. What changes them is done under the lock of its tokens. */
export class SharedRefusals {
  #sharing: Sharing;
  #clock: Clock;
  #store: SealedStore;
  #key: Promise<string>;
  #sinceKey: Promise<string>;

  /** @param identity whose logins they are. */
  constructor(sharing: Sharing, clock: Clock, identity: readonly string[], baseUrl: string) {
    this.#sharing = sharing;
    this.#clock = clock;
    this.#store = sharing.store(clock);
    this.#key = sharing.keyOf(["refusals", baseUrl, ...identity]);
    this.#sinceKey = sinceKeyOf(sharing, identity);
  }

  /** @throws What the store throws. */
  async read(password: string): Promise<Refusal | undefined> {
    const since = await this.#since();
    for (const { digest, error, pauseMs, until, ...stored } of await this.#all()) {
      if (stored.since !== since || !(await this.#sharing.matches(password, digest))) continue;
      const { message, ...facts } = error;
      const leftMs = until - this.#clock.now();
      return { error: new AuthError(message, facts), pauseMs, until: this.#clock.monotonic() + leftMs };
    }
    return undefined;
  }

  /** @throws What the store throws. */
  async write(password: string, { error, pauseMs, until }: Refusal): Promise<void> {
    const { message, code, kind, status, requestId, vendorMessage } = error;
    const leftMs = until - this.#clock.monotonic();
    const refusal: StoredRefusal = {
      digest: await this.#sharing.digest(password),
      since: await this.#since(),
      pauseMs,
      until: this.#clock.now() + leftMs,
      error: { message, code, kind, status, requestId, vendorMessage } as StoredRefusal["error"],
    };
    const others: StoredRefusal[] = [];
    for (const each of await this.#all()) {
      if (!(await this.#sharing.matches(password, each.digest))) others.push(each);
    }
    const all = [...others, refusal].slice(-MAX_PASSWORDS);
    await this.#store.set(await this.#key, JSON.stringify(all), LIFETIME_MS);
  }

  /** Forgets all, after a login that was accepted. @throws What the store throws. */
  async clear(): Promise<void> {
    const key = await this.#key;
    if ((await this.#store.get(key)) !== undefined) await this.#store.delete(key);
  }

  async #since(): Promise<string> {
    return (await this.#store.get(await this.#sinceKey)) ?? "";
  }

  async #all(): Promise<StoredRefusal[]> {
    const text = await this.#store.get(await this.#key);
    const all = text === undefined ? [] : parseJson(text)?.value;
    return Array.isArray(all) ? all.filter(isStoredRefusal) : [];
  }
}

/** Lets all processes log in again, at all servers. @throws What the store throws. */
export async function forgetShared(sharing: Sharing, clock: Clock, identity: readonly string[]): Promise<void> {
  await sharing.store(clock).set(await sinceKeyOf(sharing, identity), String(clock.now() + clock.random()));
}

function sinceKeyOf(sharing: Sharing, identity: readonly string[]): Promise<string> {
  return sharing.keyOf(["refusals since", ...identity]);
}

function isStoredRefusal(value: unknown): value is StoredRefusal {
  if (!isPlainObject(value)) return false;
  const { digest, since, pauseMs, until, error } = value;
  const areTexts = typeof digest === "string" && typeof since === "string";
  return areTexts && typeof pauseMs === "number" && typeof until === "number" && isPlainObject(error);
}
