/**
 * Google's error bodies, read by shape: google.rpc (`status`, `details`), the older list (`errors`), both
 * together, either in a list of one, OAuth's (`error` as a string), and pages of proxies.
 *
 * @see https://google.aip.dev/193
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { textField, withoutMessage } from "../core/errorBody.js";
import { type ErrorKind, kindOfStatus } from "../core/errorKind.js";
import { ApiError, type ErrorFacts } from "../core/errors.js";
import { type Verdict, verdictOfStatus } from "../core/retry.js";
import { parseJson } from "../core/values.js";
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

/** How a service classifies a reason or a canonical code; without an entry the status decides. */
export type VerdictTable = Readonly<Record<string, Verdict>>;

/** Throttling that Google spells as 403: the request was rejected before processing and may be retried later. */
export const THROTTLED: VerdictTable = { rateLimitExceeded: "refused", userRateLimitExceeded: "refused" };

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

const KIND_OF_REASON: Readonly<Record<string, ErrorKind>> = {
  rateLimitExceeded: "rate_limited",
  userRateLimitExceeded: "rate_limited",
  quotaExceeded: "rate_limited",
  dailyLimitExceeded: "rate_limited",
  RATE_LIMIT_EXCEEDED: "rate_limited",
  RESOURCE_QUOTA_EXCEEDED: "rate_limited",
  RESOURCE_EXHAUSTED: "rate_limited",
  UNAVAILABLE: "unavailable",
};

type Fields = Record<string, unknown>;

const asObject = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const asObjects = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(asObject) : []);

interface GoogleErrorBody {
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
  const code = textField(body.error);
  if (code !== undefined) {
    const message = textField(body.error_description) ?? code;
    return {
      message,
      code,
      reason: code,
      domain: undefined,
      details: [],
      helpLinks: [],
      retryAfterMs: undefined,
    };
  }
  if (typeof body.error !== "object" || body.error === null) return undefined;
  const error = asObject(body.error);
  const details = asObjects(error.details) as GoogleErrorDetail[];
  const detail = (type: string) => details.find((entry) => String(entry["@type"]).endsWith(`google.rpc.${type}`)) ?? {};
  const info = detail("ErrorInfo");
  const first = asObjects(error.errors)[0] ?? {};
  const links = asObjects(detail("Help").links).map((link) => ({
    url: textField(link.url),
    description: textField(link.description),
  }));
  links.push({ url: textField(first.extendedHelp), description: undefined });
  return {
    message: textField(error.message) ?? textField(first.message),
    code: textField(error.status),
    reason: textField(info.reason) ?? textField(first.reason),
    domain: textField(info.domain) ?? textField(first.domain),
    details,
    helpLinks: links.flatMap(({ url, description }) => (url ? [{ url, ...(description && { description }) }] : [])),
    retryAfterMs: retryDelayMs(detail("RetryInfo").retryDelay),
  };
}

function retryDelayMs(delay: unknown): number | undefined {
  const duration = readDuration(delay);
  return duration && Math.ceil(duration.seconds * 1_000 + duration.nanos / 1e6);
}

/** Creates the error of a response that is not 2xx. `hint` may add what a user should know about it. */
export function readGoogleError(
  response: ErrorResponse,
  table: VerdictTable,
  hint?: (error: { status: number; reason: string | undefined }) => string | undefined,
): VendorFailure {
  const { status, facts } = response;
  const body = readBody(response);
  const reason = body?.reason;
  const code = body?.code ?? CODE_OF_STATUS[status];
  const said = body?.message ?? withoutMessage(status);
  const advice = hint?.({ status, reason });
  const known = (names: Readonly<Record<string, unknown>>) =>
    [reason, body?.code].find((name) => name !== undefined && Object.hasOwn(names, name));
  const kind = KIND_OF_REASON[known(KIND_OF_REASON) ?? ""] ?? kindOfStatus(status);
  const name = [status, code, reason !== code ? reason : undefined].filter(Boolean).join(" ");
  const error = new GoogleApiError(`Google responded with ${name}: ${said}${advice ? ` ${advice}` : ""}`, {
    ...facts,
    ...body,
    kind,
    code,
    retryAfterMs: Math.max(facts.retryAfterMs ?? 0, body?.retryAfterMs ?? 0) || undefined,
  });
  return { error, verdict: table[known(table) ?? ""] ?? verdictOfStatus(status) };
}
