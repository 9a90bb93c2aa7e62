/** An error as the response of a back end to its own caller: problem details (RFC 9457) that disclose nothing. */
import type { ErrorKind } from "./errorKind.js";
import { ApiError, AuthError, InvalidParamsError, type ParamIssue, TesseraError, TimeoutError } from "./errors.js";

/** A body of the type `application/problem+json`. */
export interface ProblemDetails {
  /** `about:blank`: no page describes the problem, and `title` and `status` say what it is. */
  type: "about:blank";
  /** The phrase of the status, such as `"Not Found"`. Never a text of an error. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** What the vendor means for the end user: `userMessage` of an `ApiError`. Plain text. */
  detail?: string;
  /** `code` of the error. Absent with 500 and 502, whose cause is the back end's own affair. */
  code?: string;
  /** The vendor's id of the request, for support. */
  requestId?: string;
  /** Present if the request may have been carried out, so that it must not simply be sent again. */
  outcomeUnknown?: true;
  /** Of an `InvalidParamsError`: what is invalid. */
  errors?: ParamIssue[];
}

/** What {@link toHttpResponse} returns. */
export interface HttpErrorResponse {
  /** HTTP status, as in the body. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The body, to be sent as JSON. */
  body: ProblemDetails;
}

const TITLES = {
  400: "Bad Request",
  404: "Not Found",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
} as const;

type Status = keyof typeof TITLES;

/** The credential that a vendor refuses is the back end's: to its caller that is a failure behind it, and no 401 or 403. */
const STATUS_OF_KIND: Readonly<Record<ErrorKind, Status>> = {
  invalid_request: 400,
  unauthenticated: 502,
  permission_denied: 502,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  server: 502,
  client: 500,
};

/** The platform's errors of a signal, by name: they can be of another realm. */
const STATUS_OF_NAME = new Map<unknown, Status>([
  ["AbortError", 503],
  ["TimeoutError", 504],
]);

/**
 * Turns whatever a call threw into a response for a back end's own caller. The status follows from the error's
 * `kind`. The body has neither `message` nor `vendorMessage`: those are for logs.
 *
 * @param error any thrown value; one that is not an error of this package is a 500.
 * @example
 * ```ts
 * import { NotFoundError, toHttpResponse } from "tessera-sdk";
 *
 * const { status, headers, body } = toHttpResponse(new NotFoundError("no such user"));
 * console.log(status, headers["content-type"], body.title);
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function toHttpResponse(error: unknown): HttpErrorResponse {
  const status = statusOf(error);
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  const body: ProblemDetails = { type: "about:blank", title: TITLES[status], status };
  if (!(error instanceof TesseraError)) return { status, headers, body };
  if (status === 429 || status === 503) Object.assign(headers, retryAfter(error));
  if (error instanceof ApiError && error.userMessage) body.detail = error.userMessage;
  if (status !== 500 && status !== 502 && IDENTIFIER.test(error.code)) body.code = error.code;
  if (error.requestId !== undefined) body.requestId = error.requestId;
  if (error.outcomeUnknown) body.outcomeUnknown = true;
  if (error instanceof InvalidParamsError) body.errors = error.issues.map(({ path, message }) => ({ path, message }));
  return { status, headers, body };
}

function statusOf(error: unknown): Status {
  if (!(error instanceof TesseraError)) return STATUS_OF_NAME.get(nameOf(error)) ?? 500;
  if (error instanceof TimeoutError) return 504;
  const status = STATUS_OF_KIND[error.kind] ?? 500;
  // What a token server finds wrong with a request is wrong with the back end's credential.
  return error instanceof AuthError && status < 429 ? 502 : status;
}

function nameOf(value: unknown): unknown {
  try {
    return (value as Partial<Error> | null | undefined)?.name;
  } catch {
    // A getter that throws, or a proxy that was revoked.
    return undefined;
  }
}

/** A vendor's code is an identifier. A server or a proxy that sends a text in its place is not quoted. */
const IDENTIFIER = /^[\w.-]{1,64}$/;

/** In whole seconds, rounded up. */
function retryAfter({ retryAfterMs = Number.NaN }: TesseraError): { "retry-after"?: string } {
  return Number.isFinite(retryAfterMs) && retryAfterMs >= 0
    ? { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) }
    : {};
}
