/** Which headers callers may set, and with what values. */
import { invalidParam } from "./errors.js";

/** Visible ASCII, space, tab and Latin-1: what a header may hold (RFC 9110 §5.5). A line break would start another. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export function headerValue(path: string, value: unknown): string {
  if (typeof value !== "string" || !HEADER_VALUE.test(value)) {
    invalidParam(path, "must be a string without line breaks or other control characters");
  }
  return value;
}

const BY_SDK = "is set by the SDK";
const BY_AUTH = "is set from `auth`";

/** Set by the SDK or by the connection; a caller's value would break authentication or framing. */
const RESERVED_HEADERS = new Map([
  ["authorization", BY_AUTH],
  ["token", BY_AUTH],
  ["host", BY_SDK],
  ["content-length", BY_SDK],
  ["transfer-encoding", BY_SDK],
  ["connection", BY_SDK],
  ["keep-alive", BY_SDK],
  ["upgrade", BY_SDK],
  ["expect", BY_SDK],
  // The server behind the proxy would get it.
  ["proxy-authorization", "is set from the URL or the `token` of the proxy"],
]);

/** Adds headers under lower-case names, but those without a value. */
export function addHeaders(
  target: Record<string, string>,
  headers: Readonly<Record<string, string | undefined>> | undefined,
): void {
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) target[name.toLowerCase()] = value;
  }
}

/** @throws An {@link InvalidParamsError} for a header that callers may not set, or that is malformed. */
export function checkHeaders(headers: Readonly<Record<string, unknown>> | undefined): void {
  for (const name in headers) {
    if (headers[name] === undefined) continue;
    if (!HEADER_NAME.test(name)) invalidParam("headers", "has a malformed name");
    const reserved = RESERVED_HEADERS.get(name.toLowerCase());
    if (reserved) invalidParam(`headers.${name}`, reserved);
    headerValue(`headers.${name}`, headers[name]);
  }
}
