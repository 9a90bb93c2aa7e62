/** The error classes. They have two axes: who reported the failure (the class) and what it means (`kind`). */
import { brandError, defineInstanceof } from "./brand.js";
import type { ErrorKind } from "./errorKind.js";

/** The facts that every error of this package can carry. */
export interface ErrorFacts {
  /** Stable and machine-readable: the vendor's own code, or one that begins `ERR_TESSERA_`. */
  code?: string | undefined;
  /** What the failure means. @default "client" */
  kind?: ErrorKind | undefined;
  /** Id of the endpoint that was called, such as `androidenterprise.enrollmentTokens.create`. */
  endpoint?: string | undefined;
  /** HTTP requests that were started for this call. */
  attempts?: number | undefined;
  /** HTTP status of the last response. */
  status?: number | undefined;
  /** The server's id of the request, for its support. */
  requestId?: string | undefined;
  /** The wait the server requested, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** The error that led to this one. */
  cause?: unknown;
}

/** Makes `instanceof` on a class read `kind`. */
function readsKind(errorClass: abstract new (...args: never[]) => TesseraError, kind: ErrorKind): void {
  defineInstanceof(errorClass, (value) => value instanceof TesseraError && value.kind === kind);
}

/** Base of every error of this package. A cancelled call rejects with the reason of its signal instead. */
export class TesseraError extends Error {
  /** Stable and machine-readable: the vendor's own code, or one that begins `ERR_TESSERA_`. */
  readonly code: string;
  /** What the failure means, whoever reported it. */
  readonly kind: ErrorKind;
  /** Id of the endpoint that was called. */
  declare readonly endpoint?: string;
  /** HTTP requests that were started for the call. */
  readonly attempts: number;
  /** HTTP status of the last response. */
  declare readonly status?: number;
  /** The server's id of the request, for its support. */
  declare readonly requestId?: string;
  /** The wait the server requested, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** True if the request may have been carried out although no response confirms it, and retrying it may do damage. */
  readonly outcomeUnknown: boolean = false;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code ?? "ERR_TESSERA";
    this.kind = facts.kind ?? "client";
    this.attempts = facts.attempts ?? 0;
    for (const name of ["endpoint", "status", "requestId", "retryAfterMs"] as const) {
      if (facts[name] !== undefined) Object.assign(this, { [name]: facts[name] });
    }
  }

  /** The message and the facts, for structured logs; no headers, no request, no cause. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...(this as object) };
  }
}

/** One thing that is wrong with the parameters or options of a call. */
export interface ParamIssue {
  /** Where, as in `googleAuthenticationOptions.requiredAccountEmail`. */
  path: string;
  /** What is wrong. Never quotes the value. */
  message: string;
}

/** Ends a text as a sentence. A vendor's message need not end like one. */
function sentence(text: string): string {
  return /[.!?]\)?$/.test(text) ? text : `${text}.`;
}

/** Limit for messages: a list of thousands of apps can be invalid in each. */
const MAX_NAMED = 10;

/** A parameter or an option is missing, mistyped, unknown or contradictory. Thrown before anything is sent. */
export class InvalidParamsError extends TesseraError {
  /** Everything that is wrong; the message names the first ten. */
  readonly issues: readonly ParamIssue[];

  /** @param what names what is invalid as a whole. */
  constructor(issues: readonly ParamIssue[], facts: ErrorFacts = {}, what = "parameters") {
    const named = issues.slice(0, MAX_NAMED).map(({ path, message }) => `\`${path}\` ${message}`);
    if (issues.length > MAX_NAMED) named.push(`and ${issues.length - MAX_NAMED} more`);
    super(`${sentence(`Invalid ${what}: ${named.join("; ")}`)} Nothing was sent.`, {
      code: "ERR_TESSERA_INVALID_PARAMS",
      kind: "invalid_request",
      ...facts,
    });
    this.issues = issues;
  }
}

/** No usable credential: the token endpoint refused, or the function given as `auth` failed. */
export class AuthError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { code: "ERR_TESSERA_AUTH", kind: "unauthenticated", ...facts });
  }
}

/** The connection could not be made, or broke. With a `status`, it broke while the body was being read. */
export class ConnectionError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { code: "ERR_TESSERA_CONNECTION", kind: "unavailable", ...facts });
  }
}

/** `timeoutMs` passed in an attempt, or `deadlineMs` over the whole call. */
export class TimeoutError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { code: "ERR_TESSERA_TIMEOUT", kind: "unavailable", ...facts });
  }
}

/** The server responded 2xx, but not in the shape it documents. The request has probably been carried out. */
export class InvalidResponseError extends TesseraError {
  /** The body as text, for debugging. Not enumerable, so that loggers skip it: it may hold issued tokens. */
  declare readonly body?: string;

  constructor(message: string, facts: ErrorFacts & { body?: string | undefined } = {}) {
    super(message, { code: "ERR_TESSERA_INVALID_RESPONSE", kind: "server", ...facts });
    Object.defineProperty(this, "body", { value: facts.body });
  }
}

/** The server responded with an error. `code` is the vendor's where there is one. */
export class ApiError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { ...facts, code: facts.code ?? "ERR_TESSERA_API" });
  }
}

/** Adds what only the core knows: which call it was, how often it was attempted, and the response. */
export function annotate(
  error: TesseraError,
  facts: Pick<ErrorFacts, "endpoint" | "attempts" | "status" | "requestId">,
): void {
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) Object.assign(error, { [name]: value });
}

/** Refuses one parameter or option. */
export function invalidParam(path: string, message: string): never {
  throw new InvalidParamsError([{ path, message }]);
}

const OUTCOME_UNKNOWN = "The outcome is unknown: the request may have been carried out, so check before retrying it.";

/** Marks the error of a request that must not be retried and may have been carried out. */
export function markOutcomeUnknown(error: TesseraError): void {
  if (error.outcomeUnknown) return;
  addSentence(error, OUTCOME_UNKNOWN);
  Object.assign(error, { outcomeUnknown: true });
}

/** Adds to the message of an error what only the core knows. */
export function addSentence(error: TesseraError, text: string): void {
  const said = error.message;
  error.message = `${sentence(said)} ${text}`;
  // The stack quotes the message as it was when the error was made.
  if (error.stack) error.stack = error.stack.replace(said, () => error.message);
}

/** Catches every error whose `kind` is `"invalid_request"`. Never constructed. */
export abstract class InvalidRequestError extends TesseraError {
  declare readonly kind: "invalid_request";
}

/** Catches every error whose `kind` is `"unauthenticated"`. Never constructed. */
export abstract class UnauthenticatedError extends TesseraError {
  declare readonly kind: "unauthenticated";
}

/** Catches every error whose `kind` is `"permission_denied"`. Never constructed. */
export abstract class PermissionDeniedError extends TesseraError {
  declare readonly kind: "permission_denied";
}

/** Catches every error whose `kind` is `"not_found"`. Never constructed. */
export abstract class NotFoundError extends TesseraError {
  declare readonly kind: "not_found";
}

/** Catches every error whose `kind` is `"conflict"`. Never constructed. */
export abstract class ConflictError extends TesseraError {
  declare readonly kind: "conflict";
}

/** Catches every error whose `kind` is `"rate_limited"`. Never constructed. */
export abstract class RateLimitError extends TesseraError {
  declare readonly kind: "rate_limited";
}

/** Catches every error whose `kind` is `"unavailable"`: worth retrying later. Never constructed. */
export abstract class UnavailableError extends TesseraError {
  declare readonly kind: "unavailable";
}

// Not in static blocks: bundlers rename classes that have them.
for (const [name, errorClass] of Object.entries({
  TesseraError,
  InvalidParamsError,
  AuthError,
  ConnectionError,
  TimeoutError,
  InvalidResponseError,
  ApiError,
})) {
  brandError(errorClass, name);
}
readsKind(InvalidRequestError, "invalid_request");
readsKind(UnauthenticatedError, "unauthenticated");
readsKind(PermissionDeniedError, "permission_denied");
readsKind(NotFoundError, "not_found");
readsKind(ConflictError, "conflict");
readsKind(RateLimitError, "rate_limited");
readsKind(UnavailableError, "unavailable");
