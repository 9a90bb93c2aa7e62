/** The tokens of the emulated FlowerDocs: JWTs, signed with a key of its own as Core signs them (HS256). */

import { fromBase64url, toBase64url } from "../base64url.js";
import { type EmulatorResponse, json } from "../http.js";
import { RecentMap } from "../recentMap.js";
import { hmacSha256 } from "./hmac.js";

/** A token that was issued, with what it is limited to. */
export interface EmulatedFlowerDocsToken {
  /** The token itself. */
  token: string;
  /** Name of the user it was issued for. */
  user: string;
  /** `active` until its lifetime has passed, then `expired`. */
  state: "active" | "expired";
  /** The documents that it opens, where it is limited to some. */
  documents?: readonly string[];
  /** Whether it only lets its holder read the documents. */
  readOnly?: boolean;
}

/** What a token opens. */
export interface Grant {
  readonly user: string;
  readonly scope: string;
  readonly documents?: readonly string[];
  readonly readOnly?: boolean;
}

export interface IssuedToken extends Grant {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a token says. */
interface Claims extends Omit<Grant, "user"> {
  readonly sub: string;
  /** Seconds since the epoch, with a fraction: a lifetime is exact to the millisecond. */
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
}

/** FlowerDocs' default, `token.expiration.time`. */
export const DEFAULT_LIFETIME_SECONDS = 3_600;
/** The end of a longer lifetime may not fit in a `Date`. */
export const LONGEST_SECONDS = 1e12;

export class Tokens {
  readonly #now: () => number;
  readonly #issued: RecentMap<IssuedToken>;
  readonly #revoked = new RecentMap<true>();
  #key = newKey();

  constructor(now: () => number) {
    this.#now = now;
    this.#issued = new RecentMap(({ expiresAt }) => expiresAt <= now());
  }

  get all(): EmulatedFlowerDocsToken[] {
    return [...this.#issued.values()].map(({ token, user, expiresAt, documents, readOnly }) => ({
      token,
      user,
      state: expiresAt > this.#now() ? "active" : "expired",
      ...(documents && { documents }),
      ...(readOnly !== undefined && { readOnly }),
    }));
  }

  issue({ user, scope, ...limits }: Grant, lifetimeSeconds = DEFAULT_LIFETIME_SECONDS): IssuedToken {
    const now = this.#now();
    const expiresAt = now + lifetimeSeconds * 1_000;
    const jti = crypto.randomUUID();
    const claims: Claims = { sub: user, scope, ...limits, iat: now / 1_000, exp: expiresAt / 1_000, jti };
    const signed = [{ alg: "HS256", typ: "JWT" }, claims].map((part) => toBase64url(JSON.stringify(part))).join(".");
    const token = `${signed}.${this.#signature(signed)}`;
    const issued = { user, scope, ...limits, token, expiresAt };
    this.#issued.set(token, issued);
    return issued;
  }

  /** What a token opens, as it says itself; `undefined` if it was not signed here, is over or was revoked. */
  read(token: string): Grant | undefined {
    const end = token.lastIndexOf(".");
    const signed = token.slice(0, Math.max(end, 0));
    // As text: two texts can have the same bytes.
    if (token.slice(end + 1) !== this.#signature(signed) || this.#revoked.has(token)) return undefined;
    const [, payload = ""] = signed.split(".");
    const { sub: user, exp, iat: _, jti: __, ...grant }: Claims = JSON.parse(decoder.decode(fromBase64url(payload)));
    return Math.round(exp * 1_000) > this.#now() ? { user, ...grant } : undefined;
  }

  revoke(token: string): void {
    this.#issued.delete(token);
    this.#revoked.set(token, true);
  }

  /** Draws a new key, so that no token is valid. */
  restart(): void {
    this.#key = newKey();
    this.#issued.clear();
    this.#revoked.clear();
  }

  #signature(signed: string): string {
    return toBase64url(hmacSha256(this.#key, new TextEncoder().encode(signed)));
  }
}

const decoder = new TextDecoder();

const newKey = () => crypto.getRandomValues(new Uint8Array(32));

/** A token with its expiry, in FlowerDocs' own form of a date. */
export function tokenObject({ token, expiresAt }: IssuedToken): EmulatorResponse {
  const [day, time = ""] = new Date(expiresAt).toISOString().split("T");
  return json(200, { value: token, expirationDate: `${day} ${time.replace("Z", "")} +0000` });
}
