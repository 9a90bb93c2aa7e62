/** Texts that stand in for others: keys of a store, and digests of secrets. */
import { toBase64 } from "../core/base64.js";
import type { SealSecret } from "./seal.js";

/** A key for these facts alone. They are not secret, but need not be read by whoever lists keys. */
export async function keyOf(prefix: string, facts: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytesOf(JSON.stringify(facts)));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${prefix}:${hex}`;
}

/** Digests that nobody can compute, and so compare with guesses, without the secret (RFC 2104). */
export class Digests {
  readonly #keys: Promise<readonly CryptoKey[]>;

  /** @param secret one that was checked; the first of several is used, and all of them compare. */
  constructor(secret: SealSecret) {
    this.#keys = Promise.all((typeof secret === "string" ? [secret] : secret).map(keyFor));
    // Reported by whoever uses them.
    this.#keys.catch(() => {});
  }

  async of(text: string): Promise<string> {
    const [key] = (await this.#keys) as [CryptoKey];
    return digest(key, text);
  }

  async matches(text: string, known: string): Promise<boolean> {
    const all = await Promise.all((await this.#keys).map((key) => digest(key, text)));
    return all.includes(known);
  }
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function digest(key: CryptoKey, text: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytesOf(text))));
}

/** A key for this use alone (RFC 5869): the secret seals, too. */
async function keyFor(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf("tessera-sdk digest") };
  return crypto.subtle.deriveKey(derivation, material, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
}
