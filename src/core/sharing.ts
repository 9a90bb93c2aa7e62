/** The seam of credentials that processes share: what a provider brings, and what it is given. */
import type { AuthBinding, AuthProvider } from "./auth.js";
import type { Clock } from "./clock.js";
import type { Store } from "./store.js";
import type { IssuedToken, TokenProvider, TokenRequest } from "./tokenProvider.js";
import { TOKEN_REQUEST_LIMIT_MS } from "./tokens.js";

/** Key of the method by which a provider can be shared; registered, so that it works across copies of this package. */
export const SHARE = Symbol.for("tessera-sdk.share");

/** Longer than a token request can last, with what comes before it: a lock of that time has ended only if its holder has. */
export const LONGEST_LOCK_MS = TOKEN_REQUEST_LIMIT_MS + 5_000;

/** A provider that can be shared. */
export interface Shareable extends AuthProvider {
  /**
   * The same credential, whose tokens are shared.
   *
   * @internal
   */
  [SHARE](sharing: Sharing): AuthProvider;
}

export function isShareable(value: unknown): value is Shareable {
  return typeof value === "object" && value !== null && SHARE in value;
}

/** A token as processes share it. */
export interface SharedToken extends IssuedToken {
  /** What its provider wants to know of it later. */
  readonly note?: string | undefined;
}

/** What is special about the tokens of a provider. */
export interface SharingRules {
  /** What tells its tokens from those of all other credentials, besides the server and the scopes. */
  readonly identity: readonly string[];
  /** After how many milliseconds another process may send a token request, also while one is under way. @default 10000 */
  readonly lockMs?: number;
  /** Called before a token request that other processes may send, too. Throws if it must not be sent. */
  alone?(cause: unknown): void | Promise<void>;
  /** Called with the note of a token that another process may have obtained. */
  found?(note: string): void;
}

/** A store whose values are sealed, and whose methods reject in a bounded time if it does not respond. */
export type SealedStore = Required<Store>;

/** What a provider gets that is shared. */
export interface Sharing {
  /** The key in the store of what belongs to these facts alone. They are not in it in clear. */
  keyOf(facts: readonly string[]): Promise<string>;
  /** A text in place of a secret, which nobody can check without the secret that the processes share. */
  digest(secret: string): Promise<string>;
  /** Whether a digest is that of a secret. */
  matches(secret: string, digest: string): Promise<boolean>;
  /** Whether the store gives locks among processes. */
  readonly hasLock: boolean;
  store(clock: Clock): SealedStore;
  /** The tokens of a provider, of which one process at a time obtains the next. */
  tokens(provider: SharedProvider, binding: AuthBinding, rules: SharingRules): TokenProvider;
}

/** A provider whose tokens can have notes. */
export interface SharedProvider extends TokenProvider {
  getToken(request: TokenRequest): Promise<SharedToken>;
}
