/** `login()`: tokens from a user's name and password. */
import { type AuthBinding, type AuthProvider, BIND } from "../core/auth.js";
import type { IssuedToken, TokenProvider, TokenRequest } from "../core/tokenProvider.js";
import { checkAgainst } from "../core/validate.js";
import { authenticationEndpoints, type LoginParams, loginParams } from "./resources/authentication.js";

/** The family of FlowerDocs' providers and service. */
export const FLOWER_DOCS = "flowerDocs";

/** What {@link login} returns: inert until a client binds it. */
export class LoginProvider implements AuthProvider {
  /** Whose credential it is: only FlowerDocs clients accept it. */
  readonly family = FLOWER_DOCS;
  #params: LoginParams;

  constructor(params: LoginParams) {
    this.#params = params;
  }

  /** @internal */
  [BIND](binding: AuthBinding): TokenProvider {
    return new LoginTokens(this.#params, binding);
  }
}

/**
 * Authenticates with a user's name and password: logs in when the first token is needed, and again
 * shortly before it expires or when it was refused. A refused login is never retried.
 *
 * @throws An {@link InvalidParamsError} if a field is missing or empty.
 * @example
 * ```ts
 * const auth = login({ user: "jna", password: process.env.FLOWERDOCS_PASSWORD ?? "", scope: "ACME" });
 * ```
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/authenticate
 */
export function login(params: LoginParams): LoginProvider {
  checkAgainst(loginParams, params, "params");
  return new LoginProvider({ ...params });
}

/** Core's default, for when neither the response nor the token carries its lifetime. */
const ASSUMED_LIFETIME_MS = 3_600_000;

class LoginTokens implements TokenProvider {
  #params: LoginParams;
  #binding: AuthBinding;

  constructor(params: LoginParams, binding: AuthBinding) {
    this.#params = params;
    this.#binding = binding;
  }

  async getToken({ signal }: TokenRequest): Promise<IssuedToken> {
    const requestedAt = this.#binding.clock.now();
    const { token, expiresAt } = await this.#binding.call(authenticationEndpoints.create, this.#params, signal);
    return { token, expiresAt: expiresAt === undefined ? requestedAt + ASSUMED_LIFETIME_MS : Date.parse(expiresAt) };
  }
}
