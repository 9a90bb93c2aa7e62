/** The emulated FlowerDocs Core: its accounts and its token service. */
import { flowerDocsEndpoints } from "../flowerDocs/endpoints.js";
import type { LoginParams } from "../flowerDocs/login.js";
import { type Arrival, type EmulatedService, type EmulatorAnswer, json } from "./http.js";

/** A token that was issued, with what it is limited to. */
export interface EmulatedFlowerDocsToken {
  token: string;
  user: string;
  state: "active" | "expired";
  /** The documents that it opens, where it is limited to some. */
  documents?: readonly string[];
  readOnly?: boolean;
}

interface Stored {
  token: string;
  user: string;
  scope: string;
  expiresAt: number;
  documents?: readonly string[];
  readOnly?: boolean;
}

/** FlowerDocs' default, `token.expiration.time`. */
const DEFAULT_LIFE_SECONDS = 3_600;
/** Beyond it, no `Date` could hold the end. */
const LONGEST_SECONDS = 1e12;

const {
  authenticate,
  createToken,
  createTokenForDocuments,
  createTokenLegacy,
  renewToken,
  renewTokenLegacy,
  validateToken,
} = flowerDocsEndpoints;
const LEGACY: readonly string[] = [createTokenLegacy.id, renewTokenLegacy.id];

/** Starts with one account: user `jna`, password `emulated-password`, scope `ACME`. */
export class EmulatedFlowerDocs implements EmulatedService {
  /** @internal */
  readonly endpoints = Object.values(flowerDocsEndpoints) as EmulatedService["endpoints"];
  /** Whether `/rest/token` exists, which FlowerDocs 2026.0 removed. */
  legacyTokens = true;
  #now: () => number;
  #accounts: LoginParams[] = [{ user: "jna", password: "emulated-password", scope: "ACME" }];
  #stored: Stored[] = [];

  /** @internal */
  constructor(now: () => number) {
    this.#now = now;
  }

  addAccount(account: LoginParams): void {
    this.#accounts.push({ ...account });
  }

  get tokens(): EmulatedFlowerDocsToken[] {
    return this.#stored.map(({ token, user, expiresAt, documents, readOnly }) => ({
      token,
      user,
      state: expiresAt > this.#now() ? "active" : "expired",
      ...(documents && { documents }),
      ...(readOnly !== undefined && { readOnly }),
    }));
  }

  /** Issues a token without a login. */
  issueToken(options: { user?: string; expiresInSeconds?: number } = {}): string {
    const { user = "jna", expiresInSeconds = DEFAULT_LIFE_SECONDS } = options;
    return this.#issue(user, "ACME", expiresInSeconds).token;
  }

  /** Makes a token invalid, as a restart of Core without a fixed key does to all. */
  revoke(token: string): void {
    this.#stored = this.#stored.filter((stored) => stored.token !== token);
  }

  /** @internal */
  error(status: number, headers: Record<string, string>): EmulatorAnswer {
    const body = status >= 500 ? { code: "T00000", message: "Technical error" } : { message: "Emulated error" };
    return json(status, body, headers);
  }

  /** @internal */
  answer(arrival: Arrival): EmulatorAnswer {
    const { endpoint, headers, path } = arrival;
    if (endpoint.id === authenticate.id) return this.#logIn(arrival);
    if (LEGACY.includes(endpoint.id) && !this.legacyTokens) return json(404, { message: "No endpoint" });
    const caller = this.#live(headers.token);
    if (caller === undefined) return json(401, { message: "Token refused" });
    switch (endpoint.id) {
      case createToken.id:
      case createTokenLegacy.id:
        return this.#create(arrival, caller);
      case renewToken.id:
        return answered(this.#issue(caller.user, caller.scope, DEFAULT_LIFE_SECONDS));
      case renewTokenLegacy.id:
        return bare(this.#issue(caller.user, caller.scope, DEFAULT_LIFE_SECONDS).token);
      case createTokenForDocuments.id:
        return this.#limit(arrival, caller);
      case validateToken.id:
        return this.#live(path.token) ? bare(path.token ?? "") : json(400, { message: "Invalid token" });
      default:
        return json(404, { message: "No endpoint" });
    }
  }

  #live(token: string | undefined): Stored | undefined {
    return this.#stored.find((stored) => stored.token === token && stored.expiresAt > this.#now());
  }

  #logIn({ body }: Arrival): EmulatorAnswer {
    let given: Partial<LoginParams>;
    try {
      given = (JSON.parse(body) ?? {}) as Partial<LoginParams>;
    } catch {
      return json(400, { message: "Malformed body" });
    }
    const account = this.#accounts.find(
      ({ user, password, scope }) => user === given.user && password === given.password && scope === given.scope,
    );
    if (account === undefined) return json(401, { message: "Bad credentials" });
    return answered(this.#issue(account.user, account.scope, DEFAULT_LIFE_SECONDS));
  }

  #create({ endpoint, query }: Arrival, { user, scope }: Stored): EmulatorAnswer {
    const validityTime = Number(query.get("validityTime"));
    if (!Number.isInteger(validityTime) || validityTime <= 0 || validityTime > LONGEST_SECONDS)
      return json(400, { message: "validityTime must be a number of seconds" });
    const issued = this.#issue(user, scope, validityTime);
    return endpoint.id === createTokenLegacy.id ? bare(issued.token) : answered(issued);
  }

  #limit({ lists, query }: Arrival, { user, scope }: Stored): EmulatorAnswer {
    const readOnly = query.get("readOnly");
    if (readOnly !== "true" && readOnly !== "false") return json(400, { message: "readOnly must be true or false" });
    const documents = lists.ids ?? [];
    const limits = { documents, readOnly: readOnly === "true" };
    return bare(this.#issue(user, scope, DEFAULT_LIFE_SECONDS, limits).token);
  }

  #issue(
    user: string,
    scope: string,
    lifeSeconds: number,
    limits: Pick<Stored, "documents" | "readOnly"> = {},
  ): Stored {
    const expiresAt = this.#now() + lifeSeconds * 1_000;
    const claims = { sub: user, scope, exp: Math.floor(expiresAt / 1_000), jti: crypto.randomUUID() };
    const token = `${base64url({ alg: "HS256" })}.${base64url(claims)}.${base64url("emulated")}`;
    const stored = { token, user, scope, expiresAt, ...limits };
    this.#stored.push(stored);
    return stored;
  }
}

function base64url(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A token object with its expiry in FlowerDocs' own form of a date. */
function answered({ token, expiresAt }: Stored): EmulatorAnswer {
  const [day, time = ""] = new Date(expiresAt).toISOString().split("T");
  return json(200, { value: token, expirationDate: `${day} ${time.replace("Z", "")} +0000` });
}

function bare(text: string): EmulatorAnswer {
  return { status: 200, headers: { "content-type": "text/plain;charset=UTF-8" }, body: text };
}
