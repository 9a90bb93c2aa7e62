/** `login()`: tokens from a user's name and password. */
import * as z from "zod/mini";
import {
  type AuthBinding,
  type AuthRecipe,
  BIND,
  type Credential,
  type IssuedToken,
  type TokenRequest,
} from "../core/auth.js";
import { endpoint } from "../core/endpoint.js";
import { checkAgainst, checkOf, open } from "../core/schema.js";
import { readToken, tokenCheck } from "./token.js";

export interface LoginParams {
  /** Name of the user. */
  user: string;
  /** Sent only to `/rest/authentication` of the client's `baseUrl`. */
  password: string;
  /** The scope (the tenant) to work in; fixed in the token. */
  scope: string;
}

const filled = () => z.string().check(z.minLength(1, "must not be empty"));
const loginParams = checkOf<LoginParams>(() =>
  z.toZod<LoginParams>()(open({ user: filled(), password: filled(), scope: filled() })),
);

export const authenticate = endpoint({
  id: "flowerdocs.authentication.create",
  http: "POST /rest/authentication",
  body: "*",
  // A wrong password counts towards locking the account.
  idempotency: "none",
  params: loginParams,
  secret: ["password"],
  reads: "text",
  fromWire: (answer) => readToken(answer as string),
  response: tokenCheck,
});

/** The family of FlowerDocs' recipes and service. */
export const FLOWER_DOCS = "flowerDocs";

/** What {@link login} returns: inert until a client binds it. */
export class LoginRecipe implements AuthRecipe {
  readonly family = FLOWER_DOCS;
  #params: LoginParams;

  constructor(params: LoginParams) {
    this.#params = params;
  }

  /** @internal */
  [BIND](binding: AuthBinding): Credential {
    return new LoginCredential(this.#params, binding);
  }
}

/**
 * Authenticates with a user's name and password: logs in when the first token is needed, and again
 * shortly before it expires or when it was refused. A refused login is never repeated.
 *
 * @throws {@link InvalidParamsError} for a missing or empty field.
 * @example
 * ```ts
 * const auth = login({ user: "jna", password: process.env.FLOWERDOCS_PASSWORD ?? "", scope: "ACME" });
 * ```
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/authenticate
 */
export function login(params: LoginParams): LoginRecipe {
  checkAgainst(loginParams, params, "params");
  return new LoginRecipe({ ...params });
}

/** Core's default, for when neither the answer nor the token tells its life. */
const ASSUMED_LIFE_MS = 3_600_000;

class LoginCredential implements Credential {
  #params: LoginParams;
  #binding: AuthBinding;

  constructor(params: LoginParams, binding: AuthBinding) {
    this.#params = params;
    this.#binding = binding;
  }

  async obtain({ signal }: TokenRequest): Promise<IssuedToken> {
    const askedAt = this.#binding.clock.now();
    const { token, expiresAt } = await this.#binding.call(authenticate, this.#params, signal);
    return { token, expiresAt: expiresAt === undefined ? askedAt + ASSUMED_LIFE_MS : Date.parse(expiresAt) };
  }
}
