/** Access tokens of the services that take a bearer: Google's and Adobe's. */
import type { Clock } from "../core/clock.js";
import { RecentMap } from "./recentMap.js";

/** Options of `emulator.issueToken`. */
export interface IssueTokenOptions {
  /** The scopes of the token. @default every scope */
  scopes?: readonly string[] | undefined;
  /** Lifetime of the token, in seconds. @default 3600 */
  expiresInSeconds?: number | undefined;
}

/** An access token that the emulator accepts. */
export interface AccessToken {
  /** The token itself. */
  token: string;
  /** What it may be used for; absent for everything. */
  scopes?: readonly string[];
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Email address of the service account that requested it; absent for those of `emulator.issueToken()`. */
  clientEmail?: string;
  /** Email address of the user as whom the service account acts, by domain-wide delegation. */
  subject?: string;
}

export class AccessTokens {
  #clock: Clock;
  #tokens: RecentMap<AccessToken>;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#tokens = new RecentMap(({ expiresAt }) => expiresAt <= clock.now());
  }

  /** Those that were issued, the newest last. */
  get all(): AccessToken[] {
    return [...this.#tokens.values()].map((token) => ({ ...token }));
  }

  issue(
    { scopes, expiresInSeconds = 3_600 }: IssueTokenOptions,
    holder: Pick<AccessToken, "clientEmail" | "subject"> = {},
  ): string {
    const token = `ya29.emulated-${crypto.randomUUID()}`;
    const expiresAt = this.#clock.now() + expiresInSeconds * 1_000;
    this.#tokens.set(token, { token, expiresAt, ...(scopes && { scopes: [...scopes] }), ...holder });
    return token;
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  /** The token that a request bears, if it is valid. */
  of(headers: Readonly<Record<string, string>>): AccessToken | undefined {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
    const known = this.#tokens.get(bearer ?? "");
    return known && known.expiresAt > this.#clock.now() ? known : undefined;
  }
}
