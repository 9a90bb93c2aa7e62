/** `sharedTokens()`: one token request for all processes that use a credential. */
import { type AuthBinding, type AuthProvider, BIND, type SharedTokens, type TokenFunction } from "../core/auth.js";
import { invalidParam } from "../core/errors.js";
import { hasMethods } from "../core/options.js";
import { anything, nonEmptyString, objectOf } from "../core/schema.js";
import { isShareable, SHARE, type Sharing } from "../core/sharing.js";
import type { TokenProvider } from "../core/tokenProvider.js";
import { checkAgainst } from "../core/validate.js";
import type { RedisClient } from "./commands.js";
import { Digests, keyOf } from "./digests.js";
import { lockingStore, type TokenStore } from "./lockingStore.js";
import { Sealer, type SealSecret } from "./seal.js";
import { sealedStoreOf } from "./sealedStore.js";
import { SharedProvider } from "./sharedProvider.js";
import type { SharedStore } from "./storeAccess.js";
import { StoreHealth } from "./storeHealth.js";

/** Options of {@link sharedTokens}. */
export interface SharedTokensOptions {
  /**
   * What all processes can reach: a client for Redis, or a store, also a cache such as Keyv, with `get` and `set`. Only
   * Redis and stores with `lock` and `unlock` keep processes from requesting a token at the same time.
   */
  store: TokenStore | RedisClient;
  /** Names the credential, the same in all processes that share it. Two credentials must have two names. */
  key: string;
  /**
   * Seals what is stored: at least 32 random characters, the same in all processes. Several change it: the first one
   * seals, and all of them open.
   */
  secret: SealSecret;
}

const optionsSchema = objectOf<SharedTokensOptions>()(
  () => ({ store: anything, key: nonEmptyString, secret: anything }) as never,
  { store: true, key: true, secret: true },
);

/** What `googleAuth()`, `softwareStatement()` and `login()` return. */
export interface ShareableProvider {
  /** Whose credential it is. */
  readonly family: string;
}

/** A client of google-auth-library, by structure. */
export interface ShareableClient {
  /** A valid access token, alone or in an object. */
  getAccessToken(): Promise<unknown>;
}

/**
 * Shares the tokens of a credential among processes. One process requests a token and the others read it, also those
 * that start later; near its end, one refreshes it. A token that a server refused is not read again. What the store
 * holds is sealed, and its keys hold no secret.
 *
 * What happens if the store fails, does not respond, or holds what cannot be opened, depends on what a request that the
 * others do not know of would do:
 *
 * - Google, and functions: the process requests a token of its own. That costs at most 2 seconds the first time, then
 *   250 milliseconds for each token; a store that has not responded is left alone for 5 seconds.
 * - Adobe Pass: nothing is registered. What needs the store fails with an `AuthError` after at most 2 seconds.
 * - FlowerDocs: a password is sent only if this process has seen it accepted. Otherwise calls fail with a temporary
 *   `AuthError` after at most 2 seconds. A refused login is known to all processes, as is `forgetRefusal()`.
 *
 * A store without `lock` and `unlock` is refused for `login()`. With it, each process may request a token of its own
 * when many start at the same time.
 *
 * @param auth `googleAuth()`, `softwareStatement()` without a `store`, `login()`, a token function, or a client of
 *   google-auth-library.
 * @returns the credential, for clients of the same services.
 * @throws An `InvalidParamsError` if it is another credential, or an option is missing, unknown or invalid.
 * @example
 * ```ts
 * const secret = process.env.TOKEN_SECRET ?? "";
 * const auth = sharedTokens(googleAuth({ keyFile: "service-account.json" }), { store: redis, key: "emm", secret });
 * const client = new AndroidEnterprise({ auth });
 * ```
 */
export function sharedTokens<A extends ShareableProvider>(auth: A, options: SharedTokensOptions): A;
export function sharedTokens(auth: TokenFunction, options: SharedTokensOptions): SharedTokens;
export function sharedTokens(auth: ShareableClient, options: SharedTokensOptions): SharedTokens<"google">;
export function sharedTokens(
  auth: AuthProvider | TokenFunction | ShareableClient,
  options: SharedTokensOptions,
): object {
  checkAgainst(optionsSchema, options, "options");
  const sharing = sharingOf(options);
  if (isShareable(auth)) return auth[SHARE](sharing);
  if (typeof auth === "function") return new SharedCredential(auth, undefined, sharing);
  if (hasMethods(auth, ["getAccessToken"])) return new SharedCredential(auth, "google", sharing);
  return invalidParam(
    "auth",
    "must be `googleAuth()`, `softwareStatement()`, `login()`, a function, or a client of google-auth-library",
  );
}

function sharingOf({ store, key, secret }: SharedTokensOptions): Sharing {
  const shared: SharedStore = { store: lockingStore(store), sealer: new Sealer(secret), health: new StoreHealth() };
  const digests = new Digests(secret);
  const ownKeyOf = (facts: readonly string[]) => keyOf(`tessera:tokens:${key}`, facts);
  return {
    keyOf: ownKeyOf,
    digest: (text) => digests.of(text),
    matches: (text, digest) => digests.matches(text, digest),
    hasLock: shared.store.hasLock,
    store: (clock) => sealedStoreOf(shared, clock),
    tokens: (provider, binding, rules) => new SharedProvider(provider, binding, shared, rules, ownKeyOf),
  };
}

/** A function or a library's client, of which the service that it is bound to knows how to get tokens. */
class SharedCredential<Family extends string> implements AuthProvider {
  readonly family: Family | undefined;
  #auth: unknown;
  #sharing: Sharing;

  constructor(auth: unknown, family: Family | undefined, sharing: Sharing) {
    this.#auth = auth;
    this.family = family;
    this.#sharing = sharing;
  }

  /** @internal */
  [BIND](binding: AuthBinding): TokenProvider | undefined {
    const provider = binding.providerOf(this.#auth);
    if (provider === undefined || "get" in provider) return undefined;
    return this.#sharing.tokens(provider, binding, { identity: [this.family ?? "function"] });
  }
}
