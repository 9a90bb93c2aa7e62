/** `login()`: tokens from a user's name and password. */
import { type AuthBinding, type AuthProvider, BIND } from "../../core/auth.js";
import { systemClock } from "../../core/clock.js";
import { AuthError, InvalidResponseError, invalidParam, messageWithoutOutcome } from "../../core/errors.js";
import { custom, eitherOf, matching, nonEmptyString, objectOf } from "../../core/schema.js";
import { SHARE, type Sharing } from "../../core/sharing.js";
import type { IssuedToken, TokenProvider, TokenRefusal, TokenRequest } from "../../core/tokenProvider.js";
import { checkAgainst } from "../../core/validate.js";
import { FlowerDocsError } from "../errors.js";
import { authenticationEndpoints } from "../resources/authentication.js";
import { ASSUMED_LIFETIME_MS, FLOWER_DOCS } from "./facts.js";
import { FutileRenewals } from "./futileRenewals.js";
import { LoginRefusals } from "./loginRefusals.js";
import { LoginTurns } from "./loginTurns.js";
import { type Accepted, sharedLogin } from "./sharedLogin.js";
import { forgetShared } from "./sharedRefusals.js";

/** Supplies the current password, such as from a vault. Called for each login. */
export type PasswordFunction = () => string | Promise<string>;

/** Parameters of `login()`. */
export interface LoginParams {
  /** Name of the user. */
  user: string;
  /** The password, or a function that returns it. Sent only to `/rest/authentication` of the client's `baseUrl`. */
  password: string | PasswordFunction;
  /** The scope (the tenant) to work in; fixed in the token. */
  scope: string;
}

const passwordText = matching(/./s, "must not be empty (is the environment variable set?)");
const passwordFunction = custom<PasswordFunction>(
  (value) => typeof value === "function",
  "must be a string, or a function that returns one",
);

const loginParams = objectOf<LoginParams>()(
  () => ({
    user: nonEmptyString,
    password: eitherOf(passwordText, passwordFunction),
    scope: nonEmptyString,
  }),
  { user: true, password: true, scope: true },
);

/** What {@link login} returns: inert until a client binds it. */
export class LoginProvider implements AuthProvider {
  /** Whose credential it is: only FlowerDocs clients accept it. */
  readonly family = FLOWER_DOCS;
  #params: LoginParams;
  #sharing: Sharing | undefined;
  #refusals = new LoginRefusals();
  #turns = new LoginTurns();
  #accepted = new Map<string, Accepted>();

  constructor(params: LoginParams) {
    this.#params = params;
  }

  /**
   * Lets the next call log in although the last login was refused: for after an account was unlocked or corrected.
   *
   * @returns what need not be awaited, unless the credential is shared by processes: it then resolves once all of them
   *   may log in, and rejects with an {@link AuthError} if they could not be reached.
   */
  forgetRefusal(): Promise<void> {
    this.#refusals.forget();
    const forgotten = this.#sharing ? this.#forgetShared(this.#sharing) : Promise.resolve();
    // Whoever does not await it has asked for no more than this process can do.
    forgotten.catch(() => {});
    return forgotten;
  }

  /** @internal Name of the user. */
  get user(): string {
    return this.#params.user;
  }

  /** @internal */
  [BIND](binding: AuthBinding): TokenProvider {
    const own = new LoginTokens(this.#params, this.#refusals, this.#turns, binding);
    if (this.#sharing === undefined) return own;
    return sharedLogin({
      binding,
      sharing: this.#sharing,
      identity: this.#identity(),
      accepted: this.#accepted,
      refusals: this.#refusals,
      password: () => passwordOf(this.#params),
      logIn: (password, signal) => own.logIn(password, signal),
      keeps: (refusal) => own.keeps(refusal),
    });
  }

  /** @internal */
  [SHARE](sharing: Sharing): LoginProvider {
    if (!sharing.hasLock) {
      invalidParam(
        "store",
        "must be Redis, or have `lock` and `unlock`: without, each process logs in, and locks the account",
      );
    }
    const shared = new LoginProvider(this.#params);
    shared.#sharing = sharing;
    return shared;
  }

  /** Whose logins they are: a token is of one user in one scope. */
  #identity(): readonly string[] {
    return [FLOWER_DOCS, this.#params.user, this.#params.scope];
  }

  async #forgetShared(sharing: Sharing): Promise<void> {
    try {
      await forgetShared(sharing, systemClock, this.#identity());
    } catch (cause) {
      throw new AuthError("The refusal is forgotten in this process alone; see `cause`.", {
        cause,
        kind: "unavailable",
      });
    }
  }
}

/**
 * Authenticates with a user's name and password: logs in when the first token is needed, and again
 * shortly before it expires or when it was refused.
 *
 * A refused login, or a success without a token, is remembered by what this function returns, for all its clients, so
 * that no account is locked: the calls that need a token fail without a request. The next login comes after 15 minutes,
 * then after 30, 60 and so on up to a day; at once when `password` returns another, or after `forgetRefusal()`.
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

class LoginTokens implements TokenProvider {
  #params: LoginParams;
  #refusals: LoginRefusals;
  #turns: LoginTurns;
  #binding: AuthBinding;
  #futile: FutileRenewals;

  constructor(params: LoginParams, refusals: LoginRefusals, turns: LoginTurns, binding: AuthBinding) {
    this.#params = params;
    this.#refusals = refusals;
    this.#turns = turns;
    this.#binding = binding;
    this.#futile = new FutileRenewals(binding.clock);
  }

  async getToken({ signal }: TokenRequest): Promise<IssuedToken> {
    return this.logIn(await passwordOf(this.#params), signal);
  }

  logIn(password: string, signal: AbortSignal): Promise<IssuedToken> {
    return this.#turns.take(this.#binding.baseUrl, password, signal, () => this.#logIn(password, signal));
  }

  async #logIn(password: string, signal: AbortSignal): Promise<IssuedToken> {
    const { baseUrl, call, clock } = this.#binding;
    const refused = this.#refusals.of(baseUrl, password, clock);
    if (refused) throw refused;
    const requestedAt = clock.now();
    try {
      const { token, expiresAt } = await call(authenticationEndpoints.create, { ...this.#params, password }, signal);
      this.#refusals.forget(baseUrl);
      return { token, expiresAt: expiresAt === undefined ? requestedAt + ASSUMED_LIFETIME_MS : Date.parse(expiresAt) };
    } catch (error) {
      if (error instanceof InvalidResponseError && isOfCore(error)) {
        throw this.#refusals.add(baseUrl, password, error, clock);
      }
      // A throttle is a matter of time, which the core knows how to wait for.
      if (!(error instanceof FlowerDocsError) || error.kind === "rate_limited") throw error;
      throw isRefusal(error) ? this.#refusals.add(baseUrl, password, error, clock) : loginError(error);
    }
  }

  keeps(refusal: TokenRefusal): boolean {
    return this.#futile.include(refusal);
  }
}

async function passwordOf({ password }: LoginParams): Promise<string> {
  if (typeof password === "string") return password;
  let given: unknown;
  try {
    given = await password();
  } catch (cause) {
    throw new AuthError("The function given as `password` failed; see `cause`.", { cause });
  }
  if (typeof given === "string" && given !== "") return given;
  throw new AuthError("The function given as `password` returned no password.");
}

/** Whether it may have counted towards locking the account: responses to a wrong password are not documented. */
function isRefusal({ type, status = 0 }: FlowerDocsError): boolean {
  return type === "functional" || (type === undefined && [400, 401, 403].includes(status)) || status === 401;
}

/** Whether a 2xx without a token may be how Core refuses a login. A page comes from a proxy, and no login was tried. */
function isOfCore({ body }: InvalidResponseError): boolean {
  return body !== undefined && !body.trimStart().startsWith("<");
}

/** The error of a login that is not about the credential: the address is not Core's, or Core failed. */
function loginError(error: FlowerDocsError): AuthError {
  const { kind, status, requestId, retryAfterMs, vendorMessage } = error;
  const code = error.type && error.code;
  const facts = { code, kind, status, requestId, retryAfterMs, vendorMessage, cause: error };
  return new AuthError(`No token could be obtained: ${messageWithoutOutcome(error)}`, facts);
}
