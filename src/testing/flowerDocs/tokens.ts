/** The tokens of the emulated FlowerDocs: which were issued, and which are still valid. */
import { type EmulatorResponse, json } from "../http.js";
import { RecentMap } from "../recentMap.js";

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

/** FlowerDocs' default, `token.expiration.time`. */
export const DEFAULT_LIFETIME_SECONDS = 3_600;
/** The end of a longer lifetime may not fit in a `Date`. */
export const LONGEST_SECONDS = 1e12;

export class Tokens {
  readonly #now: () => number;
  readonly #issued: RecentMap<IssuedToken>;

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

  issue(grant: Grant, lifetimeSeconds = DEFAULT_LIFETIME_SECONDS): IssuedToken {
    const now = this.#now();
    const expiresAt = now + lifetimeSeconds * 1_000;
    const [iat, exp] = [now, expiresAt].map((at) => Math.floor(at / 1_000));
    const claims = { sub: grant.user, scope: grant.scope, iat, exp, jti: crypto.randomUUID() };
    const token = `${base64url({ alg: "HS256" })}.${base64url(claims)}.${base64url("emulated")}`;
    const issued = { ...grant, token, expiresAt };
    this.#issued.set(token, issued);
    return issued;
  }

  /** What a token opens; `undefined` if it is not valid. */
  read(token: string): Grant | undefined {
    const issued = this.#issued.get(token);
    return issued && issued.expiresAt > this.#now() ? issued : undefined;
  }

  revoke(token: string): void {
    this.#issued.delete(token);
  }

  revokeAll(): void {
    this.#issued.clear();
  }
}

function base64url(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A token with its expiry, in FlowerDocs' own form of a date. */
export function tokenObject({ token, expiresAt }: IssuedToken): EmulatorResponse {
  const [day, time = ""] = new Date(expiresAt).toISOString().split("T");
  return json(200, { value: token, expirationDate: `${day} ${time.replace("Z", "")} +0000` });
}
