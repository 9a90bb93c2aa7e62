/**
 * Adobe's error bodies: plain and enhanced, as XML or JSON, OAuth's, the SSO service's, and pages of gateways.
 * The body decides which it is: Adobe's own reference labels an XML sample as JSON.
 *
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { quoted, saidBy, textField } from "../core/errorBody.js";
import { type ErrorKind, kindOfStatus } from "../core/errorKind.js";
import { ApiError, type ErrorFacts, setGiven } from "../core/errors.js";
import { verdictOfStatus } from "../core/retry.js";
import { mayBeThrottle, saysThrottled } from "../core/throttle.js";
import { parseJson, printable } from "../core/values.js";
import { readErrorXml } from "./xml.js";

/**
 * What Adobe advises a client to do about an enhanced error. `none`: nothing automatic, as for a malformed request or a
 * final denial. `configuration`: an operator must change settings at Adobe. `application-registration`: get a new
 * access token or register again. `authentication`: the user must sign in again. `authorization`: request authorization
 * for the resource again. `retry`: a passing failure, which may be retried. Adobe may add others.
 */
export type AdobePassAction =
  | "none"
  | "configuration"
  | "application-registration"
  | "authentication"
  | "authorization"
  | "retry"
  | (string & {});

/** What an {@link AdobePassError} is created from. */
export interface AdobePassErrorFacts extends ErrorFacts {
  /** What Adobe advises. */
  action?: AdobePassAction | undefined;
  /** Text of the TV provider for the user. */
  details?: string | undefined;
  /** Adobe's page about its errors. */
  helpUrl?: string | undefined;
  /** Id of the error for Adobe's support. */
  trace?: string | undefined;
}

/**
 * Adobe Pass responded with an error. `code` is Adobe's where the error is enhanced, such as `"invalid_requestor"`.
 */
export class AdobePassError extends ApiError {
  /** What Adobe advises; where the response leaves it out, what it documents for the code. */
  declare readonly action?: AdobePassAction;
  /** Text of the TV provider for the user, as on a denial. */
  declare readonly details?: string;
  /** Adobe's page about its errors. */
  declare readonly helpUrl?: string;
  /** Quote it to Adobe's support. */
  declare readonly trace?: string;

  /** The error as Adobe wrote it; `undefined` if the response held no error body, as with a gateway's page. Not enumerable. */
  declare readonly body: AdobeErrorBody | undefined;

  constructor(message: string, facts: AdobePassErrorFacts & { body?: AdobeErrorBody | undefined } = {}) {
    const action = facts.action ?? ACTION_OF_CODE.get(facts.code);
    super(message, { ...facts, kind: facts.kind ?? kindOf({ ...facts, action }) });
    Object.defineProperty(this, "body", { value: facts.body });
    setGiven(this, { ...facts, action }, ["action", "details", "helpUrl", "trace"]);
  }

  /** `details`: Adobe has no other text for the user. */
  override get userMessage(): string | undefined {
    return this.details;
  }
}
brandError(AdobePassError, "AdobePassError");

/** What the documented codes of v1 advise, for bodies that leave their action out. */
const ACTION_OF_CODE = new Map<string | undefined, AdobePassAction>(
  Object.entries({
    too_many_resources: "configuration",
    unknown_integration: "configuration",
    authentication_session_issuer_mismatch: "authentication",
    authentication_session_missing: "authentication",
    authentication_session_expired: "authentication",
    authentication_session_invalidated: "authentication",
    authorization_denied_by_hba_policies: "authentication",
    authorization_denied_by_session_invalidated: "authentication",
    identity_not_recognized_by_mvpd: "authentication",
    preauthorization_authentication_session_missing: "authentication",
    preauthorization_authentication_session_expired: "authentication",
    authorization_not_found: "authorization",
    authorization_expired: "authorization",
    network_received_error: "retry",
    network_connection_timeout: "retry",
    maximum_execution_time_exceeded: "retry",
  }),
);

/** An error body as read, with its shape. */
export interface AdobeErrorBody {
  /** `plain`: status and message; `enhanced`: with a code; `oauth`: a code of OAuth in `error`. */
  shape: "plain" | "enhanced" | "oauth";
  /** The status in the body; it may differ from that of the response. */
  status: number | undefined;
  /** What happened, in English, for developers. */
  message: string | undefined;
  /** Adobe's or OAuth's code of the error. */
  code: string | undefined;
  /** Where the body has none, the one that is documented for its code. */
  action: string | undefined;
  /** Text of the TV provider for the user. */
  details: string | undefined;
  /** Adobe's page about its errors. */
  helpUrl: string | undefined;
  /** Id of the error for Adobe's support. */
  trace: string | undefined;
}

/** Reads an error body in any of its shapes; `undefined` when it is none of them. */
async function readAdobeErrorBody(
  text: string,
  redact = (field: string) => field,
): Promise<AdobeErrorBody | undefined> {
  const start = text.trimStart();
  const read = start.startsWith("<") ? await readErrorXml(start) : parseJson(start)?.value;
  if (typeof read !== "object" || read === null) return undefined;
  const outer = read as Record<string, unknown>;
  // The SSO service wraps an enhanced error in `error`; OAuth puts a code there.
  const nested = typeof outer.error === "object" && outer.error !== null;
  const fields = (nested ? outer.error : outer) as Record<string, unknown>;
  const said = (name: string) => {
    const field = textField(fields[name]);
    return field && redact(field);
  };
  const oauth = said("error");
  const code = said("code");
  const message = said("message") ?? said("error_description");
  const status = Number(fields.status);
  if (oauth === undefined && code === undefined && message === undefined) return undefined;
  return {
    shape: oauth !== undefined ? "oauth" : code !== undefined ? "enhanced" : "plain",
    status: Number.isInteger(status) && status > 0 ? status : undefined,
    message,
    code: code ?? oauth,
    action: said("action") ?? ACTION_OF_CODE.get(code),
    details: said("details"),
    helpUrl: said("helpUrl"),
    trace: said("trace"),
  };
}

/** Over the limit, the gateway sends a page without `Retry-After`; its bucket refills at one request a second. */
const THROTTLE_WAIT_MS = 1_000;

/** Codes of v1 for a throttle, which Adobe no longer documents. */
const THROTTLE_CODES: readonly string[] = ["too_many_requests", "user_rate_limit_exceeded"];

/** Older notes of Adobe's give 403 and 503 for throttles, too; then the gateway's page or the body says so. */
function isThrottle(status: number, text: string, body: AdobeErrorBody | undefined): boolean {
  if (status === 429 || body?.status === 429 || THROTTLE_CODES.includes(body?.code ?? "")) return true;
  return body?.shape !== "enhanced" && mayBeThrottle(status) && saysThrottled(body?.message ?? text);
}

/** What an action means where there is no status. */
const KIND_OF_ACTION = new Map<string | undefined, ErrorKind>([
  ["application-registration", "unauthenticated"],
  ["authentication", "unauthenticated"],
  ["authorization", "permission_denied"],
  ["configuration", "permission_denied"],
]);

function kindOf({ status, code, action }: AdobePassErrorFacts): ErrorKind {
  if (status === 429 || THROTTLE_CODES.includes(code ?? "")) return "rate_limited";
  if (action === "retry") return "unavailable";
  return status === undefined ? (KIND_OF_ACTION.get(action) ?? "server") : kindOfStatus(status);
}

/** Creates the error of a response that is not 2xx. Where the body is enhanced, its action takes precedence over the status. */
export async function readAdobeError(response: ErrorResponse): Promise<VendorFailure> {
  const { status, text, redact, facts } = response;
  const body = await readAdobeErrorBody(text, redact);
  const throttled = isThrottle(status, text, body);
  const vendorMessage = quoted(body?.message);
  const said = saidBy(response, { message: vendorMessage, code: body?.code });
  const error = new AdobePassError(
    `Adobe Pass responded with ${printable([status, body?.code].filter(Boolean).join(" "))}: ${said}`,
    {
      ...facts,
      ...body,
      status,
      body,
      vendorMessage,
      kind: throttled ? "rate_limited" : undefined,
      requestId: facts.requestId ?? body?.trace,
    },
  );
  if (throttled) return { error, verdict: "refused", waitMs: THROTTLE_WAIT_MS };
  if (body?.action === "retry") return { error, verdict: "ambiguous" };
  return { error, verdict: saysNotAuthenticated(error) ? "final" : verdictOfStatus(status) };
}

/** Actions that name something other than the user's sign-in as the cause. */
const FAULTS: readonly string[] = ["configuration", "application-registration", "retry"];
const SENDS_TO_SIGN_IN: readonly string[] = ["authentication", "authorization"];

/**
 * Whether an error of `checkauthn` says "not authenticated". A plain 403 of Adobe's does. Of an enhanced
 * error the code decides: it does when its action sends the user to sign in, and when it is itself a 403
 * that nobody else needs to fix.
 */
export function saysNotAuthenticated({ kind, status, body }: AdobePassError): boolean {
  if (kind === "rate_limited" || body === undefined || body.shape === "oauth" || status === 401) return false;
  if (body.shape === "plain") return status === 403;
  if (SENDS_TO_SIGN_IN.includes(body.action ?? "")) return true;
  return (body.status ?? status) === 403 && !FAULTS.includes(body.action ?? "");
}
