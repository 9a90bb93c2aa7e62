/** Access tokens of the services that take a bearer: Google's and Adobe's. */
import type { Clock } from "../core/clock.js";

export interface IssueTokenOptions {
  /** What the token may be used for. @default everything */
  scopes?: readonly string[] | undefined;
  /** @default 3600 */
  expiresInSeconds?: number | undefined;
}

/** An access token that the emulator accepts. */
export interface AccessToken {
  token: string;
  scopes?: readonly string[];
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export class AccessTokens {
  #clock: Clock;
  #tokens = new Map<string, AccessToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue({ scopes, expiresInSeconds = 3_600 }: IssueTokenOptions): string {
    const token = `ya29.emulated-${crypto.randomUUID()}`;
    const expiresAt = this.#clock.now() + expiresInSeconds * 1_000;
    this.#tokens.set(token, { token, expiresAt, ...(scopes && { scopes }) });
    return token;
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  /** The live token that a request bears. */
  of(headers: Record<string, string>): AccessToken | undefined {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
    const known = this.#tokens.get(bearer ?? "");
    return known && known.expiresAt > this.#clock.now() ? known : undefined;
  }
}
