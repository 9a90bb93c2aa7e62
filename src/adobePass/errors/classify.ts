/**
 * The one reading of Adobe's responses, for every call: from status, headers and body together to an error, what a
 * retry may do, and whether the error is a "no" and not a fault.
 */
import type { ErrorResponse, VendorFailure } from "../../core/context.js";
import { quoted, saidBy } from "../../core/errorBody.js";
import { addSentence } from "../../core/errors.js";
import { type Verdict, verdictOfStatus } from "../../core/retry.js";
import { mayBeThrottle, saysThrottled } from "../../core/throttle.js";
import { printable } from "../../core/values.js";
import { type AdobeErrorBody, readErrorBody, readErrorInSuccess } from "./body.js";
import { documentedCode } from "./codes.js";
import { AdobePassError, isThrottleCode, kindOf } from "./error.js";
import { type AdobeGateway, gatewayMessage, isForeign, readGateway } from "./gateway.js";

/** Over the limit, the gateway sends a page without `Retry-After`; its bucket refills at one request a second. */
const THROTTLE_WAIT_MS = 1_000;

/** Reads a response that is not 2xx. Where the body is enhanced, its action takes precedence over the status. */
export async function readAdobeError(response: ErrorResponse): Promise<VendorFailure> {
  const { status, text, redact } = response;
  const body = (await readErrorBody(text, redact)) ?? redirectedError(response);
  return failureOf(response, body, status);
}

/** Reads a 2xx: the error that it holds, `"foreign"` for what Adobe never sends, `undefined` for all else. */
export async function readAdobeSuccess(response: ErrorResponse): Promise<VendorFailure | "foreign" | undefined> {
  const { text, redact } = response;
  if (text === "" || text === "{}") return undefined;
  const body = await readErrorInSuccess(text, redact);
  if (body === undefined) return isForeign(text) ? "foreign" : undefined;
  // The error's own status, as that of the response is not about it.
  const documented = documentedCode(body.code)?.statuses[0];
  const own = [body.status, documented].find((status) => status !== undefined && status >= 400);
  return failureOf(response, body, own);
}

/** OAuth reports a refused access token in a redirect, where the client has registered one. */
function redirectedError({ status, header }: ErrorResponse): AdobeErrorBody | undefined {
  const code = status < 400 ? /[?&]error=([a-z_]{1,50})(?:[&#]|$)/.exec(header("location") ?? "")?.[1] : undefined;
  if (code === undefined) return undefined;
  const absent = { status: undefined, message: undefined, details: undefined, helpUrl: undefined, trace: undefined };
  return { shape: "oauth", code, action: undefined, ...absent };
}

/** @param status that of the response or, in a 2xx, that of the error it holds. */
function failureOf(
  response: ErrorResponse,
  body: AdobeErrorBody | undefined,
  status: number | undefined,
): VendorFailure {
  const { facts, redact, renewed, text } = response;
  const throttled = isThrottle(status, text, body);
  const gateway = body === undefined ? readGateway(response) : undefined;
  const vendorMessage = quoted(body?.message ?? (gateway && gatewayMessage(text, redact)));
  const verdict = throttled ? "refused" : verdictOf(status, body);
  const error = new AdobePassError(messageOf(response, body, gateway, vendorMessage), {
    ...facts,
    ...body,
    status: response.status,
    body,
    gateway,
    vendorMessage,
    kind: throttled ? "rate_limited" : status === 451 ? "permission_denied" : kindOf(status, body?.code, body?.action),
    requestId: facts.requestId ?? body?.trace,
  });
  if (body?.action === "application-registration") addSentence(error, STATEMENT_AT_FAULT);
  else if (verdict === "token" && renewed) addSentence(error, "The access token had been replaced once already.");
  return throttled ? { error, verdict, waitMs: THROTTLE_WAIT_MS } : { error, verdict };
}

const STATEMENT_AT_FAULT =
  "The software statement does not cover this service provider or this API; a new access token would not help.";

function messageOf(
  response: ErrorResponse,
  body: AdobeErrorBody | undefined,
  gateway: AdobeGateway | undefined,
  vendorMessage: string | undefined,
): string {
  const { status } = response;
  const who = gateway?.name === undefined ? "Adobe Pass" : `${gateway.name}, in place of Adobe Pass,`;
  const reference = gateway?.reference === undefined ? "" : ` (reference ${gateway.reference})`;
  const message = vendorMessage ?? (body ? "no message" : "no readable error body");
  const said = status >= 300 && status < 400 ? saidBy(response, { message: vendorMessage, code: body?.code }) : message;
  return `${who} responded with ${printable([status, body?.code].filter(Boolean).join(" "))}: ${said}${reference}`;
}

/** Older notes of Adobe's give 403 and 503 for throttles, too; then the gateway's page or the body says so. */
function isThrottle(status: number | undefined, text: string, body: AdobeErrorBody | undefined): boolean {
  if (status === 429 || body?.status === 429 || isThrottleCode(body?.code)) return true;
  const mayBe = status !== undefined && mayBeThrottle(status) && body?.shape !== "enhanced";
  return mayBe && saysThrottled(body?.message ?? text);
}

/** Codes of a refused access token in a response of any status; the client is dead only if it gets no token either. */
const TOKEN_REFUSALS: readonly string[] = ["invalid_client", "access_denied"];

function verdictOf(status: number | undefined, body: AdobeErrorBody | undefined): Verdict {
  const { code, action } = body ?? {};
  // The statement does not suffice: no token of it would.
  if (action === "application-registration") return "final";
  if (action === "retry") return "ambiguous";
  // The SSO service's own token was refused, and not the access token.
  if (documentedCode(code)?.sources.includes("sso") && action !== "none") return "final";
  if (body?.shape === "oauth" && TOKEN_REFUSALS.includes(code ?? "") && status !== 400) return "token";
  const verdict = status === undefined ? "final" : verdictOfStatus(status);
  return verdict === "ambiguous" && action !== undefined ? "final" : verdict;
}

/** Statuses that are faults, whatever the body advises. */
const isFault = (status: number | undefined) =>
  status !== undefined && (status === 401 || status === 429 || status === 451 || status >= 500);

/**
 * Whether an error can be a "no" in place of a fault: Adobe's own error, of a status that does not contradict that of
 * its response, and neither of them a status that is always a fault.
 */
export function mayBeResult({ body, kind, status }: AdobePassError): boolean {
  if (body === undefined || body.shape === "oauth" || kind === "rate_limited") return false;
  if (isFault(status) || isFault(body.status)) return false;
  // The code of an enhanced error decides, whatever the statuses.
  const agrees = body.status === undefined || (status ?? 0) < 300 || body.status === status;
  return body.shape === "enhanced" || agrees;
}

/** Actions by which a code denies; by `none`, only with a status of 403. */
const DENIALS: readonly (string | undefined)[] = ["authentication", "authorization"];

/**
 * Whether an error of a call that asks whether a device is authenticated says "no".
 *
 * @param plain the statuses with which an error without a code says so, by the documents of that call.
 */
export function saysNotAuthenticated(error: AdobePassError, plain: readonly number[]): boolean {
  const { body, status = 0 } = error;
  if (body === undefined || !mayBeResult(error)) return false;
  const own = body.status ?? status;
  if (body.shape === "plain") return plain.includes(own);
  if (isHistorical(body.code)) return false;
  if (DENIALS.includes(body.action)) return true;
  return own === 403 && (body.action === "none" || body.action === undefined);
}

/** Codes whose printed actions are unreliable. */
function isHistorical(code: string | undefined): boolean {
  const known = documentedCode(code);
  return known !== undefined && known.action === undefined;
}
