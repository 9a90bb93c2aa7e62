/**
 * Classes to catch by meaning: `instanceof` reads `kind`, so an error of any class is also one of these. Tests can
 * construct them, where the origin of an error does not matter.
 */
import { defineInstanceof } from "./brand.js";
import type { ErrorKind } from "./errorKind.js";
import { type ErrorFacts, TesseraError } from "./errors.js";

/** What an error is created from whose class gives its `kind`. */
export type KindErrorFacts = Omit<ErrorFacts, "kind">;

function ofKind(kind: ErrorKind, facts: KindErrorFacts): ErrorFacts {
  return { ...facts, kind, code: facts.code ?? `ERR_TESSERA_${kind.toUpperCase()}` };
}

/** Catches every error whose `kind` is `"invalid_request"`. */
export class InvalidRequestError extends TesseraError {
  declare readonly kind: "invalid_request";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("invalid_request", facts));
  }
}

/** Catches every error whose `kind` is `"unauthenticated"`. */
export class UnauthenticatedError extends TesseraError {
  declare readonly kind: "unauthenticated";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("unauthenticated", facts));
  }
}

/** Catches every error whose `kind` is `"permission_denied"`. */
export class PermissionDeniedError extends TesseraError {
  declare readonly kind: "permission_denied";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("permission_denied", facts));
  }
}

/** Catches every error whose `kind` is `"not_found"`. */
export class NotFoundError extends TesseraError {
  declare readonly kind: "not_found";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("not_found", facts));
  }
}

/** Catches every error whose `kind` is `"conflict"`. */
export class ConflictError extends TesseraError {
  declare readonly kind: "conflict";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("conflict", facts));
  }
}

/** Catches every error whose `kind` is `"rate_limited"`. */
export class RateLimitError extends TesseraError {
  declare readonly kind: "rate_limited";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("rate_limited", facts));
  }
}

/** Catches every error whose `kind` is `"unavailable"`: worth retrying later. */
export class UnavailableError extends TesseraError {
  declare readonly kind: "unavailable";

  constructor(message: string, facts: KindErrorFacts = {}) {
    super(message, ofKind("unavailable", facts));
  }
}

const CLASSES = {
  invalid_request: ["InvalidRequestError", InvalidRequestError],
  unauthenticated: ["UnauthenticatedError", UnauthenticatedError],
  permission_denied: ["PermissionDeniedError", PermissionDeniedError],
  not_found: ["NotFoundError", NotFoundError],
  conflict: ["ConflictError", ConflictError],
  rate_limited: ["RateLimitError", RateLimitError],
  unavailable: ["UnavailableError", UnavailableError],
} as const;

// Not in static blocks: bundlers rename classes that have them.
for (const [kind, [name, errorClass]] of Object.entries(CLASSES)) {
  Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true, writable: true });
  defineInstanceof(errorClass, (value) => value instanceof TesseraError && value.kind === kind);
}
