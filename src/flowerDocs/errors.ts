/**
 * FlowerDocs' errors. Core sends most of them with status 500, so the code takes precedence over the status.
 *
 * @see https://doc.uxopian.com/docs/flowerdocs/config/core/appendices/exceptionBuilder
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { quoted, saidBy, textField } from "../core/errorBody.js";
import { type ErrorKind, kindOfStatus } from "../core/errorKind.js";
import { ApiError, type ErrorFacts, setGiven } from "../core/errors.js";
import { type Verdict, verdictOfStatus } from "../core/retry.js";
import { mayBeThrottle, saysThrottled } from "../core/throttle.js";
import { isPlainObject, parseJson } from "../core/values.js";

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
    super(message, { ...facts, kind: facts.kind ?? kindOf(facts) });
    this.renewed = facts.renewed ?? false;
    setGiven(this, { type: facts.type ?? typeOf(facts.code) }, ["type"]);
  }

  /** The message of an error with the code `F00039`, which extensions of FlowerDocs send for the end user. */
  override get userMessage(): string | undefined {
    return this.code === FOR_END_USERS ? this.vendorMessage : undefined;
  }
}
brandError(FlowerDocsError, "FlowerDocsError");

const FOR_END_USERS = "F00039";

const KIND_OF_CODE = new Map<string | undefined, ErrorKind>([
  ["F00012", "not_found"],
  ["F00205", "not_found"],
  ["F00206", "not_found"],
  ["T00103", "not_found"],
  ["T01002", "not_found"],
  ["F00903", "conflict"],
  ["T00108", "conflict"],
  ["F00302", "permission_denied"],
]);

/** Technical by name, but as final as a functional error. */
const FINAL_CODES: readonly string[] = ["T00103", "T00108", "T00707", "T01002"];

const CODE = /\b[FT]\d{5}\b/;

interface Said {
  code: string | undefined;
  message: string | undefined;
}

/** The body is not documented; JSON with `code` and `message` is what servers were seen to send, also within `error`. */
function readBody({ text, redact }: ErrorResponse): Said {
  const parsed = parseJson(text, redact)?.value;
  const outer = isPlainObject(parsed) ? parsed : {};
  const levels = [outer, outer.error].filter(isPlainObject);
  const first = (...names: string[]) =>
    levels.flatMap((fields) => names.map((name) => textField(fields[name]))).find((value) => value !== undefined);
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
  const vendorMessage = quoted(body.message ?? header("message"));
  const said = saidBy(response, { message: vendorMessage, code });
  const throttled = status === 429 || (code === undefined && mayBeThrottle(status) && saysThrottled(response.text));
  const error = new FlowerDocsError(`FlowerDocs responded with ${[status, code].filter(Boolean).join(" ")}: ${said}`, {
    ...facts,
    renewed,
    code,
    vendorMessage,
    kind: throttled ? "rate_limited" : undefined,
  });
  // An ingress throttles before any work is done, with any of these statuses.
  return { error, verdict: throttled ? "refused" : verdictOf(status, code) };
}

function typeOf(code: string | undefined): FlowerDocsError["type"] {
  if (code === undefined || !CODE.test(code)) return undefined;
  return code.startsWith("F") ? "functional" : "technical";
}

/** The code goes before the status, which is 500 for most codes; a 429 comes from a proxy, before any work is done. */
function kindOf({ status = 500, code }: FlowerDocsErrorFacts): ErrorKind {
  if (status === 429) return "rate_limited";
  const known = KIND_OF_CODE.get(code);
  if (known !== undefined) return known;
  return typeOf(code) === "functional" && status >= 500 ? "invalid_request" : kindOfStatus(status);
}

function verdictOf(status: number, code: string | undefined): Verdict {
  if (code?.startsWith("F") || FINAL_CODES.includes(code ?? "")) return "final";
  // Servers were seen to reject a bad signature with 403; with a code, 403 is a matter of rights.
  return status === 403 && code === undefined ? "token" : verdictOfStatus(status);
}
