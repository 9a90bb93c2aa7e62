/**
 * Tokens for calls. A `Credential` obtains them; a `TokenSource` chooses the scope, shares one request
 * among the calls that wait, keeps what may be kept and refreshes it early.
 */
import type { Clock } from "./clock.js";
import type { Deadline } from "./deadline.js";
import type { Endpoint } from "./endpoint.js";
import {
  AuthError,
  ConnectionError,
  type ErrorFacts,
  InvalidParamsError,
  TesseraError,
  TimeoutError,
} from "./errors.js";
import type { Transport } from "./transport.js";

/** What a function given as `auth` is called with. */
export interface TokenRequest {
  /** The scopes to ask for; empty for services without scopes. */
  scopes: readonly string[];
  /** Aborts when every call that waited for this token has gone. */
  signal: AbortSignal;
}

/** A token with its end of life. */
export interface ExpiringToken {
  token: string;
  /** When it expires: a `Date`, milliseconds since the epoch, or an ISO-8601 string. */
  expiresAt?: Date | number | string | undefined;
}

/**
 * Supplies tokens. A bare string serves the calls that are waiting for it and is not kept; with an
 * `expiresAt` it is kept and asked for anew shortly before.
 */
export type TokenFunction = (request: TokenRequest) => string | ExpiringToken | Promise<string | ExpiringToken>;

/** A token as the source keeps it. */
export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since the epoch; without it the token is not kept. */
  readonly expiresAt?: number | undefined;
  /** Headers that go with the token, such as `x-goog-user-project`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Obtains tokens from wherever they come. */
export interface Credential {
  /** True when it has scopes of its own, so that there are none to choose from. */
  readonly ownScopes?: boolean;
  obtain(request: TokenRequest): Promise<IssuedToken>;
  /** The server refused this token: nothing that would hand it out again may be kept. */
  forget?(): void;
}

/** What a recipe gets from the client it is used in. */
export interface AuthBinding {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Calls an endpoint of the client's service without a token, once. */
  call<P, R>(endpoint: Endpoint<P, R>, params: P, signal: AbortSignal): Promise<R>;
}

/** Key of a recipe's only method; registered, so that recipes work across copies of this package. */
export const BIND = Symbol.for("tessera-sdk.bind");

/** An inert description of how to authenticate: holds secrets, does nothing until a client binds it. */
export interface AuthRecipe {
  /** Whose credential it is: only that vendor's services take it. */
  readonly family: string;
  /** @internal */
  [BIND](binding: AuthBinding): Credential;
}

export function isRecipe(value: unknown): value is AuthRecipe {
  return typeof value === "object" && value !== null && BIND in value;
}

const ILLEGAL_TOKEN = /[^\x21-\x7e]/;

function expiryOf(expiresAt: ExpiringToken["expiresAt"]): number | undefined {
  if (expiresAt === undefined || expiresAt === null) return undefined;
  const at = typeof expiresAt === "number" ? expiresAt : new Date(expiresAt).getTime();
  if (Number.isNaN(at)) throw new AuthError("The function given as `auth` gave an `expiresAt` that is no date.");
  return at;
}

/** A function that supplies tokens, as a credential. */
export function functionCredential(supply: TokenFunction): Credential {
  return {
    async obtain(request) {
      const supplied = await supply(request);
      return typeof supplied === "string"
        ? { token: supplied }
        : { token: supplied?.token, expiresAt: expiryOf(supplied?.expiresAt) };
    },
  };
}

/** The headers of RFC 6750. */
export function bearerHeaders({ token, headers }: IssuedToken): Record<string, string> {
  return Object.assign({}, headers, { authorization: `Bearer ${token}` });
}

/** A token that never changes: asked for another, it gives the same, and the call ends with the refusal. */
export function fixedToken(token: string): Tokens {
  if (token === "" || ILLEGAL_TOKEN.test(token)) {
    throw new InvalidParamsError([
      { path: "auth", message: "must be a token without white space or control characters" },
    ]);
  }
  const issued = { token };
  return { get: () => issued, drop() {} };
}

/** An `AuthError` that a later attempt may not meet: the token server could not be reached, or was busy. */
export class PassingAuthError extends AuthError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { kind: "unavailable", ...facts });
  }
}

const TOKEN_REQUEST_LIMIT_MS = 30_000;
const EARLIEST_REFRESH_MS = 300_000;
const PAUSE_AFTER_FAILED_REFRESH_MS = 10_000;
/** Google's token endpoint says so of a scope that was not granted; the next sufficient one may be. */
const SCOPE_REFUSALS = new Set(["unauthorized_client", "invalid_scope"]);

interface Kept {
  readonly issued: IssuedToken;
  readonly expiresAt: number;
  refreshAt: number;
}

/** One token request and the calls that wait for it. */
interface Flight {
  readonly token: Promise<IssuedToken>;
  readonly controller: AbortController;
  waiters: number;
}

/** Where a client's calls get their tokens. */
export type Tokens = Pick<TokenSource, "get" | "drop">;

export class TokenSource {
  #credential: Credential;
  #clock: Clock;
  #kept = new Map<string, Kept>();
  #flights = new Map<string, Flight>();
  #refusedScopes = new Set<string>();
  #dropped: IssuedToken | undefined;

  constructor(credential: Credential, clock: Clock) {
    this.#credential = credential;
    this.#clock = clock;
  }

  /** A token for an endpoint, without a promise where one is at hand. */
  get(sufficient: readonly string[], deadline: Deadline): IssuedToken | Promise<IssuedToken> {
    const scopes = this.#credential.ownScopes ? [] : sufficient;
    const scope = scopes.find((candidate) => !this.#refusedScopes.has(candidate)) ?? scopes[0] ?? "";
    const kept = this.#kept.get(scope);
    if (kept && this.#clock.now() < kept.refreshAt) return kept.issued;
    return this.#wait(scope, scopes, kept, deadline);
  }

  /** The server refused this token. Calls that were refused together drop it once. */
  drop(refused: IssuedToken): void {
    if (refused === this.#dropped) return;
    this.#dropped = refused;
    this.#credential.forget?.();
    for (const [scope, kept] of this.#kept) if (kept.issued.token === refused.token) this.#kept.delete(scope);
  }

  async #wait(
    scope: string,
    scopes: readonly string[],
    kept: Kept | undefined,
    deadline: Deadline,
  ): Promise<IssuedToken> {
    const usable = kept && this.#clock.now() < kept.expiresAt ? kept : undefined;
    try {
      return await this.#join(scope, deadline);
    } catch (error) {
      if (deadline.over) throw error;
      if (usable && this.#clock.now() < usable.expiresAt) {
        usable.refreshAt = this.#clock.now() + PAUSE_AFTER_FAILED_REFRESH_MS;
        return usable.issued;
      }
      if (!(error instanceof AuthError && SCOPE_REFUSALS.has(error.code))) throw error;
      this.#refusedScopes.add(scope);
      if (scopes.every((candidate) => this.#refusedScopes.has(candidate))) {
        // Grants change: the next call starts over.
        for (const candidate of scopes) this.#refusedScopes.delete(candidate);
        throw error;
      }
      return this.get(scopes, deadline);
    }
  }

  async #join(scope: string, deadline: Deadline): Promise<IssuedToken> {
    const flight = this.#flights.get(scope) ?? this.#start(scope);
    flight.waiters++;
    try {
      return await deadline.race(flight.token);
    } catch (error) {
      // Each call fills in its own facts, so each gets an error of its own.
      const Kind = [AuthError, PassingAuthError].find((known) => known === (error as Error | undefined)?.constructor);
      if (Kind && error instanceof AuthError) throw new Kind(error.message, { ...error, cause: error.cause });
      throw error;
    } finally {
      if (--flight.waiters === 0 && this.#land(scope, flight)) {
        flight.controller.abort(new AuthError("Every call that waited for this token has gone."));
      }
    }
  }

  /** Takes a flight off the list; false when it had gone already. */
  #land(scope: string, flight: Flight): boolean {
    return this.#flights.get(scope) === flight && this.#flights.delete(scope);
  }

  #start(scope: string): Flight {
    const controller = new AbortController();
    const request: TokenRequest = { scopes: scope === "" ? [] : [scope], signal: controller.signal };
    const token = new Promise<IssuedToken>((resolve, reject) => {
      const stop = this.#clock.sleep(TOKEN_REQUEST_LIMIT_MS, () => {
        const error = new PassingAuthError(`No token came within ${TOKEN_REQUEST_LIMIT_MS} ms.`);
        reject(error);
        controller.abort(error);
      });
      controller.signal.addEventListener("abort", stop, { once: true });
      Promise.resolve()
        .then(() => this.#credential.obtain(request))
        .then((issued) => resolve(this.#keep(scope, issued)))
        .catch((error) => reject(authError(error)))
        .finally(stop);
    });
    const flight: Flight = { token, controller, waiters: 0 };
    this.#flights.set(scope, flight);
    const land = () => this.#land(scope, flight);
    token.then(land, land);
    return flight;
  }

  #keep(scope: string, issued: IssuedToken): IssuedToken {
    const { token } = issued as { token: unknown };
    if (typeof token !== "string" || token === "") throw new AuthError("`auth` gave no token.");
    if (ILLEGAL_TOKEN.test(token)) throw new AuthError("`auth` gave a token with characters that no header can hold.");
    const now = this.#clock.now();
    if (issued.expiresAt !== undefined && issued.expiresAt > now) {
      const early = Math.min(EARLIEST_REFRESH_MS, (issued.expiresAt - now) / 5);
      this.#kept.set(scope, { issued, expiresAt: issued.expiresAt, refreshAt: issued.expiresAt - early });
    }
    return issued;
  }
}

/** Whatever went wrong while a token was obtained, as an `AuthError`. */
function authError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  if (error instanceof TesseraError) {
    const message = `No token could be obtained: ${error.message}`;
    const facts = { cause: error, status: error.status, requestId: error.requestId, retryAfterMs: error.retryAfterMs };
    const unreached = (error instanceof ConnectionError || error instanceof TimeoutError) && !error.outcomeUnknown;
    if (unreached || error.kind === "rate_limited")
      return new PassingAuthError(message, { ...facts, kind: error.kind });
    return new AuthError(message, {
      ...facts,
      kind: error.kind === "invalid_request" ? "unauthenticated" : error.kind,
    });
  }
  return new AuthError("The function given as `auth` failed; see `cause`.", { cause: error });
}
