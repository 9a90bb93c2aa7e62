/** Texts that only those who share a secret can read: AES-256-GCM. */
import { fromBase64Bytes, toBase64 } from "../core/base64.js";
import { invalidParam } from "../core/errors.js";

/** Bytes of a nonce, which is random for each text (NIST SP 800-38D §8.2.2). */
const NONCE_BYTES = 12;
/** Stands before each sealed text, so that a later form can be told apart. */
const VERSION = "1.";
/** A text of so many characters can hold the 256 bits of a key. */
const MIN_SECRET = 32;

/** The secret that processes share, or several: the first one seals, and all of them open. */
export type SealSecret = string | readonly string[];

export class Sealer {
  readonly #keys: Promise<readonly CryptoKey[]>;

  /** @throws An `InvalidParamsError` for a secret that is too short. */
  constructor(secret: SealSecret) {
    const secrets = typeof secret === "string" ? [secret] : secret;
    const isValid = Array.isArray(secrets) && secrets.length > 0 && secrets.every(isLong);
    if (!isValid) {
      invalidParam("secret", `must be a text of at least ${MIN_SECRET} random characters, such as 64 hex digits`);
    }
    this.#keys = Promise.all(secrets.map(keyOf));
    // Reported by whoever seals or opens.
    this.#keys.catch(() => {});
  }

  /** @param purpose what it is, such as its key in the store: it opens for the same purpose only. */
  async seal(data: string | Uint8Array<ArrayBuffer>, purpose: string): Promise<string> {
    const [key] = (await this.#keys) as [CryptoKey];
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const parameters = { name: "AES-GCM", iv, additionalData: bytesOf(purpose) };
    const bytes = typeof data === "string" ? bytesOf(data) : data;
    const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, bytes));
    const all = new Uint8Array(NONCE_BYTES + sealed.length);
    all.set(iv);
    all.set(sealed, NONCE_BYTES);
    return VERSION + toBase64(all);
  }

  /** @returns `undefined` for what was sealed with another secret or for another purpose, or was changed. */
  async open(sealed: string, purpose: string): Promise<string | undefined> {
    const bytes = await this.openBytes(sealed, purpose);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** The bytes of which {@link open} returns the text. */
  async openBytes(sealed: string, purpose: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const all = sealed.startsWith(VERSION) ? fromBase64Bytes(sealed.slice(VERSION.length)) : undefined;
    if (all === undefined) return undefined;
    const parameters = { name: "AES-GCM", iv: all.subarray(0, NONCE_BYTES), additionalData: bytesOf(purpose) };
    for (const key of await this.#keys) {
      try {
        return new Uint8Array(await crypto.subtle.decrypt(parameters, key, all.subarray(NONCE_BYTES)));
      } catch {}
    }
    return undefined;
  }
}

const isLong = (secret: unknown) => typeof secret === "string" && secret.length >= MIN_SECRET;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A key for this use alone (RFC 5869), as the secret may serve others. */
async function keyOf(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf("tessera-sdk seal") };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
