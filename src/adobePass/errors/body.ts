/**
 * Adobe's error bodies in every shape: plain and enhanced, as XML or JSON, OAuth's, and the SSO service's. The body
 * decides which it is, as Adobe's own reference labels an XML sample as JSON.
 *
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes
 */
import { textField } from "../../core/errorBody.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { readErrorXml } from "../xml.js";
import { actionOf, documentedCode } from "./codes.js";

/** An error body as read, with its shape. */
export interface AdobeErrorBody {
  /** `plain`: status and message; `enhanced`: with a code; `oauth`: a code of OAuth in `error`. */
  shape: "plain" | "enhanced" | "oauth";
  /** The status in the body; it may differ from that of the response. */
  status: number | undefined;
  /** What happened, in English, for developers. */
  message: string | undefined;
  /** Adobe's or OAuth's code of the error. */
  code: string | undefined;
  /** The one that is documented for the code; of other codes, the one that was sent, in lower case. */
  action: string | undefined;
  /** Text of the TV provider for the user. */
  details: string | undefined;
  /** Adobe's page about its errors. */
  helpUrl: string | undefined;
  /** Id of the error for Adobe's support. */
  trace: string | undefined;
}

/** Adobe's errors are a few hundred bytes. What is longer than this is not read, as XML or as JSON. */
const MAX_LENGTH = 262_144;

/** A field of the body as text, redacted. */
type Field = (name: string) => string | undefined;

const isMarkup = (text: string) => text.trimStart().startsWith("<");

/** Reads the body of a response that is not 2xx; `undefined` if it is not an error of Adobe's. */
export async function readErrorBody(
  text: string,
  redact: (text: string) => string,
): Promise<AdobeErrorBody | undefined> {
  if (text.length > MAX_LENGTH) return undefined;
  if (isMarkup(text)) return readXml(text, redact);
  const body = parseJson(text, redact)?.value;
  if (!isPlainObject(body)) return undefined;
  return fromList(body.errors) ?? fromObject(body) ?? fromList(body.decisions, "error");
}

/** What only errors have, in JSON: any other 2xx need not be parsed twice. */
const MAY_BE_ERROR = /"(?:errors?|status)"\s*:/;

/**
 * Reads the body of a 2xx; `undefined` if it is not an error of Adobe's. A code alone does not make it one, as sessions
 * have codes, too.
 */
export async function readErrorInSuccess(
  text: string,
  redact: (text: string) => string,
): Promise<AdobeErrorBody | undefined> {
  if (text.length > MAX_LENGTH) return undefined;
  if (isMarkup(text)) return readXml(text, redact);
  const body = MAY_BE_ERROR.test(text) ? parseJson(text, redact)?.value : undefined;
  if (!isPlainObject(body)) return undefined;
  const listed = fromList(body.errors);
  if (listed) return listed;
  const status = statusOf(body.status);
  const isError = (status ?? 0) >= 400 || (status !== undefined && textField(body.code) !== undefined);
  return isError || body.error ? fromObject(body) : undefined;
}

async function readXml(text: string, redact: (text: string) => string): Promise<AdobeErrorBody | undefined> {
  const leaves = await readErrorXml(text);
  if (leaves === undefined) return undefined;
  const body = bodyOf((name) => {
    const leaf = textField(leaves.get(name));
    return leaf && redact(leaf);
  });
  return body.status !== undefined || body.code !== undefined || body.message !== undefined ? body : undefined;
}

/** The first error of a list: of `errors`, or of the items of a list of decisions. */
function fromList(list: unknown, within?: string): AdobeErrorBody | undefined {
  const items = Array.isArray(list) ? list.filter(isPlainObject) : [];
  const errors = within === undefined ? items : items.map((item) => item[within]).filter(isPlainObject);
  const first = errors.find(({ code }) => textField(code) !== undefined);
  return first && bodyOf(fieldsOf(first));
}

/** A single error. The SSO service wraps it in `error`; OAuth has a code there. */
function fromObject(outer: Record<string, unknown>): AdobeErrorBody | undefined {
  const wrapped = isPlainObject(outer.error) ? outer.error : undefined;
  const body = bodyOf(fieldsOf(wrapped ?? outer));
  if (wrapped !== undefined) return body.code === undefined ? undefined : body;
  const isAdobes = body.status !== undefined || body.shape === "oauth" || documentedCode(body.code) !== undefined;
  return isAdobes ? body : undefined;
}

function fieldsOf(fields: Record<string, unknown>): Field {
  return (name) => {
    const value = fields[name];
    return name === "status" && typeof value === "number" ? String(value) : textField(value);
  };
}

function bodyOf(field: Field): AdobeErrorBody {
  const oauth = field("error");
  const code = field("code") ?? oauth;
  return {
    shape: oauth !== undefined ? "oauth" : code !== undefined ? "enhanced" : "plain",
    status: statusOf(field("status")),
    message: field("message") ?? field("error_description"),
    code,
    action: actionOf(code, field("action")),
    details: field("details"),
    helpUrl: field("helpUrl"),
    trace: field("trace"),
  };
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined;
}
