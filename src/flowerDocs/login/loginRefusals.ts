/** Logins that were refused. None is tried again before its time: each may count towards locking the account. */
import type { Clock } from "../../core/clock.js";
import { AuthError, addSentence, type InvalidResponseError } from "../../core/errors.js";
import { FlowerDocsError } from "../errors.js";
import { readBody } from "../readBody.js";

const FIRST_PAUSE_MS = 900_000;
export const MAX_PAUSE_MS = 86_400_000;

/** An error, or a 2xx without a token. */
type Refusing = FlowerDocsError | InvalidResponseError;

/** A function may return other wrong passwords for ever; the last so many are remembered. */
export const MAX_PASSWORDS = 10;

/** A refused login. */
export interface Refusal {
  readonly error: AuthError;
  readonly pauseMs: number;
  /** By the monotonic clock. */
  readonly until: number;
}

export class LoginRefusals {
  /** By the server, then by the password. */
  #byServer = new Map<string, Map<string, Refusal>>();

  /** The error of the last login with this password, while no other may be tried. */
  of(baseUrl: string, password: string, clock: Clock): AuthError | undefined {
    const last = this.get(baseUrl, password);
    return last !== undefined && clock.monotonic() < last.until ? last.error : undefined;
  }

  /** What is remembered of a password. */
  get(baseUrl: string, password: string): Refusal | undefined {
    return this.#byServer.get(baseUrl)?.get(password);
  }

  /** Replaces what is remembered of a password by what other processes know. */
  restore(baseUrl: string, password: string, refusal: Refusal | undefined): void {
    const byPassword = this.#byServer.get(baseUrl) ?? new Map<string, Refusal>();
    this.#byServer.set(baseUrl, byPassword);
    byPassword.delete(password);
    if (refusal) remember(byPassword, password, refusal);
  }

  /** Remembers a refusal. With the same password, each pause is twice as long as the one before. */
  add(baseUrl: string, password: string, cause: Refusing, clock: Clock): AuthError {
    const byPassword = this.#byServer.get(baseUrl) ?? new Map<string, Refusal>();
    this.#byServer.set(baseUrl, byPassword);
    const last = byPassword.get(password);
    const pauseMs = last === undefined ? FIRST_PAUSE_MS : Math.min(2 * last.pauseMs, MAX_PAUSE_MS);
    const error = refusalOf(cause, new Date(clock.now() + pauseMs).toISOString());
    byPassword.delete(password);
    remember(byPassword, password, { error, pauseMs, until: clock.monotonic() + pauseMs });
    return error;
  }

  /** @param baseUrl of the server that accepted a login; by default, of all. */
  forget(baseUrl?: string): void {
    if (baseUrl === undefined) this.#byServer.clear();
    else this.#byServer.delete(baseUrl);
  }
}

function remember(byPassword: Map<string, Refusal>, password: string, refusal: Refusal): void {
  byPassword.set(password, refusal);
  const [oldest] = byPassword.keys();
  if (byPassword.size > MAX_PASSWORDS && oldest !== undefined) byPassword.delete(oldest);
}

function refusalOf(cause: Refusing, next: string): AuthError {
  const { status, requestId, vendorMessage } = cause;
  const code = codeOf(cause);
  // Whatever a code means elsewhere: here, it is about the credential.
  const kind = code === undefined ? cause.kind : "unauthenticated";
  const facts = { code, kind, status, requestId, vendorMessage, cause };
  const error = new AuthError(`No token could be obtained: ${cause.message}`, facts);
  addSentence(
    error,
    `As further logins may lock the account, the next is sent at ${next}; before, only with another password or after \`forgetRefusal()\`.`,
  );
  return error;
}

function codeOf(cause: Refusing): string | undefined {
  if (cause instanceof FlowerDocsError) return cause.type && cause.code;
  return readBody({ text: cause.body ?? "" }).code;
}
