/** What the readers of all vendors' error bodies share. */
import { isPlainObject } from "./values.js";

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

/** What an error says of a response whose body has no message. */
export function withoutMessage(status: number): string {
  return status < 400 ? "a redirect, which is not followed" : "no readable error body";
}
