/** What obtains tokens, as the core sees it. */

/** Arguments of a function that is given as `auth`. */
export interface TokenRequest {
  /** The scopes to request; empty for services without scopes. */
  scopes: readonly string[];
  /** Aborts when every call that waited for this token has ended. */
  signal: AbortSignal;
}

/** A token as the client keeps it. */
export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since the epoch; without it the token is not kept. */
  readonly expiresAt?: number | undefined;
  /** The project whose quota calls with this token use, where it is known. */
  readonly project?: string | undefined;
  /** Headers that go with the token, such as `x-goog-user-project`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Obtains tokens, wherever they come from. */
export interface TokenProvider {
  /** True when it has scopes of its own, so that there are none to choose from. */
  readonly ownScopes?: boolean;
  getToken(request: TokenRequest): Promise<IssuedToken>;
  /** The server refused this token: nothing that would return it again may be kept. */
  invalidate?(): void;
}
