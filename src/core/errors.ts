/** The error classes. They have two axes: who reported the failure (the class) and what it means (`kind`). */
import { brandError } from "./brand.js";
import { type ErrorKind, kindOfStatus } from "./errorKind.js";

/** The facts that every error of this package can carry. */
export interface ErrorFacts {
  /** Stable and machine-readable: the vendor's own code, or one that begins `ERR_TESSERA_`. */
  code?: string | undefined;
  /** What the failure means. By default, what the class stands for; of an `ApiError`, what its code or status means. */
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
  /** The vendor's own message. */
  vendorMessage?: string | undefined;
  /** Whether the request may have been carried out although no response confirms it. @default false */
  outcomeUnknown?: boolean | undefined;
  /** The error that led to this one. */
  cause?: unknown;
}

/** Facts with the code and the kind of a class, where none are given. */
export function withDefaults<F extends ErrorFacts>(facts: F, code: string, kind: ErrorKind): F {
  return { ...facts, code: facts.code ?? code, kind: facts.kind ?? kind };
}

/** Sets the fields of an error that are given, so that the others are absent and not `undefined`. */
export function setGiven<F extends object>(error: TesseraError, facts: F, names: readonly (keyof F)[]): void {
  for (const name of names) if (facts[name] !== undefined) Object.assign(error, { [name]: facts[name] });
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
  /**
   * The vendor's own message, where it sent one: as `message` quotes it, on one line and without the secrets of the
   * call. For logs: it can name accounts and settings.
   */
  declare readonly vendorMessage?: string;
  /** True if the request may have been carried out although no response confirms it, and retrying it may do damage. */
  readonly outcomeUnknown: boolean;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code ?? "ERR_TESSERA";
    this.kind = facts.kind ?? "client";
    this.attempts = facts.attempts ?? 0;
    this.outcomeUnknown = facts.outcomeUnknown ?? false;
    setGiven(this, facts, ["endpoint", "status", "requestId", "retryAfterMs", "vendorMessage"]);
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
  constructor(issues: readonly ParamIssue[] = [], facts: ErrorFacts = {}, what = "parameters") {
    if (!Array.isArray(issues)) throw new TypeError("`issues` must be a list of `{ path, message }`");
    const named = issues.slice(0, MAX_NAMED).map(({ path, message }) => `\`${path}\` ${message}`);
    if (issues.length > MAX_NAMED) named.push(`and ${issues.length - MAX_NAMED} more`);
    super(
      `${sentence(`Invalid ${what}: ${named.join("; ")}`)} Nothing was sent.`,
      withDefaults(facts, "ERR_TESSERA_INVALID_PARAMS", "invalid_request"),
    );
    this.issues = issues;
  }
}

/** No usable credential: the token endpoint refused, or the function given as `auth` failed. */
export class AuthError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_AUTH", "unauthenticated"));
  }
}

/** The connection could not be made, or broke. With a `status`, it broke while the body was being read. */
export class ConnectionError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_CONNECTION", "unavailable"));
  }
}

/** `timeoutMs` passed in an attempt, or `deadlineMs` over the whole call. */
export class TimeoutError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_TIMEOUT", "unavailable"));
  }
}

/** The server responded 2xx, but not in the shape it documents. The request has probably been carried out. */
export class InvalidResponseError extends TesseraError {
  /** The body as text, for debugging. Not enumerable, so that loggers skip it: it may hold issued tokens. */
  declare readonly body?: string;

  constructor(message: string, facts: ErrorFacts & { body?: string | undefined } = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_INVALID_RESPONSE", "server"));
    Object.defineProperty(this, "body", { value: facts.body });
  }
}

/** The server responded with an error. `code` is the vendor's where there is one. */
export class ApiError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(
      message,
      withDefaults(facts, "ERR_TESSERA_API", facts.status === undefined ? "server" : kindOfStatus(facts.status)),
    );
  }

  /**
   * The text that the vendor means for an end user, where it sent one. It is plain text, as received but for the
   * secrets of the call. `message` and `vendorMessage` are for logs.
   */
  get userMessage(): string | undefined {
    return undefined;
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

/** The message of an error for another call, of whose request it does not tell the outcome. */
export function messageWithoutOutcome({ message }: TesseraError): string {
  return message.replace(` ${OUTCOME_UNKNOWN}`, "");
}

/** Adds to the message of an error what only the core knows. */
export function addSentence(error: TesseraError, text: string): void {
  const said = error.message;
  error.message = `${sentence(said)} ${text}`;
  // The stack quotes the message as it was when the error was made.
  if (error.stack) error.stack = error.stack.replace(said, () => error.message);
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
