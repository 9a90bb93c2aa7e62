/** The forms of `auth` that every service accepts: functions and providers. */
import type { Clock } from "./clock.js";
import type { Endpoint } from "./endpoint.js";
import { AuthError } from "./errors.js";
import type { Limiter } from "./limiter.js";
import type { IssuedToken, TokenProvider, TokenRequest } from "./tokenProvider.js";
import type { Tokens } from "./tokens.js";
import type { Transport } from "./transport/transport.js";
import { epochMs } from "./values.js";

/** A token with its expiry. */
export interface ExpiringToken {
  /** The token itself, without a scheme such as `Bearer`. */
  token: string;
  /**
   * When it expires: a `Date`, an ISO-8601 string, or the time since the epoch as a number or a string of digits, in
   * milliseconds or, below 100,000,000,000, in seconds, as `exp` of a JWT is.
   */
  expiresAt?: Date | number | string | undefined;
}

/**
 * Supplies tokens. A bare string serves the calls that are waiting for it and is not kept; with an `expiresAt` it is
 * kept, and the function is called again shortly before that.
 */
export type TokenFunction = (request: TokenRequest) => string | ExpiringToken | Promise<string | ExpiringToken>;

/** What a provider gets from the client that uses it. */
export interface AuthBinding {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly limiter: Limiter;
  /** Of the client's service. */
  readonly baseUrl: string;
  /** For whom a call with these parameters is made; `undefined` where the service does not tell subjects apart. */
  subjectOf(params: unknown): unknown;
  /** What supplies tokens for any form of `auth` that the client's service accepts; `undefined` if it accepts none. */
  providerOf(auth: unknown): TokenProvider | Tokens | undefined;
  /** Calls an endpoint of the client's service once, without a token or with the given one. */
  call<P, R>(endpoint: Endpoint<P, R>, params: P, signal: AbortSignal, token?: string): Promise<R>;
}

/** Key of a provider's only method; registered, so that providers work across copies of this package. */
export const BIND = Symbol.for("tessera-sdk.bind");

/** Describes how to authenticate. It holds secrets and does nothing until a client binds it. */
export interface AuthProvider {
  /** Whose credential it is: only that vendor's services accept it. With `undefined`, its binding tells. */
  readonly family: string | undefined;
  /**
   * @returns `undefined` if the service does not accept what it holds.
   * @internal
   */
  [BIND](binding: AuthBinding): TokenProvider | Tokens | undefined;
}

/** A function or a client of another library whose tokens are shared by processes: inert until a client binds it. */
export interface SharedTokens<Family extends string = never> {
  /**
   * Whose credential it is, as only that vendor's services accept it: `google`, `adobePass` or `flowerDocs`; `undefined`
   * for a function, which all of them accept.
   */
  readonly family: Family | undefined;
}

export function isProvider(value: unknown): value is AuthProvider {
  return typeof value === "object" && value !== null && BIND in value;
}

/** Names of OAuth and of other libraries, with what is read in their place. */
const OTHER_NAMES: readonly (readonly [string, keyof ExpiringToken])[] = [
  ["access_token", "token"],
  ["accessToken", "token"],
  ["expires_in", "expiresAt"],
  ["expiresIn", "expiresAt"],
  ["expires_at", "expiresAt"],
  ["expiry_date", "expiresAt"],
  ["expiry", "expiresAt"],
];

/** 2001: what is before is a number of seconds from now, as `expires_in` is. */
const EARLIEST_MS = 1e12;
const NUMERIC = /^\s*\d{9,}(?:\.\d+)?\s*$/;

function expiryOf(expiresAt: ExpiringToken["expiresAt"]): number | undefined {
  if (expiresAt === undefined || expiresAt === null) return undefined;
  const isNumber = typeof expiresAt === "number" || (typeof expiresAt === "string" && NUMERIC.test(expiresAt));
  const at = isNumber ? epochMs(Number(expiresAt)) : new Date(expiresAt).getTime();
  if (at < EARLIEST_MS)
    throw new AuthError("The function given as `auth` returned a lifetime as `expiresAt`, not a time.");
  if (Number.isNaN(at)) throw new AuthError("The function given as `auth` returned an `expiresAt` that is not a date.");
  return at;
}

/** A function that supplies tokens, as a token provider. */
export function functionProvider(supply: TokenFunction): TokenProvider {
  return {
    async getToken(request) {
      const supplied = await supply(request);
      if (typeof supplied === "string") return { token: supplied };
      for (const [name, use] of OTHER_NAMES) {
        if (supplied?.[use] === undefined && (supplied as object | null | undefined)?.[name as never] !== undefined)
          throw new AuthError(`What \`auth\` returned has \`${name}\`, which is not read: return \`${use}\`.`);
      }
      return { token: supplied?.token, expiresAt: expiryOf(supplied?.expiresAt) };
    },
  };
}

/** The headers of RFC 6750. */
export function bearerHeaders({ token, headers }: IssuedToken): Record<string, string> {
  return Object.assign({}, headers, { authorization: `Bearer ${token}` });
}
