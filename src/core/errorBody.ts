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

/** What an error quotes of a response: the vendor's message, and where a redirect leads. */
export function saidBy({ status, redirect }: Pick<ErrorResponse, "status" | "redirect">, message?: string): string {
  const said = message === undefined ? "" : printable(message);
  if (status >= 400) return said || "no readable error body";
  const to = redirect === undefined ? "" : ` to ${printable(redirect)}`;
  return `${said && `${said}; `}a redirect${to}, which is not followed`;
}
