/**
 * FlowerDocs' errors. Core sends most of them with status 500, so the code takes precedence over the status.
 *
 * @see https://doc.uxopian.com/docs/flowerdocs/config/core/appendices/exceptionBuilder
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { saidBy, textField } from "../core/errorBody.js";
import { type ErrorKind, kindOfStatus } from "../core/errorKind.js";
import { ApiError, type ErrorFacts } from "../core/errors.js";
import { type Verdict, verdictOfStatus } from "../core/retry.js";
import { mayBeThrottle, saysThrottled } from "../core/throttle.js";
import { parseJson } from "../core/values.js";

/** What a {@link FlowerDocsError} is created from. */
export interface FlowerDocsErrorFacts extends ErrorFacts {
  /** `functional` (code F…): the request cannot be met. `technical` (code T…): the server failed. */
  type?: "functional" | "technical" | undefined;
  /** Whether the call had already been retried with a new token in place of a refused one. */
  renewed?: boolean | undefined;
}

/** FlowerDocs Core responded with an error. `code` is its own where it sent one, such as `"F00012"`. */
export class FlowerDocsError extends ApiError {
  /** `functional` (code F…): the request cannot be met. `technical` (code T…): the server failed. */
  declare readonly type?: "functional" | "technical";
  /** True when the call had already been retried with a new token in place of a refused one. */
  readonly renewed: boolean;

  constructor(message: string, facts: FlowerDocsErrorFacts = {}) {
    super(message, facts);
    this.renewed = facts.renewed ?? false;
    if (facts.type !== undefined) this.type = facts.type;
  }
}
brandError(FlowerDocsError, "FlowerDocsError");

const KIND_OF_CODE: Readonly<Record<string, ErrorKind>> = {
  F00012: "not_found",
  F00205: "not_found",
  F00206: "not_found",
  T00103: "not_found",
  T01002: "not_found",
  F00903: "conflict",
  T00108: "conflict",
  F00302: "permission_denied",
};

/** Technical by name, but as final as a functional error. */
const FINAL_CODES: readonly string[] = ["T00103", "T00108", "T00707", "T01002"];

const CODE = /\b[FT]\d{5}\b/;

interface Said {
  code: string | undefined;
  message: string | undefined;
}

/** The body is not documented; JSON with `code` and `message` is what servers were seen to send. */
function readBody({ text, redact }: ErrorResponse): Said {
  const parsed = parseJson(text, redact)?.value;
  const fields = (typeof parsed === "object" && parsed !== null ? parsed : {}) as Record<string, unknown>;
  const first = (...names: string[]) =>
    names.map((name) => textField(fields[name])).find((value) => value !== undefined);
  const code = first("code", "errorCode") ?? CODE.exec(text)?.[0];
  return { code, message: first("message", "error", "description") };
}

/** Creates the error of a response that is not 2xx. */
export function readFlowerDocsError(response: ErrorResponse): VendorFailure {
  const { status, header, facts, renewed } = response;
  const body = readBody(response);
  // Operation handlers report through headers of these names.
  const given = body.code ?? header("code");
  const code = given !== undefined && CODE.test(given) ? given : undefined;
  const said = saidBy(response, body.message ?? header("message"));
  const throttled = status === 429 || (code === undefined && mayBeThrottle(status) && saysThrottled(response.text));
  const error = new FlowerDocsError(`FlowerDocs responded with ${[status, code].filter(Boolean).join(" ")}: ${said}`, {
    ...facts,
    renewed,
    code,
    kind: throttled ? "rate_limited" : kindOf(status, code),
    type: code === undefined ? undefined : code.startsWith("F") ? "functional" : "technical",
  });
  // An ingress throttles before any work is done, with any of these statuses.
  return { error, verdict: throttled ? "refused" : verdictOf(status, code) };
}

function kindOf(status: number, code: string | undefined): ErrorKind {
  const known = code && KIND_OF_CODE[code];
  if (known) return known;
  return code?.startsWith("F") && status >= 500 ? "invalid_request" : kindOfStatus(status);
}

function verdictOf(status: number, code: string | undefined): Verdict {
  if (code?.startsWith("F") || FINAL_CODES.includes(code ?? "")) return "final";
  // Servers were seen to reject a bad signature with 403; with a code, 403 is a matter of rights.
  return status === 403 && code === undefined ? "token" : verdictOfStatus(status);
}
