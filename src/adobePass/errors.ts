/**
 * Adobe's error bodies: plain and enhanced, as XML or JSON, OAuth's, the SSO service's, and pages of gateways.
 * The body decides which it is: Adobe's own reference labels an XML sample as JSON.
 *
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes
 */
import { parseJson } from "../core/body.js";
import { ApiError, brandError, type ErrorFacts, kindOfStatus } from "../core/errors.js";
import { verdictOfStatus } from "../core/retry.js";
import type { ErrorAnswer, VendorFailure } from "../core/service.js";
import { readErrorXml } from "./xml.js";

/** What Adobe advises a client to do about an enhanced error. The set is open. */
export type AdobePassAction =
  | "none"
  | "configuration"
  | "application-registration"
  | "authentication"
  | "authorization"
  | "retry"
  | (string & {});

export interface AdobePassErrorFacts extends ErrorFacts {
  action?: AdobePassAction | undefined;
  details?: string | undefined;
  helpUrl?: string | undefined;
  trace?: string | undefined;
}

/** Adobe Pass answered with an error. `code` is Adobe's where the error is enhanced, such as `"invalid_requestor"`. */
export class AdobePassError extends ApiError {
  /** What Adobe advises; where the answer leaves it out, what it documents for the code. */
  declare readonly action?: AdobePassAction;
  /** Text of the TV provider for the user, as on a denial. */
  declare readonly details?: string;
  /** Adobe's page about its errors. */
  declare readonly helpUrl?: string;
  /** Quote it to Adobe's support. */
  declare readonly trace?: string;

  /** The error as Adobe wrote it; `undefined` when the answer held none, as a gateway's page. Not enumerable. */
  declare readonly body: AdobeErrorBody | undefined;

  constructor(message: string, facts: AdobePassErrorFacts & { body?: AdobeErrorBody | undefined } = {}) {
    super(message, facts);
    Object.defineProperty(this, "body", { value: facts.body });
    for (const name of ["action", "details", "helpUrl", "trace"] as const) {
      if (facts[name] !== undefined) Object.assign(this, { [name]: facts[name] });
    }
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

/** An error body as read, with how it was spelt. */
export interface AdobeErrorBody {
  /** `"plain"`: status and message; `"enhanced"`: with a code; `"oauth"`: a code of OAuth in `error`. */
  shape: "plain" | "enhanced" | "oauth";
  /** The status in the body; it may differ from the answer's. */
  status: number | undefined;
  message: string | undefined;
  code: string | undefined;
  /** Where the body has none, the one that is documented for its code. */
  action: string | undefined;
  details: string | undefined;
  helpUrl: string | undefined;
  trace: string | undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Reads an error body in any of its shapes; `undefined` when it is none of them. */
export async function readAdobeErrorBody(
  text: string,
  clean = (field: string) => field,
): Promise<AdobeErrorBody | undefined> {
  const start = text.trimStart();
  const read = start.startsWith("<") ? await readErrorXml(start) : parseJson(start)?.value;
  if (typeof read !== "object" || read === null) return undefined;
  const outer = read as Record<string, unknown>;
  // The SSO service wraps an enhanced error in `error`; OAuth puts a code there.
  const nested = typeof outer.error === "object" && outer.error !== null;
  const fields = (nested ? outer.error : outer) as Record<string, unknown>;
  const said = (name: string) => {
    const field = textOf(fields[name]);
    return field && clean(field);
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
    action: textOf(fields.action) ?? ACTION_OF_CODE.get(code),
    details: said("details"),
    helpUrl: said("helpUrl"),
    trace: said("trace"),
  };
}

/** Over the limit, the gateway sends a page without `Retry-After`; its bucket refills at one request a second. */
const THROTTLE_WAIT_MS = 1_000;

/** Makes the error of an answer that is not 2xx. Where the body is enhanced, its action goes before the status. */
export async function readAdobeError({ status, text, clean, facts }: ErrorAnswer): Promise<VendorFailure> {
  const body = await readAdobeErrorBody(text, clean);
  const transient = body?.action === "retry";
  const said = body?.message ?? (status < 400 ? "a redirect, which is not followed" : "no readable error body");
  const error = new AdobePassError(`Adobe Pass answered ${[status, body?.code].filter(Boolean).join(" ")}: ${said}`, {
    ...facts,
    ...body,
    status,
    body,
    kind: transient ? "unavailable" : kindOfStatus(status),
  });
  if (status === 429) return { error, verdict: "refused", waitMs: THROTTLE_WAIT_MS };
  if (transient) return { error, verdict: "ambiguous" };
  return { error, verdict: saysNotAuthenticated(error) ? "final" : verdictOfStatus(status) };
}

/** Actions that name something other than the user's sign-in as the cause. */
const FAULTS: readonly string[] = ["configuration", "application-registration", "retry"];
const ANSWERS: readonly string[] = ["authentication", "authorization"];

/**
 * Whether an error of `checkauthn` says "not authenticated". A plain 403 of Adobe's does. Of an enhanced
 * error the code decides: it does when its action sends the user to sign in, and when it is itself a 403
 * that nobody else needs to mend.
 */
export function saysNotAuthenticated({ status, body }: AdobePassError): boolean {
  if (body === undefined || body.shape === "oauth" || status === 401) return false;
  if (body.shape === "plain") return status === 403;
  if (ANSWERS.includes(body.action ?? "")) return true;
  return (body.status ?? status) === 403 && !FAULTS.includes(body.action ?? "");
}
