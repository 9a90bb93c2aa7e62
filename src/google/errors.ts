/**
 * Google's error bodies, read by shape: google.rpc (`status`, `details`), the older list (`errors`), both
 * together, either in a list of one, OAuth's (`error` as a string), and pages of proxies.
 *
 * @see https://google.aip.dev/193
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { quoted, saidBy, textField } from "../core/errorBody.js";
import { ApiError, type ErrorFacts, setGiven } from "../core/errors.js";
import { type Verdict, verdictOfStatus } from "../core/retry.js";
import { MAX_RETRY_AFTER_MS } from "../core/retryAfter.js";
import { mayBeThrottle, saysDaily, saysThrottled } from "../core/throttle.js";
import { parseJson, printable } from "../core/values.js";
import { readDuration } from "./duration.js";
import {
  CODE_OF_STATUS,
  EXHAUSTED,
  GRPC_EXHAUSTED,
  isDailyQuota,
  kindOf,
  plain,
  QUOTAS,
  THROTTLES,
} from "./reasons.js";

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
    if (facts.code !== undefined && typeof facts.code !== "string") {
      throw new TypeError('`code` must be a canonical code such as "NOT_FOUND"; an HTTP status is `status`');
    }
    const code = facts.code ?? CODE_OF_STATUS[facts.status ?? 0];
    super(message, { ...facts, code, kind: facts.kind ?? kindOf(facts) });
    setGiven(this, facts, ["reason", "domain"]);
    this.details = facts.details ?? [];
    this.helpLinks = facts.helpLinks ?? [];
  }

  /** The text of the first `google.rpc.LocalizedMessage` in `details`. */
  override get userMessage(): string | undefined {
    return ofType(this.details, "LocalizedMessage").flatMap(({ message }) => textField(message) ?? [])[0];
  }
}
brandError(GoogleApiError, "GoogleApiError");

/** How a service classifies a reason or a canonical code that means something else elsewhere. */
export type VerdictTable = Readonly<Record<string, Verdict>>;

/** Reasons that leave the cause to the message. */
const VAGUE = new Set(["forbidden", "permissiondenied", "backenderror", "unavailable"]);

type Fields = Record<string, unknown>;

const asObject = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const asObjects = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(asObject) : []);

const ofType = (details: readonly GoogleErrorDetail[], type: string): readonly Fields[] =>
  details.filter((entry) => String(entry["@type"]).endsWith(`google.rpc.${type}`));

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
  requestId: string | undefined;
  retryAfterMs: number | undefined;
}

/** Reads an error body in any of its shapes; `undefined` when it is none of them. */
function readBody({ text, redact }: ErrorResponse): GoogleErrorBody | undefined {
  const parsed = parseJson(text, redact)?.value;
  const body = asObject(Array.isArray(parsed) ? parsed[0] : parsed);
  const oauthCode = textField(body.error);
  if (oauthCode !== undefined) {
    return {
      reasons: [oauthCode],
      quota: "",
      message: textField(body.error_description),
      code: oauthCode,
      reason: oauthCode,
      domain: undefined,
      details: [],
      helpLinks: [],
      requestId: undefined,
      retryAfterMs: undefined,
    };
  }
  // A gRPC gateway sends the `google.rpc.Status` itself.
  const isStatus = typeof body.code === "number" && typeof body.message === "string";
  if (!isStatus && (typeof body.error !== "object" || body.error === null)) return undefined;
  const error = asObject(isStatus ? body : body.error);
  const details = asObjects(error.details) as GoogleErrorDetail[];
  const detail = (type: string): Fields => ofType(details, type)[0] ?? {};
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
    reasons: [...ofType(details, "ErrorInfo"), ...errors, { reason: code }].flatMap(
      ({ reason }) => textField(reason) ?? [],
    ),
    quota: JSON.stringify([error.message, ofType(details, "QuotaFailure"), ofType(details, "ErrorInfo")]),
    message: textField(error.message) ?? textField(first.message),
    code,
    reason: textField(info.reason) ?? textField(first.reason),
    domain: textField(info.domain) ?? textField(first.domain),
    details,
    helpLinks: links.flatMap(({ url, description }) => (url ? [{ url, ...(description && { description }) }] : [])),
    requestId: textField(detail("RequestInfo").requestId),
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
  const isDaily = reasons.some(isDailyQuota);
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
  const vendorMessage = quoted(body?.message);
  const said = saidBy(response, { message: vendorMessage, code: body?.code ?? body?.reason });
  const failure = { status, reasons: reasons.map(plain), message: body?.message ?? "", isApiError: body !== undefined };
  const advice = limit === undefined ? hint?.(failure) : undefined;
  const name = printable([status, code, body?.reason !== code ? body?.reason : undefined].filter(Boolean).join(" "));
  const error = new GoogleApiError(`Google responded with ${name}: ${said}${advice ? ` ${advice}` : ""}`, {
    ...facts,
    ...fields,
    vendorMessage,
    kind: limit === undefined ? undefined : "rate_limited",
    code,
    requestId: facts.requestId ?? body?.requestId,
    retryAfterMs: Math.max(facts.retryAfterMs ?? 0, body?.retryAfterMs ?? 0) || undefined,
  });
  if (limit === "throttle") return { error, verdict: "refused" };
  if (limit === "daily") return { error, verdict: "final" };
  const known = reasons.find((reason) => Object.hasOwn(table, reason));
  if (known !== undefined) return { error, verdict: table[known] as Verdict };
  return { error, verdict: limit === "quota" ? "final" : verdictOfStatus(status) };
}
