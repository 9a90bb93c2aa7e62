/**
 * FlowerDocs' errors. Core sends most of them with status 500, so the code takes precedence over the status.
 *
 * @see https://doc.uxopian.com/docs/flowerdocs/config/core/appendices/exceptionBuilder
 */
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { quoted, saidBy } from "../core/errorBody.js";
import { type ErrorKind, kindOfStatus } from "../core/errorKind.js";
import { ApiError, type ErrorFacts, setGiven } from "../core/errors.js";
import { type Verdict, verdictOfStatus } from "../core/retry.js";
import { mayBeThrottle, saysThrottled } from "../core/throttle.js";
import { printable } from "../core/values.js";
import { codeOf } from "./codes.js";
import { readBody } from "./readBody.js";

/** What a {@link FlowerDocsError} is created from. */
export interface FlowerDocsErrorFacts extends ErrorFacts {
  /** `functional` (code F…): the request cannot be met. `technical` (code T…): the server failed. */
  type?: "functional" | "technical" | undefined;
  /** Whether the call had already been retried with a new token in place of a refused one. */
  renewed?: boolean | undefined;
  /** The body of the response, without the secrets of the call. */
  body?: string | undefined;
}

/** FlowerDocs Core responded with an error. `code` is its own where it sent one, such as `"F00012"`. */
export class FlowerDocsError extends ApiError {
  /** `functional` (code F…): the request cannot be met. `technical` (code T…): the server failed. */
  declare readonly type?: "functional" | "technical";
  /** True when the call had already been retried with a new token in place of a refused one. */
  readonly renewed: boolean;
  /**
   * The body of the response as text, cut after 10,000 characters, without the secrets of the call. Not enumerable, so
   * that loggers skip it.
   */
  declare readonly body?: string;

  constructor(message: string, facts: FlowerDocsErrorFacts = {}) {
    super(message, { ...facts, kind: facts.kind ?? kindOf(facts) });
    this.renewed = facts.renewed ?? false;
    setGiven(this, { type: facts.type ?? typeOf(facts.code) }, ["type"]);
    Object.defineProperty(this, "body", { value: facts.body });
  }

  /** The message of an error with the code `F00039`, which extensions of FlowerDocs send for the end user. */
  override get userMessage(): string | undefined {
    return this.code === FOR_END_USERS ? this.vendorMessage : undefined;
  }
}
brandError(FlowerDocsError, "FlowerDocsError");

const FOR_END_USERS = "F00039";

/** Codes of what does not exist, and of what exists already. */
const MISSING: readonly string[] = ["F00012", "F00205", "F00206", "T00103", "T01002"];
const EXISTING: readonly string[] = ["F00903", "T00108"];

const KIND_OF_CODE = new Map<string | undefined, ErrorKind>([
  ...MISSING.map((code) => [code, "not_found"] as const),
  ...EXISTING.map((code) => [code, "conflict"] as const),
  ["F00302", "permission_denied"],
]);

/** A temporary file is not there. */
const CONSUMED = "T00707";

/** Technical by name, but as final as a functional error. */
const FINAL_CODES: readonly string[] = [...MISSING, ...EXISTING, CONSUMED];

/** Whether Core says that the object does not exist. A 404 alone is about the route. */
export function saysMissing(error: unknown): error is FlowerDocsError {
  return error instanceof FlowerDocsError && error.kind === "not_found" && MISSING.includes(error.code);
}

/** Whether Core says that an object with this id exists already. */
export function saysExisting(error: unknown): error is FlowerDocsError {
  return error instanceof FlowerDocsError && error.kind === "conflict" && EXISTING.includes(error.code);
}

/** Whether a temporary file is not there: used already, or uploaded to another node that shares none with this one. */
export function saysConsumed(error: unknown): error is FlowerDocsError {
  return error instanceof FlowerDocsError && error.code === CONSUMED;
}

/** Whether Core has no such route, as servers of another version do. */
export function saysNoRoute(error: unknown): error is FlowerDocsError {
  return error instanceof FlowerDocsError && error.type === undefined && (error.status === 404 || error.status === 405);
}

/** A body is kept up to this size. */
const MAX_BODY = 10_000;

/** Creates the error of a response that is not 2xx. */
export function readFlowerDocsError(response: ErrorResponse): VendorFailure {
  const { status, facts, renewed, text } = response;
  const { code, message } = readBody(response);
  const vendorMessage = quoted(message);
  const throttled = status === 429 || (code === undefined && mayBeThrottle(status) && saysThrottled(text));
  // An ingress throttles before any work is done, with any of these statuses.
  const verdict = throttled ? "refused" : verdictOf(status, code);
  const said = saidBy(response, { message: vendorMessage, code });
  const hint = code === undefined ? hintOf(response) : undefined;
  const parts = [said, hint, verdict === "token" && renewed && REFUSED_AGAIN].filter(Boolean);
  const error = new FlowerDocsError(
    `FlowerDocs responded with ${[status, code].filter(Boolean).join(" ")}: ${parts.join(". ")}`,
    {
      ...facts,
      renewed,
      code,
      vendorMessage,
      kind: throttled ? "rate_limited" : undefined,
      body: text.length > MAX_BODY ? `${text.slice(0, MAX_BODY)}…` : text,
    },
  );
  return { error, verdict };
}

const REFUSED_AGAIN =
  "A new token was refused as well: the account may lack a right, or several nodes of Core have no common `token.key`";

/** What a status without a code is about. */
function hintOf({ status, url, redirect }: ErrorResponse): string | undefined {
  const { origin, pathname } = new URL(url);
  if (status < 400) {
    const isForeign = redirect !== undefined && new URL(redirect).origin !== origin;
    return isForeign ? "A single sign-on in front of Core responds in its place" : undefined;
  }
  if (status === 404 || status === 405) {
    return `Core may have no such route at ${printable(origin + pathname)}: check \`baseUrl\` and the version of the server`;
  }
  if (status === 414 || status === 431 || (status === 400 && url.length > LONG_URL)) {
    return "The URL, or the headers with the token, may be too long for the server";
  }
  return undefined;
}

/** URLs of this length were seen to be refused, as Core's limit is one for all headers together. */
const LONG_URL = 6_000;

function typeOf(code: string | undefined): FlowerDocsError["type"] {
  const known = codeOf(code);
  if (known === undefined) return undefined;
  return known.startsWith("F") ? "functional" : "technical";
}

/** The code goes before the status, which is 500 for most codes; a 429 comes from a proxy, before any work is done. */
function kindOf({ status = 500, code }: FlowerDocsErrorFacts): ErrorKind {
  if (status === 429) return "rate_limited";
  if (status === 401) return "unauthenticated";
  const known = KIND_OF_CODE.get(code);
  if (known !== undefined) return known;
  return typeOf(code) === "functional" && status >= 500 ? "invalid_request" : kindOfStatus(status);
}

function verdictOf(status: number, code: string | undefined): Verdict {
  if (status === 401) return "token";
  if (code?.startsWith("F") || FINAL_CODES.includes(code ?? "")) return "final";
  // Servers were seen to reject a bad signature with 403; with a code, 403 is a matter of rights.
  return status === 403 && code === undefined ? "token" : verdictOfStatus(status);
}
