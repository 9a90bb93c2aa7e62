/** The class of Adobe's errors. */
import { brandError } from "../../core/brand.js";
import { type ErrorKind, kindOfStatus } from "../../core/errorKind.js";
import { ApiError, type ErrorFacts, setGiven } from "../../core/errors.js";
import type { AdobeErrorBody } from "./body.js";
import { actionOf } from "./codes.js";
import type { AdobeGateway } from "./gateway.js";

/**
 * What Adobe advises a client to do about an enhanced error. `none`: nothing automatic, as for a malformed request or a
 * final denial. `configuration`: an operator must change settings at Adobe. `application-registration`: get a new
 * access token or register again. `authentication`: the user must sign in again. `authorization`: request authorization
 * for the resource again. `retry`: a passing failure, which may be retried. Of the SSO service: `get_new_token` (a new
 * service token), `check_headers` and `check_request_body`. Adobe may add others.
 */
export type AdobePassAction =
  | "none"
  | "configuration"
  | "application-registration"
  | "authentication"
  | "authorization"
  | "retry"
  | "get_new_token"
  | "check_headers"
  | "check_request_body"
  | (string & {});

/** What an {@link AdobePassError} is created from. */
export interface AdobePassErrorFacts extends ErrorFacts {
  /** What Adobe advises, as it sent it. */
  action?: AdobePassAction | undefined;
  /** Text of the TV provider for the user. */
  details?: string | undefined;
  /** Adobe's page about its errors. */
  helpUrl?: string | undefined;
  /** Id of the error for Adobe's support. */
  trace?: string | undefined;
  /** What responded in place of Adobe. */
  gateway?: AdobeGateway | undefined;
}

/**
 * Adobe Pass responded with an error, or something in front of it did. `code` is Adobe's where the error is enhanced,
 * such as `"invalid_requestor"`.
 */
export class AdobePassError extends ApiError {
  /** What Adobe documents for the code, whatever it sent; for a code that it does not document, what it sent. */
  declare readonly action?: AdobePassAction;
  /** Text of the TV provider for the user, as on a denial. */
  declare readonly details?: string;
  /** Adobe's page about its errors. */
  declare readonly helpUrl?: string;
  /** Quote it to Adobe's support. */
  declare readonly trace?: string;
  /** What responded in place of Adobe; absent if Adobe responded. */
  declare readonly gateway?: AdobeGateway;

  /** The error as Adobe wrote it; `undefined` if the response held no error body, as with a gateway's page. Not enumerable. */
  declare readonly body: AdobeErrorBody | undefined;

  constructor(message: string, facts: AdobePassErrorFacts & { body?: AdobeErrorBody | undefined } = {}) {
    const action = actionOf(facts.code, facts.action);
    super(message, { ...facts, kind: facts.kind ?? kindOf(facts.status, facts.code, action) });
    Object.defineProperty(this, "body", { value: facts.body });
    setGiven(this, { ...facts, action }, ["action", "details", "helpUrl", "trace", "gateway"]);
  }

  /** `details`: Adobe has no other text for the user. */
  override get userMessage(): string | undefined {
    return this.details;
  }
}
brandError(AdobePassError, "AdobePassError");

/** Codes of v1 for a throttle, which Adobe no longer documents. */
const THROTTLE_CODES: readonly string[] = ["too_many_requests", "user_rate_limit_exceeded"];

export const isThrottleCode = (code: string | undefined): boolean => THROTTLE_CODES.includes(code ?? "");

/** What an action means where there is no status. */
const KIND_OF_ACTION = new Map<string | undefined, ErrorKind>([
  ["application-registration", "unauthenticated"],
  ["authentication", "unauthenticated"],
  ["authorization", "permission_denied"],
  ["configuration", "permission_denied"],
]);

/** @param status that of the response or, in a 2xx, that of the error it holds. */
export function kindOf(status: number | undefined, code: string | undefined, action: string | undefined): ErrorKind {
  if (status === 429 || isThrottleCode(code)) return "rate_limited";
  if (action === "retry") return "unavailable";
  const isFailure = status !== undefined && status >= 300;
  return isFailure ? kindOfStatus(status) : (KIND_OF_ACTION.get(action) ?? "server");
}
