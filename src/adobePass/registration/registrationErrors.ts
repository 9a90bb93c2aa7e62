/** Failed registrations and token requests, as the errors of the calls that needed them. */
import { AuthError, type ErrorFacts, InvalidResponseError, TesseraError } from "../../core/errors.js";
import { TransientAuthError } from "../../core/tokens.js";
import { AdobePassError } from "../errors/error.js";
import { NEW_STATEMENT } from "./statement.js";

/** The code of a client that Adobe does not know any more. */
export const CLIENT_REFUSED = "invalid_client";

/** Codes of a statement that only an operator can replace. */
const STATEMENT_REFUSALS: readonly string[] = ["invalid_software_statement", "unapproved_software_statement"];

export const isStatementRefusal = ({ code }: AuthError): boolean => STATEMENT_REFUSALS.includes(code);

/** Whether Adobe itself refused what was sent, so that it would refuse it again. */
export function isRefusal({ cause }: AuthError): boolean {
  if (!(cause instanceof AdobePassError) || cause.body === undefined) return false;
  return !["rate_limited", "unavailable", "server"].includes(cause.kind);
}

/** An `AuthError` that says what failed: the statement, the client, or the request. */
export function registrationError(error: unknown): unknown {
  if (!(error instanceof TesseraError) || error instanceof AuthError) return error;
  const { kind, status, requestId, retryAfterMs, vendorMessage } = error;
  const facts: ErrorFacts = { kind, status, requestId, retryAfterMs, vendorMessage };
  const failed = `No access token could be obtained: ${error.message}`;
  // Not as the cause: its body may hold a secret that was just issued.
  if (error instanceof InvalidResponseError) return new AuthError(failed, facts);
  const isTransient = !error.outcomeUnknown && (kind === "unavailable" || kind === "rate_limited");
  if (isTransient) return new TransientAuthError(failed, { ...facts, cause: error });
  if (!(error instanceof AdobePassError) || error.body === undefined)
    return new AuthError(failed, { ...facts, cause: error });
  return new AuthError(`${whatIsRefused(error.code)} ${error.message}`, {
    ...facts,
    code: error.code,
    // It is the credential that is invalid, and not the call that needed it.
    kind: kind === "invalid_request" ? "unauthenticated" : kind,
    cause: error,
  });
}

function whatIsRefused(code: string): string {
  if (STATEMENT_REFUSALS.includes(code)) {
    return `Adobe refused the software statement, which is not sent again. ${NEW_STATEMENT}`;
  }
  if (code === "invalid_redirect_uri") return "Adobe refused `redirectUri`: it is not one of the software statement.";
  if (code === CLIENT_REFUSED) return "Adobe refused the client that is registered for the device.";
  return "Adobe refused to register the device or to issue a token for it.";
}
