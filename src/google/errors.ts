/**
 * Google's error bodies, read by shape: google.rpc (`status`, `details`), the older list (`errors`), both
 * together, either in a list of one, OAuth's (`error` as a string), and pages of proxies.
 *
 * @see https://google.aip.dev/193
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { saidBy, textField } from "../core/errorBody.js";
import { kindOfStatus } from "../core/errorKind.js";
import { ApiError, type ErrorFacts } from "../core/errors.js";
import { type Verdict, verdictOfStatus } from "../core/retry.js";
import { MAX_RETRY_AFTER_MS } from "../core/retryAfter.js";
import { mayBeThrottle, saysDaily, saysThrottled } from "../core/throttle.js";
import { parseJson, printable } from "../core/values.js";
import { readDuration } from "./duration.js";

/** One entry of `error.details`: its type, such as `type.googleapis.com/google.rpc.ErrorInfo`, and that type's fields. */
export interface GoogleErrorDetail {
  /** The type, which says what the other fields mean. */
  "@type"?: string;
  [field: string]: unknown;
}

/** A page that Google offers with an error. */
export interface GoogleHelpLink {
  /** Address of the page. */
  url: string;
  /** What the page is about. */
  description?: string;
}

/** What a {@link GoogleApiError} is created from. */
export interface GoogleErrorFacts extends ErrorFacts {
  /** The machine-readable cause. */
  reason?: string | undefined;
  /** Whose `reason` it is. */
  domain?: string | undefined;
  /** The entries of `error.details`. */
  details?: GoogleErrorDetail[] | undefined;
  /** Pages that Google offers with the error. */
  helpLinks?: GoogleHelpLink[] | undefined;
}

/** A Google API responded with an error. `code` is its canonical status, such as `"NOT_FOUND"`. */
export class GoogleApiError extends ApiError {
  /** The machine-readable cause: `ErrorInfo.reason`, else the first `errors[].reason`, such as `"rateLimitExceeded"`. */
  declare readonly reason?: string;
  /** Whose `reason` it is, such as `"googleapis.com"` or `"usageLimits"`. */
  declare readonly domain?: string;
  /** The entries of `error.details`, as received. */
  readonly details: readonly GoogleErrorDetail[];
  /** Pages that Google offers with the error. */
  readonly helpLinks: readonly GoogleHelpLink[];

  constructor(message: string, facts: GoogleErrorFacts = {}) {
    super(message, facts);
    if (facts.reason !== undefined) this.reason = facts.reason;
    if (facts.domain !== undefined) this.domain = facts.domain;
    this.details = facts.details ?? [];
    this.helpLinks = facts.helpLinks ?? [];
  }
}
brandError(GoogleApiError, "GoogleApiError");

/** How a service classifies a reason or a canonical code that means something else elsewhere. */
export type VerdictTable = Readonly<Record<string, Verdict>>;

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  412: "FAILED_PRECONDITION",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Reasons of a throttle, without regard to case and `_`: Google has several spellings of each. */
const THROTTLES = new Set([
  "ratelimitexceeded",
  "userratelimitexceeded",
  "concurrentlimitexceeded",
  "servinglimitexceeded",
  "toomanyrequests",
]);

/** Quotas that are used up. A service's table may say that one of them is only a throttle. */
const QUOTAS = new Set(["quotaexceeded", "resourcequotaexceeded"]);

/** Reasons that leave the cause to the message. */
const VAGUE = new Set(["forbidden", "permissiondenied", "backenderror", "unavailable"]);

const plain = (reason: string) => reason.replace(/[\s_-]/g, "").toLowerCase();

/** The canonical code of a throttle, by name and as gRPC numbers it. */
const EXHAUSTED = "RESOURCE_EXHAUSTED";
const GRPC_EXHAUSTED = 8;

type Fields = Record<string, unknown>;

const asObject = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const asObjects = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(asObject) : []);

interface GoogleErrorBody {
  /** All that name the cause: of each `ErrorInfo`, of each of `errors`, and the canonical status, which comes last. */
  reasons: string[];
  /** What says which quota it is. */
  quota: string;
  message: string | undefined;
  code: string | undefined;
  reason: string | undefined;
  domain: string | undefined;
  details: GoogleErrorDetail[];
  helpLinks: GoogleHelpLink[];
  retryAfterMs: number | undefined;
}

/** Reads an error body in any of its shapes; `undefined` when it is none of them. */
function readBody({ text, redact }: ErrorResponse): GoogleErrorBody | undefined {
  const parsed = parseJson(text, redact)?.value;
  const body = asObject(Array.isArray(parsed) ? parsed[0] : parsed);
  const oauthCode = textField(body.error);
  if (oauthCode !== undefined) {
    const message = textField(body.error_description) ?? oauthCode;
    return {
      reasons: [oauthCode],
      quota: "",
      message,
      code: oauthCode,
      reason: oauthCode,
      domain: undefined,
      details: [],
      helpLinks: [],
      retryAfterMs: undefined,
    };
  }
  // A gRPC gateway sends the `google.rpc.Status` itself.
  const isStatus = typeof body.code === "number" && typeof body.message === "string";
  if (!isStatus && (typeof body.error !== "object" || body.error === null)) return undefined;
  const error = asObject(isStatus ? body : body.error);
  const details = asObjects(error.details) as GoogleErrorDetail[];
  const ofType = (type: string) => details.filter((entry) => String(entry["@type"]).endsWith(`google.rpc.${type}`));
  const detail = (type: string): Fields => ofType(type)[0] ?? {};
  const info = detail("ErrorInfo");
  const errors = asObjects(error.errors);
  const first = errors[0] ?? {};
  const code = textField(error.status) ?? (error.code === GRPC_EXHAUSTED ? EXHAUSTED : undefined);
  const links = asObjects(detail("Help").links).map((link) => ({
    url: textField(link.url),
    description: textField(link.description),
  }));
  links.push({ url: textField(first.extendedHelp), description: undefined });
  return {
    reasons: [...ofType("ErrorInfo"), ...errors, { reason: code }].flatMap(({ reason }) => textField(reason) ?? []),
    quota: JSON.stringify([error.message, ofType("QuotaFailure"), ofType("ErrorInfo")]),
    message: textField(error.message) ?? textField(first.message),
    code,
    reason: textField(info.reason) ?? textField(first.reason),
    domain: textField(info.domain) ?? textField(first.domain),
    details,
    helpLinks: links.flatMap(({ url, description }) => (url ? [{ url, ...(description && { description }) }] : [])),
    retryAfterMs: retryDelayMs(detail("RetryInfo").retryDelay),
  };
}

function retryDelayMs(delay: unknown): number | undefined {
  const duration = readDuration(delay);
  return duration && Math.min(Math.ceil(duration.seconds * 1_000 + duration.nanos / 1e6), MAX_RETRY_AFTER_MS);
}

type Limit = "daily" | "quota" | "throttle";

/**
 * Which limit an error is about, if any. A daily quota is more specific than a throttle, that than a quota, and each
 * of them than the canonical code; a text decides where no reason does.
 */
function limitOf({ status, header, text }: ErrorResponse, body: GoogleErrorBody | undefined): Limit | undefined {
  const reasons = body?.reasons ?? [];
  const has = (names: ReadonlySet<string>) => reasons.some((reason) => names.has(plain(reason)));
  // `…Unreg`: the project is not registered, so its quota is 0.
  const isDaily = reasons.some((reason) => /^daily|(?:limit|quota)exceededunreg$/.test(plain(reason)));
  const isExhausted = body?.code === EXHAUSTED || header("grpc-status") === String(GRPC_EXHAUSTED);
  const said = body === undefined ? text : (body.message ?? "");
  const byText =
    mayBeThrottle(status) &&
    reasons.every((reason) => VAGUE.has(plain(reason))) &&
    (saysThrottled(said) || saysDaily(said));
  const isThrottle = has(THROTTLES) || isExhausted || byText || status === 429;
  if (isDaily || ((isThrottle || has(QUOTAS)) && saysDaily(body?.quota ?? said))) return "daily";
  if (has(THROTTLES)) return "throttle";
  if (has(QUOTAS) && status !== 429) return "quota";
  return isThrottle ? "throttle" : undefined;
}

/** What an advice is chosen by. */
export interface GoogleFailure {
  readonly status: number;
  /** All that name the cause, in lower case, without `_` and spaces. */
  readonly reasons: readonly string[];
  /** What Google says; empty where its body carries no message. */
  readonly message: string;
  /** Whether the body is an error of a Google API, and not a page. */
  readonly isApiError: boolean;
}

/**
 * Creates the error of a response that is not 2xx. `hint` may add what a user should know about it, unless it is about
 * a limit.
 */
export function readGoogleError(
  response: ErrorResponse,
  table: VerdictTable = {},
  hint?: (failure: GoogleFailure) => string | undefined,
): VendorFailure {
  const { status, facts } = response;
  const body = readBody(response);
  const { reasons = [], quota: _, ...fields } = body ?? {};
  const limit = limitOf(response, body);
  const code = body?.code ?? CODE_OF_STATUS[status];
  const said = saidBy(response, body?.message);
  const failure = { status, reasons: reasons.map(plain), message: body?.message ?? "", isApiError: body !== undefined };
  const advice = limit === undefined ? hint?.(failure) : undefined;
  const name = printable([status, code, body?.reason !== code ? body?.reason : undefined].filter(Boolean).join(" "));
  const error = new GoogleApiError(`Google responded with ${name}: ${said}${advice ? ` ${advice}` : ""}`, {
    ...facts,
    ...fields,
    kind: limit !== undefined ? "rate_limited" : code === "UNAVAILABLE" ? "unavailable" : kindOfStatus(status),
    code,
    retryAfterMs: Math.max(facts.retryAfterMs ?? 0, body?.retryAfterMs ?? 0) || undefined,
  });
  if (limit === "throttle") return { error, verdict: "refused" };
  if (limit === "daily") return { error, verdict: "final" };
  const known = reasons.find((reason) => Object.hasOwn(table, reason));
  if (known !== undefined) return { error, verdict: table[known] as Verdict };
  return { error, verdict: limit === "quota" ? "final" : verdictOfStatus(status) };
}
