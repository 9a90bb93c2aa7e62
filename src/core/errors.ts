/**
 * The error classes. Two axes: who said it (the class) and what it means (`kind`).
 *
 * `instanceof` reads brands under `Symbol.for` keys, so it holds between the ESM and the CJS copy of
 * this package and between two installed versions of it.
 */

/** What a failure means, whoever reported it. */
export type ErrorKind =
  | "invalid_request"
  | "unauthenticated"
  | "permission_denied"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "server"
  | "client";

/** The facts that every error of this package can carry. */
export interface ErrorFacts {
  /** Stable and machine-readable: the vendor's own code, or one that begins `ERR_TESSERA_`. */
  code?: string | undefined;
  kind?: ErrorKind | undefined;
  /** Id of the endpoint that was called, such as `androidenterprise.enrollmentTokens.create`. */
  endpoint?: string | undefined;
  /** HTTP requests that were started for this call. */
  attempts?: number | undefined;
  /** HTTP status of the last answer. */
  status?: number | undefined;
  requestId?: string | undefined;
  /** The wait the server asked for, in milliseconds. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

type ErrorClass = abstract new (...args: never[]) => TesseraError;

/** Makes `instanceof` ask `belongs`. Classes that a user derives inherit it, but go by their prototype chain. */
function instances(errorClass: ErrorClass, belongs: (value: object) => boolean): void {
  Object.defineProperty(errorClass, Symbol.hasInstance, {
    value(this: ErrorClass, value: unknown) {
      if (this !== errorClass) return Function.prototype[Symbol.hasInstance].call(this, value);
      return typeof value === "object" && value !== null && belongs(value);
    },
  });
}

/** Marks a class and all that extend it, and makes `instanceof` on it read the mark. */
export function brandError(errorClass: ErrorClass, name: string): void {
  const mark = Symbol.for(`tessera-sdk.${name}`);
  Object.defineProperty(errorClass.prototype, mark, { value: true });
  Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true, writable: true });
  instances(errorClass, (value) => mark in value);
}

/** Makes `instanceof` on a class read `kind`. */
function readsKind(errorClass: ErrorClass, kind: ErrorKind): void {
  instances(errorClass, (value) => value instanceof TesseraError && value.kind === kind);
}

/** Base of every error this package throws, but for a cancelled call, which rejects with its signal's reason. */
export class TesseraError extends Error {
  /** Stable and machine-readable: the vendor's own code, or one that begins `ERR_TESSERA_`. */
  readonly code: string;
  /** What the failure means, whoever reported it. */
  readonly kind: ErrorKind;
  /** Id of the endpoint that was called. */
  declare readonly endpoint?: string;
  /** HTTP requests that were started for the call. */
  readonly attempts: number;
  /** HTTP status of the last answer. */
  declare readonly status?: number;
  /** The server's id of the request, for its support. */
  declare readonly requestId?: string;
  /** The wait the server asked for, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** True when the request may have been carried out although no answer says so, and repeating it may do damage. */
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

/** A list of thousands of apps can be wrong in each: logs are spared all but the first faults. */
const MOST_NAMED = 10;

/** The call was refused before anything was sent: a parameter or an option is missing, mistyped or contradictory. */
export class InvalidParamsError extends TesseraError {
  /** All faults, of which the message names the first ten. */
  readonly issues: readonly ParamIssue[];

  constructor(issues: readonly ParamIssue[], facts: ErrorFacts = {}) {
    const named = issues.slice(0, MOST_NAMED).map(({ path, message }) => `\`${path}\` ${message}`);
    if (issues.length > MOST_NAMED) named.push(`and ${issues.length - MOST_NAMED} more`);
    super(`Invalid parameters: ${named.join("; ")}. Nothing was sent.`, {
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

/** The server answered 2xx, but not in the shape it documents. What was asked for has probably been done. */
export class InvalidResponseError extends TesseraError {
  /** What came, as text, for debugging. Not enumerable, so that loggers leave it alone: it may hold issued tokens. */
  declare readonly body?: string;

  constructor(message: string, facts: ErrorFacts & { body?: string | undefined } = {}) {
    super(message, { code: "ERR_TESSERA_INVALID_RESPONSE", kind: "server", ...facts });
    Object.defineProperty(this, "body", { value: facts.body });
  }
}

/** The server answered with an error. `code` is the vendor's where there is one. */
export class ApiError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { ...facts, code: facts.code ?? "ERR_TESSERA_API" });
  }
}

/** Fills in what only the core knows: which call it was, and how often it was tried. */
export function annotate(error: TesseraError, facts: { endpoint: string; attempts: number }): void {
  Object.assign(error, facts);
}

const OUTCOME_UNKNOWN = " The outcome is unknown: the request may have been carried out, so check before repeating it.";

/** Says so when a request that must not be repeated may have been carried out. */
export function markOutcomeUnknown(error: TesseraError): void {
  const said = error.message;
  // A vendor's own words need not end as sentences do.
  error.message = said + (/[.!?]$/.test(said) ? "" : ".") + OUTCOME_UNKNOWN;
  // The stack quotes the message as it was when the error was made.
  if (error.stack) error.stack = error.stack.replace(said, () => error.message);
  Object.assign(error, { outcomeUnknown: true });
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

/** Catches every error whose `kind` is `"unavailable"`: worth trying again later. Never constructed. */
export abstract class UnavailableError extends TesseraError {
  declare readonly kind: "unavailable";
}

// Here and not in static blocks, for which bundlers rename the classes.
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

/** What an HTTP status means when the vendor's body says nothing more exact. */
export function kindOfStatus(status: number): ErrorKind {
  switch (status) {
    case 401:
      return "unauthenticated";
    case 403:
      return "permission_denied";
    case 404:
    case 410:
      return "not_found";
    case 409:
    case 412:
      return "conflict";
    case 429:
      return "rate_limited";
    case 408:
    case 502:
    case 503:
    case 504:
      return "unavailable";
    default:
      return status >= 400 && status < 500 ? "invalid_request" : "server";
  }
}
