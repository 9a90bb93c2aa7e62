/**
 * Tokens for calls: chooses the scope, shares one token request among the calls that wait, caches what may be cached
 * and refreshes it early.
 */
import type { Clock } from "./clock.js";
import type { Deadline } from "./deadline.js";
import {
  AuthError,
  ConnectionError,
  type ErrorFacts,
  invalidParam,
  messageWithoutOutcome,
  TesseraError,
  TimeoutError,
} from "./errors.js";
import type { IssuedToken, TokenProvider, TokenRefusal, TokenRequest } from "./tokenProvider.js";
import { tokenProblem } from "./tokenText.js";
import { published, serverOf, type TokenTrace, tokenChannel } from "./tracing.js";

/** A token that never changes: once refused, it is refused again, and the call ends with that error. */
export function fixedToken(token: string): Tokens {
  const problem = tokenProblem(token);
  if (problem) invalidParam("auth", problem);
  const issued = { token };
  return { get: () => issued, invalidate() {} };
}

/** An `AuthError` that a later attempt may not meet: the token server could not be reached, or was busy. */
export class TransientAuthError extends AuthError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { kind: "unavailable", ...facts });
  }
}

/** Longest time of a token request. */
export const TOKEN_REQUEST_LIMIT_MS = 30_000;
const MAX_REFRESH_LEAD_MS = 300_000;
const PAUSE_AFTER_FAILED_REFRESH_MS = 10_000;
/** OAuth 2.0 error codes (RFC 6749 §5.2) for a scope that was not granted; the next sufficient one may be. */
const SCOPE_REFUSALS = new Set(["unauthorized_client", "invalid_scope"]);

/** A token is refreshed in its last five minutes; one that lives for less than 25, in the last fifth of its lifetime. */
export function refreshTime(expiresAt: number, lifetimeMs: number): number {
  return expiresAt - Math.min(MAX_REFRESH_LEAD_MS, lifetimeMs / 5);
}

interface CachedToken {
  readonly issued: IssuedToken;
  readonly expiresAt: number;
  /** The middle of its lifetime. */
  readonly halfAt: number;
  refreshAt: number;
}

/** One token request and the calls that wait for it. */
interface PendingRequest {
  readonly token: Promise<IssuedToken>;
  readonly controller: AbortController;
  waiters: number;
}

/** Where a client's calls get their tokens. */
export interface Tokens {
  /**
   * Returns a token for an endpoint; without a promise when one is cached.
   *
   * @param params those of the call, where there is a token for each subject.
   */
  get(
    sufficient: readonly string[],
    deadline: Deadline,
    params?: unknown,
    isUpload?: boolean,
  ): IssuedToken | Promise<IssuedToken>;
  /** The server refused this token. */
  invalidate(refused: IssuedToken, refusal: TokenRefusal): void;
}

/** The tokens of one subject. */
export class TokenSource implements Tokens {
  #provider: TokenProvider;
  #clock: Clock;
  #baseUrl: string;
  #cached = new Map<string, CachedToken>();
  #pending = new Map<string, PendingRequest>();
  #refusedScopes = new Set<string>();
  #invalidated: IssuedToken | undefined;

  /** @param baseUrl the service that the tokens are for. */
  constructor(provider: TokenProvider, clock: Clock, baseUrl: string) {
    this.#provider = provider;
    this.#clock = clock;
    this.#baseUrl = baseUrl;
  }

  /**
   * Returns a token for an endpoint; without a promise when one is cached.
   *
   * @param isUpload whether the call may take long: it then starts with a token that has half of its lifetime left.
   */
  get(
    sufficient: readonly string[],
    deadline: Deadline,
    _params?: unknown,
    isUpload = false,
  ): IssuedToken | Promise<IssuedToken> {
    const scopes = this.#provider.ownScopes ? [] : sufficient;
    const scope = scopes.find((candidate) => !this.#refusedScopes.has(candidate)) ?? scopes[0] ?? "";
    const cached = this.#cached.get(scope);
    const now = this.#clock.now();
    if (cached && now < cached.refreshAt && !(isUpload && now >= cached.halfAt)) return cached.issued;
    return this.#wait(scope, scopes, cached, deadline);
  }

  /** The server refused this token. Calls that were refused together invalidate it once. */
  invalidate(refused: IssuedToken, refusal: TokenRefusal): void {
    if (refused === this.#invalidated || this.#provider.keeps?.(refusal)) return;
    this.#invalidated = refused;
    this.#provider.invalidate?.(refused);
    for (const [scope, cached] of this.#cached) if (cached.issued.token === refused.token) this.#cached.delete(scope);
  }

  /** Joins the token request. If it fails: the cached token while it is valid, else the next sufficient scope. */
  async #wait(
    scope: string,
    scopes: readonly string[],
    cached: CachedToken | undefined,
    deadline: Deadline,
  ): Promise<IssuedToken> {
    const usable = cached && this.#clock.now() < cached.expiresAt ? cached : undefined;
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
        // Scopes may be granted later, so the next call tries them all again.
        for (const candidate of scopes) this.#refusedScopes.delete(candidate);
        throw error;
      }
      return this.get(scopes, deadline);
    }
  }

  async #join(scope: string, deadline: Deadline): Promise<IssuedToken> {
    const pending = this.#pending.get(scope) ?? this.#start(scope);
    pending.waiters++;
    try {
      return await deadline.race(pending.token);
    } catch (error) {
      // Each call adds its endpoint and attempts to the error, so waiters must not share one object.
      throw error instanceof AuthError ? copyOf(error) : error;
    } finally {
      if (--pending.waiters === 0 && this.#remove(scope, pending)) {
        pending.controller.abort(new AuthError("Every call that waited for this token has ended."));
      }
    }
  }

  /** Removes a pending request; false when it was removed before. */
  #remove(scope: string, pending: PendingRequest): boolean {
    return this.#pending.get(scope) === pending && this.#pending.delete(scope);
  }

  #start(scope: string): PendingRequest {
    const controller = new AbortController();
    const request = () => this.#request(scope, controller);
    const token = tokenChannel.hasSubscribers
      ? published(tokenChannel, this.#clock, this.#traceOf(scope), request)
      : request();
    const pending: PendingRequest = { token, controller, waiters: 0 };
    this.#pending.set(scope, pending);
    const remove = () => this.#remove(scope, pending);
    token.then(remove, remove);
    return pending;
  }

  #traceOf(scope: string): TokenTrace {
    return { ...serverOf(new URL(this.#baseUrl)), ...(scope !== "" && { scope }) };
  }

  #request(scope: string, controller: AbortController): Promise<IssuedToken> {
    const { signal } = controller;
    const request: TokenRequest = { scopes: scope === "" ? [] : [scope], signal };
    return new Promise<IssuedToken>((resolve, reject) => {
      const stop = this.#clock.sleep(TOKEN_REQUEST_LIMIT_MS, () => {
        const error = new TransientAuthError(`No token was received within ${TOKEN_REQUEST_LIMIT_MS} ms.`);
        // Before anyone learns of it: a call that begins in this tick sends a token request of its own.
        this.#pending.delete(scope);
        reject(error);
        controller.abort(error);
      });
      const onAbort = () => {
        stop();
        // Also if the provider never ends, the request does.
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      Promise.resolve()
        .then(() => this.#provider.getToken(request))
        .then((issued) => resolve(this.#cache(scope, issued)))
        .catch((error) => reject(authError(error)))
        .finally(stop);
    });
  }

  #cache(scope: string, issued: IssuedToken): IssuedToken {
    const { token } = issued as { token: unknown };
    if (typeof token !== "string" || token === "") throw new AuthError("`auth` returned no token.");
    const problem = tokenProblem(token);
    if (problem) throw new AuthError(`What \`auth\` returned ${problem}.`);
    const now = this.#clock.now();
    if (issued.expiresAt !== undefined && issued.expiresAt > now) {
      const { expiresAt } = issued;
      const lifetime = expiresAt - now;
      const refreshAt = issued.refreshAt ?? refreshTime(expiresAt, lifetime);
      this.#cached.set(scope, { issued, expiresAt, halfAt: now + lifetime / 2, refreshAt });
    }
    return issued;
  }
}

/** A copy; an error of a class that a user derived from `AuthError` stays as it is. */
function copyOf(error: AuthError): AuthError {
  const Kind = [AuthError, TransientAuthError].find((known) => known === error.constructor);
  return Kind ? new Kind(error.message, { ...error, cause: error.cause }) : error;
}

/** Any failure to obtain a token, as an `AuthError`. */
function authError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  if (error instanceof TesseraError) {
    const message = `No token could be obtained: ${messageWithoutOutcome(error)}`;
    const { status, requestId, retryAfterMs, vendorMessage } = error;
    const facts = { cause: error, status, requestId, retryAfterMs, vendorMessage };
    const unreached = (error instanceof ConnectionError || error instanceof TimeoutError) && !error.outcomeUnknown;
    if (unreached || error.kind === "rate_limited")
      return new TransientAuthError(message, { ...facts, kind: error.kind });
    // It is the credential that is invalid, and not the call that needed it.
    const kind = error.kind === "invalid_request" ? "unauthenticated" : error.kind;
    return new AuthError(message, { ...facts, kind });
  }
  return new AuthError("The function given as `auth` failed; see `cause`.", { cause: error });
}
