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
  /** When to replace it, in milliseconds since the epoch. @default in the last part of its lifetime */
  readonly refreshAt?: number;
  /** Headers that go with the token, such as `x-goog-user-project`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How the server refused a token. */
export interface TokenRefusal {
  /** Id of the endpoint that refused it. */
  readonly endpoint: string;
  /** Whether it had just replaced one that was refused as well. */
  readonly renewed: boolean;
}

/** Obtains tokens, wherever they come from. */
export interface TokenProvider {
  /** True when it has scopes of its own, so that there are none to choose from. */
  readonly ownScopes?: boolean;
  getToken(request: TokenRequest): Promise<IssuedToken>;
  /** Whether a token that the server refused is kept all the same, as a new one would be refused too. */
  keeps?(refusal: TokenRefusal): boolean;
  /** The server refused this token: nothing that would return it again may be kept. */
  invalidate?(refused: IssuedToken): void;
}
