/** Responses of the servers that issue tokens, read as errors: what was refused, and what to do about it. */
import { requestIdIn } from "../core/callState.js";
import { textField } from "../core/errorBody.js";
import { AuthError, type ErrorFacts } from "../core/errors.js";
import { redirectTarget } from "../core/redirect.js";
import { retryAfterMs } from "../core/retryAfter.js";
import { mayBeThrottle, saysThrottled } from "../core/throttle.js";
import { TransientAuthError } from "../core/tokens.js";
import { isPlainObject, printable } from "../core/values.js";
import { REQUEST_ID_HEADERS } from "./requestIds.js";

/** A response without a token, and what its error must not quote. */
export interface TokenRefusal {
  /** Where the request was sent; `undefined` where that is not known. */
  readonly url: string | undefined;
  readonly status: number;
  /** The body: parsed if it is JSON, else as text. */
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
  readonly redact: (text: string) => string;
  readonly scopes: readonly string[];
  readonly now: number;
}

/** Who was asked, by the URL. */
export function serverAt(url: string | undefined): string {
  if (url === undefined) return "Google's token endpoint";
  const { host, pathname } = new URL(url);
  const at = host.endsWith(".googleapis.com") ? "" : ` at ${host}`;
  if (pathname.endsWith(":generateAccessToken")) return `Google's IAM Credentials API${at}`;
  if (/^sts\.|\/v1\/(?:token|oauthtoken)$/.test(host + pathname)) return `Google's Security Token Service${at}`;
  return `Google's token endpoint${at}`;
}

const MAX_QUOTED = 200;
/** Codes that tell of a moment and not of the credential. */
const PASSING = /^(?:internal_failure|temporarily_unavailable|server_error|slow_down|UNAVAILABLE|INTERNAL)$/;

/** @param server who responded, at the beginning of a sentence. */
export function refusalError(refusal: TokenRefusal, server = serverAt(refusal.url)): AuthError {
  const { status, scopes, header, now } = refusal;
  const { code, said, isPage } = read(refusal);
  const text = typeof refusal.body === "string" ? refusal.body : said;
  const isThrottle = status === 429 || code === "RESOURCE_EXHAUSTED" || (mayBeThrottle(status) && saysThrottled(text));
  const facts: ErrorFacts = {
    ...responseFacts(refusal),
    ...(code !== "" && { code }),
    ...(said !== "" && { vendorMessage: said }),
    retryAfterMs: retryAfterMs(header("retry-after"), now, header("date")),
  };
  const quoted = [`${server} responded with ${status}`, code, said].filter(Boolean).join(": ");
  const about = `${quoted}${/[.!?]$/.test(quoted) ? "" : "."}`;
  if (isThrottle) return new TransientAuthError(about, { ...facts, kind: "rate_limited" });
  if (status === 408 || status >= 500 || PASSING.test(code)) return new TransientAuthError(about, facts);
  if (status >= 300 && status < 400) {
    const to = redirectTarget(header("location"), refusal.url ?? "");
    return new AuthError(
      `${about} That is a redirect${to ? ` to ${printable(to)}` : ""}, which is not followed.`,
      facts,
    );
  }
  const hint = isPage ? PAGE : (hintFor(code, said) ?? "");
  const requested = scopes.length > 0 ? `Requested scopes: ${scopes.join(" ")}.` : "";
  return new AuthError(
    [about, hint, skewHint(code, said, header("date"), now), requested].filter(Boolean).join(" "),
    facts,
  );
}

/** A 2xx response without a token. */
export function noToken(refusal: TokenRefusal, server = serverAt(refusal.url)): AuthError {
  const { status, body } = refusal;
  const what = read(refusal).isPage
    ? `a web page in place of a token. ${PAGE}`
    : typeof body === "string"
      ? "something that is not JSON in place of a token. Check the proxy between this machine and Google."
      : "JSON that holds no access token. Check the proxy, and the addresses of token servers in the credential.";
  return new AuthError(`${server} responded with ${status}, but sent ${what}`, {
    ...responseFacts(refusal),
    kind: "server",
  });
}

function responseFacts({ status, header, redact }: TokenRefusal): ErrorFacts {
  const requestId = requestIdIn(REQUEST_ID_HEADERS, header);
  return { status, requestId: requestId && redact(requestId) };
}

const PAGE = "It sent a web page, as proxies and sign-in portals do: check the proxy between this machine and Google.";

/** The error in a body: OAuth's (RFC 6749 §5.2), or that of Google's APIs. */
function read({ body, redact }: TokenRefusal): { code: string; said: string; isPage: boolean } {
  if (typeof body === "string") return { code: "", said: "", isPage: /^\s*<[!?a-z]/i.test(body) };
  const { error, error_description: description } = isPlainObject(body) ? body : {};
  const { status, message } = isPlainObject(error) ? error : { status: error, message: description };
  const code = redact(textField(status) ?? "");
  const said = printable(redact(textField(message) ?? ""))
    .replace(/[\w.-]{40,}/g, "[redacted]")
    .slice(0, MAX_QUOTED);
  return { code: /^[\w.-]{1,64}$/.test(code) ? code : "", said, isPage: false };
}

const LOGIN_AGAIN = "Sign in again: gcloud auth application-default login.";
const CHECK_CONFIGURATION =
  "Check the audience, the subject token and its type against the workload identity pool and its provider.";

/** By code and description, the most specific first. */
const HINTS: readonly (readonly [code: RegExp, said: RegExp, hint: string])[] = [
  [/./, /short-lived|reasonable timeframe/i, "The clock of this machine is wrong: synchronize it."],
  [/./, /reauth|rapt/i, `The organization requires a new sign-in. ${LOGIN_AGAIN}`],
  [/disabled/i, /^/, "The account or its client was disabled: enable it in the Cloud console, or use another."],
  [/./, /disabled/i, "The account or its key was disabled: enable it in the Cloud console, or use another."],
  [/deleted_client/, /^/, "The OAuth client was deleted: create new credentials."],
  [/invalid_grant/, /signature/i, "The key was deleted or belongs to another account: create a new key file."],
  [/invalid_grant/, /account not found|gaia id/i, "The account was deleted, or never existed: create a new key file."],
  [/invalid_grant/, /invalid email|user id|not a valid email/i, "`subject` is not a user of the domain: check it."],
  [/invalid_grant/, /expired or revoked|^bad request/i, `The refresh token has expired or was revoked. ${LOGIN_AGAIN}`],
  [/invalid_grant/, /credential|id token|attribute|issuer|audience|connection/i, CHECK_CONFIGURATION],
  [
    /invalid_grant/,
    /^/,
    "Check that the key or sign-in still exists, that `subject` names a user, and that this machine's clock is right.",
  ],
  [/invalid_client/, /^/, "The client's id or secret is wrong, or the client was deleted: create new credentials."],
  [/invalid_scope/, /^/, "Check the scopes."],
  [/unauthorized_client/, /^/, "Authorize the service account's client id for these scopes in domain-wide delegation."],
  [/access_denied|admin_policy|org_internal/, /^/, "An administrator of the organization must allow this access."],
  [/invalid_request|invalid_target/, /^/, CHECK_CONFIGURATION],
  [
    /PERMISSION_DENIED/,
    /^/,
    "Grant the source account the role Service Account Token Creator (roles/iam.serviceAccountTokenCreator) on the service account, and check that this account exists.",
  ],
  [/NOT_FOUND/, /^/, "The service account that is to be impersonated does not exist: check its name."],
  [/UNAUTHENTICATED/, /^/, "The source account's token is not accepted: check the source of the impersonation."],
];

function hintFor(code: string, said: string): string | undefined {
  return HINTS.find(([codes, texts]) => codes.test(code) && texts.test(said))?.[2];
}

/** Servers tolerate less. */
const LEAST_SKEW_MS = 60_000;

/** By how much this machine's clock differs, where that may be the reason. */
function skewHint(code: string, said: string, date: string | undefined, now: number): string {
  const skew = now - Date.parse(date ?? "");
  if (code !== "invalid_grant" || !(Math.abs(skew) > LEAST_SKEW_MS)) return "";
  if (/signature|not found|revoked/i.test(said)) return "";
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return `This machine's clock is ${minutes} min ${skew > 0 ? "ahead of" : "behind"} the server's.`;
}
