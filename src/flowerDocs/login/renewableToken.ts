/** `renewableToken()`: a ready-made token that is renewed before it expires. */
import { type AuthBinding, type AuthProvider, BIND } from "../../core/auth.js";
import { invalidParam } from "../../core/errors.js";
import type { IssuedToken, TokenProvider, TokenRefusal, TokenRequest } from "../../core/tokenProvider.js";
import { tokenProblem } from "../../core/tokenText.js";
import { FlowerDocsError, saysNoRoute } from "../errors.js";
import { tokensEndpoints } from "../resources/tokensEndpoints.js";
import type { FlowerDocsToken } from "../schemas/token.js";
import { ASSUMED_LIFETIME_MS, FLOWER_DOCS } from "./facts.js";
import { FutileRenewals } from "./futileRenewals.js";
import { tokenExpiry } from "./readExpiry.js";

/** What {@link renewableToken} returns: inert until a client binds it. */
export class RenewableTokenProvider implements AuthProvider {
  /** Whose credential it is: only FlowerDocs clients accept it. */
  readonly family = FLOWER_DOCS;
  #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** @internal */
  [BIND](binding: AuthBinding): TokenProvider {
    return new RenewedTokens(this.#token, binding);
  }
}

/**
 * Authenticates with a token that was issued elsewhere, such as the one that FlowerDocs passes to an operation handler,
 * and renews it when half of what is left of its lifetime has passed, for work that takes longer than the token lives. A
 * token without `exp` is renewed at once, as nothing tells how long it lives.
 *
 * A renewal needs a token that is still valid: in an interval without calls, the token may expire. Tokens of
 * `createForDocuments` cannot be renewed; pass those as a string.
 *
 * @throws An {@link InvalidParamsError} if it is not the text of a token.
 * @example
 * ```ts
 * const auth = renewableToken(process.env.FLOWERDOCS_TOKEN ?? "");
 * ```
 * @see https://doc.uxopian.com/docs/flowerdocs/config/core/operation/handlers/rest-operation-handler
 */
export function renewableToken(token: string): RenewableTokenProvider {
  const problem = typeof token === "string" ? tokenProblem(token) : "must be a token";
  if (problem) invalidParam("token", problem);
  return new RenewableTokenProvider(token);
}

class RenewedTokens implements TokenProvider {
  #token: string;
  #binding: AuthBinding;
  #futile: FutileRenewals;
  #isUsed = false;
  #isOlder = false;
  /** A renewal that the server refused. It would be refused again, as the token has not changed. */
  #refusal: FlowerDocsError | undefined;

  constructor(token: string, binding: AuthBinding) {
    this.#token = token;
    this.#binding = binding;
    this.#futile = new FutileRenewals(binding.clock);
  }

  async getToken({ signal }: TokenRequest): Promise<IssuedToken> {
    const now = this.#binding.clock.now();
    const given = this.#isUsed ? undefined : tokenExpiry(this.#token);
    this.#isUsed = true;
    if (given !== undefined && given > now) return issued(this.#token, now, given);
    if (this.#refusal) throw this.#refusal;
    try {
      const { token, expiresAt } = await this.#renew(signal);
      this.#token = token;
      return issued(token, now, expiresAt === undefined ? now + ASSUMED_LIFETIME_MS : Date.parse(expiresAt));
    } catch (error) {
      const isRefusal = error instanceof FlowerDocsError && (error.status === 401 || error.status === 403);
      if (isRefusal && error.kind !== "rate_limited") this.#refusal = error;
      throw error;
    }
  }

  keeps(refusal: TokenRefusal): boolean {
    return this.#futile.include(refusal);
  }

  async #renew(signal: AbortSignal): Promise<FlowerDocsToken> {
    const { call } = this.#binding;
    if (!this.#isOlder) {
      try {
        return await call(tokensEndpoints.renew, {}, signal, this.#token);
      } catch (error) {
        if (!saysNoRoute(error)) throw error;
      }
    }
    const renewed = await call(tokensEndpoints.renewLegacy, {}, signal, this.#token);
    this.#isOlder = true;
    return renewed;
  }
}

/** An expired token cannot be renewed, so half of its lifetime is left for a call that renews it. */
function issued(token: string, now: number, expiresAt: number): IssuedToken {
  return { token, expiresAt, refreshAt: now + (expiresAt - now) / 2 };
}
