/** What the readers of all vendors' error bodies share. */
import type { ErrorResponse } from "./context.js";
import { isPlainObject, printable } from "./values.js";

/** Names, in lower case, by which vendors and the gateways in front of them say that something failed. */
const ERROR_FIELDS = new Set([
  "error",
  "errors",
  "fault",
  "exception",
  "code",
  "errorcode",
  "error_code",
  "message",
  "errormessage",
  "error_description",
]);

/** Whether a parsed body reports a failure, whatever the status of its response. */
export function isErrorBody(body: unknown): boolean {
  const value: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
  if (!isPlainObject(value)) return false;
  const hasError = Object.entries(value).some(([name, field]) => ERROR_FIELDS.has(name.toLowerCase()) && field);
  return hasError || Number(value.status) >= 400 || Number(value.statusCode) >= 400;
}

/** A field of an error body as text; `undefined` if it is absent, empty or not text. */
export function textField(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What was read of an error body. */
interface Said {
  /** The vendor's message, as {@link quoted}. */
  readonly message: string | undefined;
  readonly code: string | undefined;
}

/** The vendor's message as an error quotes it; `undefined` if there is nothing to quote. */
export function quoted(message: string | undefined): string | undefined {
  return message === undefined ? undefined : textField(printable(message));
}

/** What an error's message says of a response: the vendor's message, and where a redirect leads. */
export function saidBy({ status, redirect }: Pick<ErrorResponse, "status" | "redirect">, said: Said): string {
  const { message = "", code } = said;
  if (status >= 400) return message || (code === undefined ? "no readable error body" : "no message");
  const to = redirect === undefined ? "" : ` to ${printable(redirect)}`;
  return `${message && `${message}; `}a redirect${to}, which is not followed`;
}
