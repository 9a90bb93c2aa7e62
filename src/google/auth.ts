/** Credentials of Google: the forms of `auth`, and `googleAuth()`, which loads what it needs with the first token. */
import { type AuthBinding, type AuthProvider, BIND, type SharedTokens, type TokenFunction } from "../core/auth.js";
import { invalidParam } from "../core/errors.js";
import { bounded, custom, inputListOf, objectOf, refined, string } from "../core/schema.js";
import { SHARE, type Sharing } from "../core/sharing.js";
import type { TokenProvider } from "../core/tokenProvider.js";
import { checkAgainst } from "../core/validate.js";
import type { GoogleAuthClient, GoogleAuthOptions } from "./authOptions.js";

/**
 * What authenticates calls to Google: a library client, {@link googleAuth}, an access token, a function, or shared tokens
 * of the family `google`.
 */
export type GoogleCredential = GoogleAuthClient | GoogleAuthProvider | SharedTokens<"google"> | string | TokenFunction;

/** The family of Google's auth providers and services. */
export const GOOGLE = "google";

/** What {@link googleAuth} returns: inert until a client binds it. */
export class GoogleAuthProvider implements AuthProvider {
  /** Whose credential it is: only clients of Google's services accept it. */
  readonly family = GOOGLE;
  #options: GoogleAuthOptions;
  #sharing: Sharing | undefined;

  constructor(options: GoogleAuthOptions) {
    this.#options = options;
  }

  /** @internal */
  [SHARE](sharing: Sharing): GoogleAuthProvider {
    const shared = new GoogleAuthProvider(this.#options);
    shared.#sharing = sharing;
    return shared;
  }

  /** @internal */
  [BIND](binding: AuthBinding): TokenProvider {
    const options = this.#options;
    const provider: TokenProvider = {
      ownScopes: options.scopes !== undefined,
      async getToken({ scopes, signal }) {
        const { requestToken } = await import("./libraryTokens.js");
        return requestToken(options, { ...binding, scopes: [...(options.scopes ?? scopes)], signal });
      },
    };
    return this.#sharing?.tokens(provider, binding, { identity: identityOf(options) }) ?? provider;
  }
}

/** Whose tokens they are, and what comes with them. Files may have other paths on other machines. */
function identityOf({ subject, scopes, quotaProject, credentials }: GoogleAuthOptions): string[] {
  const { client_email: account } = (credentials ?? {}) as { client_email?: unknown };
  return [GOOGLE, JSON.stringify([subject, scopes, quotaProject, account])];
}

const isNotBlank = (value: unknown) => typeof value === "string" && value.trim() !== "";
const notBlank = custom<string>(isNotBlank, "must be a non-empty string");

const optionsSchema = refined(
  objectOf<GoogleAuthOptions>()(() => ({
    keyFile: notBlank,
    credentials: custom<object>(
      (value) => typeof value === "object" && value !== null,
      "must be the parsed content of a key file",
    ),
    subject: notBlank,
    scopes: bounded(inputListOf(string), { least: 1, message: "must be a non-empty list" }),
    quotaProject: notBlank,
  })),
  ({ keyFile, credentials }) => keyFile === undefined || credentials === undefined,
  "cannot be combined with `keyFile`",
  "credentials",
);

/**
 * Authenticates with a service-account key file, a credentials object or, with neither, Application Default
 * Credentials. Nothing is read or sent before the first call; tokens are kept, shared and refreshed early.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is unknown or invalid, or if `keyFile` is
 *   given together with `credentials`.
 * @example
 * ```ts
 * const auth = googleAuth({ keyFile: "service-account.json", subject: "admin@example.com" });
 * ```
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 */
export function googleAuth(options: GoogleAuthOptions = {}): GoogleAuthProvider {
  if (typeof options === "string") invalidParam("options", "must be an object, such as `{ keyFile }`");
  checkAgainst(optionsSchema, options, "options");
  return new GoogleAuthProvider({ ...options });
}
